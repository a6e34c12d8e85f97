// SPDX-License-Identifier: Apache-2.0
package org.turnlock.audit.trail;

import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.Signature;
import java.security.spec.ECGenParameterSpec;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** Signs with a key of the JDK, and keeps heads in memory. */
final class MemoryHeads implements HeadSigner {
  final Map<String, SignedHead> heads = new ConcurrentHashMap<>();
  volatile boolean ready = true;
  volatile boolean failing;
  volatile boolean keeping = true;
  volatile Meanwhile whileSigning = () -> {};
  private volatile KeyPair pair;

  MemoryHeads() {
    this(newPair());
  }

  private MemoryHeads(KeyPair pair) {
    this.pair = pair;
  }

  /** With an RSA key, as tokens without elliptic curves have: many more verifications a second. */
  static MemoryHeads quicklyVerified() {
    return new MemoryHeads(Rsa.PAIR);
  }

  /** It takes long to make. */
  private static final class Rsa {
    static final KeyPair PAIR = make();

    private static KeyPair make() {
      try {
        KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
        generator.initialize(2048);
        return generator.generateKeyPair();
      } catch (GeneralSecurityException e) {
        throw new AssertionError(e);
      }
    }
  }

  /** What happens while a head is signed. */
  interface Meanwhile {
    void happens() throws IOException;
  }

  static KeyPair newPair() {
    try {
      KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
      generator.initialize(new ECGenParameterSpec("secp256r1"));
      return generator.generateKeyPair();
    } catch (GeneralSecurityException e) {
      throw new AssertionError(e);
    }
  }

  void replaceKey() {
    pair = newPair();
  }

  @Override
  public Optional<String> neverSigns() {
    return Optional.empty();
  }

  @Override
  public Optional<String> neverKeeps() {
    return keeping ? Optional.empty() : Optional.of("there is no room");
  }

  @Override
  public boolean ready() {
    return ready;
  }

  @Override
  public PublicKey choose(String fingerprint) {
    return pair.getPublic();
  }

  @Override
  public byte[] sign(byte[] message) throws GeneralSecurityException {
    if (failing) {
      throw new GeneralSecurityException("the token is gone");
    }
    PrivateKey key = pair.getPrivate();
    try {
      whileSigning.happens();
    } catch (IOException e) {
      throw new GeneralSecurityException(e);
    }
    Signature signing =
        Signature.getInstance(
            key.getAlgorithm().equals("RSA") ? "SHA256withRSA" : "SHA256withECDSA");
    signing.initSign(key);
    signing.update(message);
    return signing.sign();
  }

  @Override
  public void keep(SignedHead head) {
    heads.put(head.chain(), head);
  }

  @Override
  public List<SignedHead> kept() {
    return List.copyOf(heads.values());
  }

  @Override
  public List<PublicKey> keys() {
    return List.of(pair.getPublic());
  }
}
