// SPDX-License-Identifier: Apache-2.0
package org.turnlock.keys;

import java.io.IOException;
import java.security.InvalidKeyException;
import java.security.Key;
import java.security.PublicKey;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javax.crypto.AEADBadTagException;
import javax.security.auth.x500.X500Principal;
import org.turnlock.policy.KeyPolicy;
import org.turnlock.policy.PolicyDecision;
import org.turnlock.policy.PolicyOperation;

/**
 * The life of managed keys: aliases whose key rotates while what older versions encrypted and
 * signed stays readable and verifiable. From {@code TurnlockProvider.managedKeys()}. The table of
 * what is allowed in which state is in docs/managed-keys.md.
 *
 * <p>Every change is one step for all JVMs on the token: it has happened whole or not at all, even
 * if a process dies meanwhile. All methods throw {@link ManagedKeyException} for what the state of
 * the key or its policy forbids, and {@link org.turnlock.token.TokenException} for what the token
 * cannot do. Thread-safe.
 */
public interface ManagedKeys {
  /** How many bytes a data key has at most. */
  int LONGEST_DATA_KEY = 1024;

  /**
   * Looks whether {@link #create(ManagedKeySpec)} could make such a key, without asking the token
   * or the records.
   *
   * @throws IllegalArgumentException if it could not, with what is wrong
   */
  void check(ManagedKeySpec spec);

  /** Makes a key with its first version; one that awaits an import has none. */
  ManagedKeyInfo create(ManagedKeySpec spec);

  /**
   * Makes a key whose first version is a copy of a software key.
   *
   * @param chain the certificates of a key pair, its own first; empty for none
   */
  ManagedKeyInfo create(ManagedKeySpec spec, Key software, List<X509Certificate> chain)
      throws InvalidKeyException;

  /**
   * Makes a key whose first version comes wrapped, see {@link #importWrappedVersion}. If that
   * cannot be unwrapped, or is not what {@code spec} says, there is no key.
   */
  ManagedKeyInfo createFromWrapped(ManagedKeySpec spec, byte[] wrapped, String rsaKey, String hash)
      throws InvalidKeyException;

  /**
   * Takes a key of the token under management as version 1. The key itself stays as it is, under
   * its own label too.
   *
   * @param spec the alias and how the key is to be managed; its kind is the key's own
   */
  ManagedKeyInfo adopt(Key tokenKey, ManagedKeySpec spec) throws InvalidKeyException;

  /** One key; empty if there is none of this alias. */
  Optional<ManagedKeyInfo> find(String alias);

  /** One key. */
  ManagedKeyInfo describe(String alias);

  /** Every key, in the order of the aliases. */
  List<ManagedKeyInfo> list();

  /**
   * Makes a new version and makes it current. Does not move the schedule of automatic rotations. A
   * pair with a self-signed certificate gets a new one, for the same names; one whose certificate
   * somebody else has issued needs {@link #setCertificateIssuer}, or the other {@code rotate}.
   *
   * @param expectedCurrent the version that the caller believes current; if it is not, nothing
   *     happens
   */
  ManagedKeyInfo rotate(String alias, int expectedCurrent);

  /**
   * The same for a key pair with a certificate. The new version is made first and becomes current
   * with its chain, so that no reader sees it without. Goes on with a version that waits for its
   * certificate already. If there is no certificate, the version stays waiting and all else is as
   * it was.
   *
   * @param issuer gives the new version its certificate
   */
  ManagedKeyInfo rotate(String alias, int expectedCurrent, CertificateIssuer issuer);

  /**
   * Has the certificates of key pairs issued that need one: at rotations by {@link #rotateDue}, by
   * limits, and by {@code rotate} without an issuer. Self-signed ones do not; others cannot be
   * rotated so without this.
   *
   * @param issuer null for none
   */
  void setCertificateIssuer(CertificateIssuer issuer);

  /**
   * Makes a new version that is not used yet: its certificate can be requested, however long that
   * takes, and {@link #activateVersion} makes it current; {@link #destroyVersion} gives it up.
   */
  ManagedKeyInfo prepareVersion(String alias, int expectedCurrent);

  /**
   * Makes a version current that waits for its certificate.
   *
   * @param chain the version's certificate, then its issuers
   */
  ManagedKeyInfo activateVersion(String alias, int version, List<X509Certificate> chain);

  /**
   * A certification request (PKCS #10, DER) for a version, signed by it: for the names of its
   * certificate, or else of the current version's.
   */
  byte[] certificateRequest(String alias, int version);

  /**
   * A certification request for other names.
   *
   * @param hostNames DNS names and IP addresses; may be empty
   */
  byte[] certificateRequest(
      String alias, int version, X500Principal subject, List<String> hostNames);

  /** The certificate of a version and its issuers, as the token has them; empty without one. */
  List<X509Certificate> certificateChain(String alias, int version);

  /**
   * Gives a version a certificate, or another one: a renewal without a rotation.
   *
   * @param chain the version's certificate, then its issuers
   */
  ManagedKeyInfo setCertificateChain(String alias, int version, List<X509Certificate> chain);

  /** Rotates every key that is due, and destroys the material of those whose waiting has ended. */
  RotationReport rotateDue();

  /** Lets a disabled key be used again. */
  ManagedKeyInfo enable(String alias);

  /** Refuses every use of a key until it is enabled again. */
  ManagedKeyInfo disable(String alias);

  /** Lets a disabled version do its old work again. */
  ManagedKeyInfo enableVersion(String alias, int version);

  /** Refuses every use of one version, which is not the current one. */
  ManagedKeyInfo disableVersion(String alias, int version);

  /** Destroys the material of one version, which is not the current one, for good. */
  ManagedKeyInfo destroyVersion(String alias, int version);

  /** Keeps all versions with a lower number from old work. Can be lowered again. */
  ManagedKeyInfo setFloor(String alias, int version);

  /**
   * Refuses every use from now on, and destroys the material after a waiting period.
   *
   * @param days 7 to 30
   */
  ManagedKeyInfo scheduleDeletion(String alias, int days);

  /** Ends the waiting: the key is disabled then. */
  ManagedKeyInfo cancelDeletion(String alias);

  /** Imports a software key as the new current version. */
  ManagedKeyInfo importVersion(String alias, int expectedCurrent, Key software)
      throws InvalidKeyException;

  /**
   * The same for a key pair with certificates.
   *
   * @param chain the new version's certificate, then its issuers; empty for none
   */
  ManagedKeyInfo importVersion(
      String alias, int expectedCurrent, Key software, List<X509Certificate> chain)
      throws InvalidKeyException;

  /**
   * Imports a key as the new current version that comes wrapped, as CKM_RSA_AES_KEY_WRAP has it: an
   * AES-256 key under RSA-OAEP, then the key itself (RAW or PKCS #8) under AES-KWP with that.
   *
   * @param rsaKey alias of an RSA key of the token; of a managed one, every version is tried
   * @param hash of OAEP and its MGF1, for example {@code SHA-256}
   */
  ManagedKeyInfo importWrappedVersion(
      String alias, int expectedCurrent, byte[] wrapped, String rsaKey, String hash)
      throws InvalidKeyException;

  /**
   * Turns a sealed ciphertext into one under the current version of the same or another key. The
   * plaintext exists only in a buffer of this call, which is wiped.
   *
   * @param alias the key of {@code sealed}
   * @param to the key of the result
   * @param aad authenticated with both; empty for none
   */
  byte[] reencrypt(byte[] sealed, String alias, String to, byte[] aad)
      throws AEADBadTagException, InvalidKeyException;

  /**
   * Makes a key for data outside the token, of random bytes of the token, and seals it under the
   * current version of a managed AES key. Open it with a {@code TurnlockSealed} Cipher.
   *
   * @param bytes how long, from 1 to {@value #LONGEST_DATA_KEY}; 32 for AES-256
   * @param aad authenticated with it, an {@link EncryptionContext} for example; empty for none
   */
  DataKey generateDataKey(String alias, int bytes, byte[] aad) throws InvalidKeyException;

  /** Changes the period of automatic rotation; the next one is a period from now. */
  ManagedKeyInfo setRotationPeriod(String alias, Optional<Duration> period);

  /** Changes how much a version may do before the key is rotated. */
  ManagedKeyInfo setLimits(String alias, UseLimits limits);

  /** Changes the description. */
  ManagedKeyInfo setDescription(String alias, String description);

  /** Replaces all tags. */
  ManagedKeyInfo setTags(String alias, Map<String, String> tags);

  /** Who may do what with a key. */
  KeyPolicy policy(String alias);

  /**
   * Changes who may do what with a key, in whatever state it is. This process obeys at once, every
   * other one on the token when it reads the record again, after 5 seconds unless configured
   * otherwise.
   *
   * @throws IllegalArgumentException if nobody could ever change the policy again
   */
  ManagedKeyInfo setPolicy(String alias, KeyPolicy policy);

  /** The same with a policy that may be one that nobody can ever change again. */
  ManagedKeyInfo setUnchangeablePolicy(String alias, KeyPolicy policy);

  /**
   * Whether a principal could do something with a key now, and why not; nothing is done. It looks
   * at the key's policy, and of uses at what the key was made for and its state too.
   *
   * @param principal as policies name it, for example {@code app:payments}
   * @param context the encryption context of the data; empty for none
   */
  PolicyDecision mayUse(
      String alias, String principal, PolicyOperation operation, Map<String, String> context);

  /** The public half of a version. */
  PublicKey publicKey(String alias, int version);

  /**
   * The version that made a MAC over {@code data}; empty if none of those that may verify did.
   * Compares in constant time.
   */
  Optional<Integer> verifyMac(String alias, String macAlgorithm, byte[] data, byte[] mac)
      throws InvalidKeyException;

  /**
   * The version that signed {@code data}, or made the MAC over it; empty if none of those that may
   * verify did. A signature has the data read once, a MAC once for each version that is tried.
   *
   * @param name {@code payments}, or {@code payments@3} for that version only
   * @param algorithm of a JCA Signature or Mac
   * @throws IOException if the data cannot be read
   */
  Optional<Integer> verify(String name, String algorithm, RepeatableInput data, byte[] signature)
      throws InvalidKeyException, IOException;

  /**
   * The JCA key of an alias, or of a version ({@code payments@3}): the one that a KeyStore gives.
   * Where that gives none, this says why.
   */
  Key key(String name) throws InvalidKeyException;
}
