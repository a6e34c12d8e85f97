// SPDX-License-Identifier: Apache-2.0
package org.turnlock.audit.trail;

import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
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
  private volatile KeyPair pair = newPair();

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
    Signature signing = Signature.getInstance("SHA256withECDSA");
    signing.initSign(pair.getPrivate());
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
