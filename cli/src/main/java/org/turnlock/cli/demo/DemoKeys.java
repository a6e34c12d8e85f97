// SPDX-License-Identifier: Apache-2.0
package org.turnlock.cli.demo;

import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.Key;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.KeyStore;
import java.security.KeyStoreException;
import java.security.PrivateKey;
import java.security.SecureRandom;
import java.security.cert.Certificate;
import java.security.spec.AlgorithmParameterSpec;
import java.security.spec.ECGenParameterSpec;
import java.security.spec.RSAKeyGenParameterSpec;
import java.util.HexFormat;
import java.util.List;
import javax.crypto.KeyGenerator;
import javax.crypto.SecretKey;
import org.turnlock.cli.console.Failure;
import org.turnlock.cli.token.OpenedToken;

/**
 * The demonstration's keys, by alias.
 *
 * @param aes encrypts
 * @param rsa signs
 * @param ec signs
 */
record DemoKeys(String aes, String rsa, String ec) {
  private static final int AES_BITS = 256;
  private static final int RSA_BITS = 3072;

  /** Aliases that are free: the plain ones, in a token of our own where they are. */
  static DemoKeys names(KeyStore keyStore, boolean plain) throws KeyStoreException {
    DemoKeys names = withSuffix("");
    if (plain && names.allFree(keyStore)) {
      return names;
    }
    byte[] random = new byte[4];
    new SecureRandom().nextBytes(random);
    return withSuffix("-" + HexFormat.of().formatHex(random));
  }

  private static DemoKeys withSuffix(String suffix) {
    return new DemoKeys("demo-aes" + suffix, "demo-rsa" + suffix, "demo-ec" + suffix);
  }

  private boolean allFree(KeyStore keyStore) throws KeyStoreException {
    for (String alias : all()) {
      if (keyStore.containsAlias(alias)) {
        return false;
      }
    }
    return true;
  }

  private List<String> all() {
    return List.of(aes, rsa, ec);
  }

  /** The alias of the key that signs. */
  String alias(SignatureKind kind) {
    return kind == SignatureKind.RSA ? rsa : ec;
  }

  /** Makes the three keys in the token. */
  void create(OpenedToken token, KeyStore keyStore, Steps steps)
      throws GeneralSecurityException, IOException {
    Steps.Step step = steps.begin("create", token);
    KeyGenerator generator = KeyGenerator.getInstance("AES", token.provider());
    generator.init(AES_BITS);
    keyStore.setKeyEntry(aes, generator.generateKey(), null, null);
    step.done("key " + aes + " in the token", "AES " + AES_BITS);
    createPair(
        token,
        keyStore,
        SignatureKind.RSA,
        new RSAKeyGenParameterSpec(RSA_BITS, RSAKeyGenParameterSpec.F4),
        steps.begin("create", token));
    createPair(
        token,
        keyStore,
        SignatureKind.ECDSA,
        new ECGenParameterSpec("secp256r1"),
        steps.begin("create", token));
  }

  private void createPair(
      OpenedToken token,
      KeyStore keyStore,
      SignatureKind kind,
      AlgorithmParameterSpec size,
      Steps.Step step)
      throws GeneralSecurityException, IOException {
    boolean rsa = kind == SignatureKind.RSA;
    KeyPairGenerator generator = KeyPairGenerator.getInstance(rsa ? "RSA" : "EC", token.provider());
    generator.initialize(size);
    KeyPair pair = generator.generateKeyPair();
    String alias = alias(kind);
    Certificate certificate = SelfSigned.certificate(pair, alias, kind, token.provider());
    keyStore.setKeyEntry(alias, pair.getPrivate(), null, new Certificate[] {certificate});
    step.done("key pair " + alias + " in the token", rsa ? "RSA " + RSA_BITS : "EC P-256");
  }

  /** The key that encrypts. */
  SecretKey secretKey(KeyStore keyStore) throws GeneralSecurityException {
    return (SecretKey) present(keyStore, aes);
  }

  /** A key that signs. */
  PrivateKey privateKey(KeyStore keyStore, SignatureKind kind) throws GeneralSecurityException {
    return (PrivateKey) present(keyStore, alias(kind));
  }

  /** All three are there, and no program can read their bytes. */
  void requirePresent(KeyStore keyStore) throws GeneralSecurityException {
    for (String alias : all()) {
      if (present(keyStore, alias).getEncoded() != null) {
        throw new Failure("key " + alias + " can be read out of the token");
      }
    }
  }

  private static Key present(KeyStore keyStore, String alias) throws GeneralSecurityException {
    Key key = keyStore.getKey(alias, null);
    if (key == null) {
      throw new Failure("key " + alias + " is not in the token any more");
    }
    return key;
  }

  /** Removes from the token what was made of them. */
  void remove(KeyStore keyStore) throws KeyStoreException {
    for (String alias : all()) {
      if (keyStore.containsAlias(alias)) {
        keyStore.deleteEntry(alias);
      }
    }
  }
}
