// SPDX-License-Identifier: Apache-2.0
package org.turnlock.envelope;

import java.security.InvalidKeyException;
import java.security.Key;
import java.security.ProviderException;
import javax.crypto.AEADBadTagException;
import org.turnlock.keys.KeySource;
import org.turnlock.keys.ManagedKeyException;
import org.turnlock.keys.TokenSecretKey;
import org.turnlock.pkcs11.constant.Ckk;
import org.turnlock.token.KeyUsage;

/** A managed AES key, or one version of it, as what seals and opens. For one thread. */
public final class SealedKey {
  private final TokenSecretKey key;
  private Version resolved;

  private SealedKey(TokenSecretKey key) {
    this.key = key;
  }

  /** One version, as it goes into a header. */
  record Version(int number, TokenSecretKey key) {}

  /**
   * The key that seals: the version that is current now seals the next message, the one that is
   * current then each further one.
   *
   * @throws InvalidKeyException if it is no managed AES key, or may not encrypt now
   */
  public static SealedKey sealing(Key key) throws InvalidKeyException {
    SealedKey accepted = accepted(key);
    accepted.resolved = accepted.current();
    return accepted;
  }

  /**
   * The key that opens.
   *
   * @throws InvalidKeyException if it is no managed AES key, or may not decrypt now
   */
  public static SealedKey opening(Key key) throws InvalidKeyException {
    SealedKey accepted = accepted(key);
    accepted.key.source().guard().requireOldWork(KeyUsage.DECRYPT);
    return accepted;
  }

  private static SealedKey accepted(Key key) throws InvalidKeyException {
    if (!(key instanceof TokenSecretKey secret)) {
      throw new InvalidKeyException(
          "a sealed ciphertext needs a managed AES key"
              + (key == null ? "; no key given" : ", not another key of " + key.getAlgorithm()));
    }
    try {
      if (secret.tokenKey().attributes().keyType() != Ckk.AES) {
        throw new InvalidKeyException("a sealed ciphertext needs an AES key, not: " + secret);
      }
      if (secret.source().versionNumber() == 0) {
        throw new InvalidKeyException(
            "a sealed ciphertext names a version of a managed key, and this key is not managed:"
                + " create one (KeyGenerator with a ManagedKeySpec, ManagedKeys.create), or adopt"
                + " this one (ManagedKeys.adopt): "
                + secret);
      }
    } catch (ManagedKeyException e) {
      throw e.atInit();
    }
    return new SealedKey(secret);
  }

  /** The key in its token; of an alias, the current version's. */
  public TokenSecretKey key() {
    return key;
  }

  private Version current() throws InvalidKeyException {
    try {
      return version(key.source().forNewWork(KeyUsage.ENCRYPT));
    } catch (ManagedKeyException e) {
      throw e.atInit();
    }
  }

  /**
   * The version that seals a message which begins now.
   *
   * @throws ManagedKeyException if there is none that may
   */
  Version forMessage() {
    Version given = resolved;
    resolved = null;
    if (given != null) {
      return given;
    }
    try {
      return current();
    } catch (InvalidKeyException e) {
      if (e.getCause() instanceof ManagedKeyException refusal) {
        throw refusal;
      }
      throw new ProviderException(e.getMessage(), e);
    }
  }

  /**
   * The version that has sealed.
   *
   * @throws AEADBadTagException if there never was one of this number
   * @throws ManagedKeyException if it is gone, or is not the one that this key is pinned to
   */
  Version named(int number) throws AEADBadTagException {
    if (number > 0) {
      KeySource source = key.source().version(number).orElse(null);
      if (source != null) {
        return version(source);
      }
    }
    throw new AEADBadTagException(
        "the ciphertext names version "
            + Integer.toUnsignedString(number)
            + ", which '"
            + key.source().name()
            + "' never had: it is of another key, or changed");
  }

  private Version version(KeySource source) {
    return new Version(source.versionNumber(), new TokenSecretKey(source, key.getAlgorithm()));
  }
}
