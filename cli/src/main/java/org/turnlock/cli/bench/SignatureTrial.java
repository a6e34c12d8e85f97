// SPDX-License-Identifier: Apache-2.0
package org.turnlock.cli.bench;

import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.Provider;
import java.security.PublicKey;
import java.security.Signature;
import java.security.spec.X509EncodedKeySpec;

/** Signatures, which the JDK's own software verifies before they are timed. */
final class SignatureTrial implements Trial {
  private final Provider provider;
  private final String algorithm;
  private final KeyPair pair;
  private final byte[] message;

  SignatureTrial(Provider provider, String algorithm, KeyPair pair, byte[] message)
      throws GeneralSecurityException {
    this.provider = provider;
    this.algorithm = algorithm;
    this.pair = pair;
    this.message = message;
    Signature verification = Signature.getInstance(algorithm, software());
    verification.initVerify(softwareKey());
    verification.update(message);
    Trial.require(
        verification.verify(sign(Signature.getInstance(algorithm, provider))),
        algorithm + ": the JDK does not verify what the token signed");
  }

  private PublicKey softwareKey() throws GeneralSecurityException {
    PublicKey key = pair.getPublic();
    String name = algorithm.endsWith("RSA") ? "RSA" : algorithm.endsWith("ECDSA") ? "EC" : "EdDSA";
    return KeyFactory.getInstance(name, software())
        .generatePublic(new X509EncodedKeySpec(key.getEncoded()));
  }

  private String software() {
    return algorithm.endsWith("RSA") ? "SunRsaSign" : "SunEC";
  }

  private byte[] sign(Signature signature) throws GeneralSecurityException {
    signature.initSign(pair.getPrivate());
    signature.update(message);
    return signature.sign();
  }

  @Override
  public Work work() throws GeneralSecurityException {
    Signature signature = Signature.getInstance(algorithm, provider);
    return () -> sign(signature);
  }
}
