// SPDX-License-Identifier: Apache-2.0
package org.turnlock.cli.doctor;

import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.KeyStore;
import java.security.Provider;
import java.security.SecureRandom;
import java.util.Arrays;
import javax.crypto.KeyAgreement;
import javax.crypto.KeyGenerator;
import javax.crypto.Mac;
import javax.crypto.SecretKey;
import javax.crypto.SecretKeyFactory;
import javax.crypto.spec.SecretKeySpec;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.X509ExtendedKeyManager;

/** Services with one way to try them: MACs, key agreement, generators, factories, the rest. */
final class OtherProbes {
  private static final int KIBIBYTE = 1024;
  private static final int KEY_BYTES = 32;
  private static final int CHA_CHA_BYTES = 32;

  private final Provider provider;
  private final ProbeKeys keys;

  OtherProbes(Provider provider, ProbeKeys keys) {
    this.provider = provider;
    this.keys = keys;
  }

  Probe mac(String algorithm) throws Exception {
    SecretKey key = algorithm.startsWith("Hmac") ? keys.secret(algorithm, 0) : keys.aes(256);
    Mac mac = Mac.getInstance(algorithm, provider);
    byte[] message = new byte[KIBIBYTE];
    mac.init(key);
    byte[] first = mac.doFinal(message);
    Probe.require(
        Arrays.equals(first, mac.doFinal(message)), algorithm + " gives another MAC each time");
    message[0] ^= 1;
    Probe.require(
        !Arrays.equals(first, mac.doFinal(message)), algorithm + " does not depend on the message");
    return new Probe(
        "MAC of 1 KiB",
        () -> {
          mac.init(key);
          mac.doFinal(message);
        });
  }

  Probe agreement(String algorithm) throws Exception {
    String pairs =
        switch (algorithm) {
          case "ECDH" -> "EC";
          case "XDH" -> "X25519";
          default -> algorithm;
        };
    KeyPair ours = keys.pair(pairs);
    KeyPair theirs = samePairAgain(pairs, ours);
    byte[] one = agree(algorithm, ours, theirs);
    Probe.require(
        Arrays.equals(one, agree(algorithm, theirs, ours)),
        algorithm + ": the two sides do not agree");
    return new Probe("agree", () -> agree(algorithm, ours, theirs));
  }

  private KeyPair samePairAgain(String algorithm, KeyPair like) throws Exception {
    if (like.getPublic() instanceof javax.crypto.interfaces.DHKey dh) {
      KeyPairGenerator generator = KeyPairGenerator.getInstance(algorithm, provider);
      generator.initialize(dh.getParams());
      return generator.generateKeyPair();
    }
    return keys.newPair(algorithm);
  }

  private byte[] agree(String algorithm, KeyPair ours, KeyPair theirs) throws Exception {
    KeyAgreement agreement = KeyAgreement.getInstance(algorithm, provider);
    agreement.init(ours.getPrivate());
    agreement.doPhase(theirs.getPublic(), true);
    return agreement.generateSecret();
  }

  Probe keyGenerator(String algorithm) throws Exception {
    KeyGenerator generator = KeyGenerator.getInstance(algorithm, provider);
    Probe.require(generator.generateKey().getEncoded() == null, "the new key shows its bytes");
    return new Probe("generate", generator::generateKey);
  }

  Probe keyPairGenerator(String algorithm) throws Exception {
    Probe.require(
        keys.pair(algorithm).getPrivate().getEncoded() == null, "the new key shows its bytes");
    return new Probe("generate", () -> keys.newPair(algorithm));
  }

  Probe secretKeyFactory(String algorithm) throws Exception {
    int bytes = algorithm.equals("ChaCha20") ? CHA_CHA_BYTES : KEY_BYTES;
    byte[] value = new byte[bytes];
    new SecureRandom().nextBytes(value);
    SecretKeySpec software = new SecretKeySpec(value, algorithm);
    SecretKeyFactory factory = SecretKeyFactory.getInstance(algorithm, provider);
    Probe.require(
        factory.translateKey(software).getEncoded() == null, "the imported key shows its bytes");
    return new Probe("import", () -> factory.translateKey(software));
  }

  /** A key of the token is its own translation: what is imported has its trial elsewhere. */
  Probe keyFactory(String algorithm) throws Exception {
    KeyFactory factory = KeyFactory.getInstance(algorithm, provider);
    KeyPair pair = keys.pair(algorithm.equals("EdDSA") ? "Ed25519" : algorithm);
    Probe.require(
        factory.translateKey(pair.getPublic()).getEncoded() != null, "public keys are lost");
    Probe.require(
        factory.translateKey(pair.getPrivate()).equals(pair.getPrivate()), "keys are lost");
    return new Probe("translate", () -> factory.translateKey(pair.getPrivate()));
  }

  Probe secureRandom(String algorithm) throws Exception {
    SecureRandom random = SecureRandom.getInstance(algorithm, provider);
    byte[] one = new byte[KEY_BYTES];
    byte[] other = new byte[KEY_BYTES];
    random.nextBytes(one);
    random.nextBytes(other);
    Probe.require(!Arrays.equals(one, other), "the same random bytes twice");
    return new Probe("32 bytes", () -> random.nextBytes(one));
  }

  Probe keyStore(String type) throws Exception {
    KeyStore keyStore = KeyStore.getInstance(type, provider);
    keyStore.load(null, null);
    return new Probe("size: " + keyStore.size() + " entries", keyStore::size);
  }

  Probe keyManagers(String algorithm) throws Exception {
    KeyStore keyStore = KeyStore.getInstance("Turnlock", provider);
    keyStore.load(null, null);
    KeyManagerFactory factory = KeyManagerFactory.getInstance(algorithm, provider);
    factory.init(keyStore, null);
    X509ExtendedKeyManager manager = (X509ExtendedKeyManager) factory.getKeyManagers()[0];
    return new Probe(
        "the server's choice among " + keyStore.size() + " entries",
        () -> manager.getServerAliases("EC", null));
  }
}
