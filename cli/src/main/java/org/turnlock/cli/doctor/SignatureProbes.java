// SPDX-License-Identifier: Apache-2.0
package org.turnlock.cli.doctor;

import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.Provider;
import java.security.Signature;
import java.security.spec.MGF1ParameterSpec;
import java.security.spec.PSSParameterSpec;

/** Signs, and checks the signature, and that another message's does not pass. */
final class SignatureProbes {
  private static final int KIBIBYTE = 1024;
  private static final int DIGEST = 32;
  private static final PSSParameterSpec PSS =
      new PSSParameterSpec("SHA-256", "MGF1", MGF1ParameterSpec.SHA256, DIGEST, 1);

  private final Provider provider;
  private final ProbeKeys keys;

  SignatureProbes(Provider provider, ProbeKeys keys) {
    this.provider = provider;
    this.keys = keys;
  }

  Probe of(String algorithm) throws Exception {
    boolean digestOnly = algorithm.startsWith("NONE");
    byte[] message = new byte[digestOnly ? DIGEST : KIBIBYTE];
    KeyPair pair = keys.pair(pairFor(algorithm));
    Signature signature = Signature.getInstance(algorithm, provider);
    byte[] signed = sign(signature, algorithm, pair, message);
    Probe.require(
        verify(signature, algorithm, pair, message, signed),
        algorithm + " does not verify what it signed");
    message[0] ^= 1;
    Probe.require(
        !verify(signature, algorithm, pair, message, signed),
        algorithm + " verifies a signature over another message");
    return new Probe(
        "sign " + (digestOnly ? DIGEST + " B" : "1 KiB"),
        () -> sign(signature, algorithm, pair, message));
  }

  private static byte[] sign(Signature signature, String algorithm, KeyPair pair, byte[] message)
      throws GeneralSecurityException {
    signature.initSign(pair.getPrivate());
    parameters(signature, algorithm);
    signature.update(message);
    return signature.sign();
  }

  private static boolean verify(
      Signature signature, String algorithm, KeyPair pair, byte[] message, byte[] signed)
      throws GeneralSecurityException {
    signature.initVerify(pair.getPublic());
    parameters(signature, algorithm);
    signature.update(message);
    return signature.verify(signed);
  }

  private static void parameters(Signature signature, String algorithm)
      throws GeneralSecurityException {
    if (algorithm.equals("RSASSA-PSS")) {
      signature.setParameter(PSS);
    }
  }

  private static String pairFor(String algorithm) {
    if (algorithm.contains("RSA")) {
      return "RSA";
    }
    if (algorithm.contains("ECDSA")) {
      return "EC";
    }
    return algorithm.equals("EdDSA") ? "Ed25519" : algorithm;
  }
}
