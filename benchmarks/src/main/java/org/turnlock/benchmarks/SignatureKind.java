// SPDX-License-Identifier: Apache-2.0
package org.turnlock.benchmarks;

import java.security.spec.AlgorithmParameterSpec;
import java.security.spec.ECGenParameterSpec;
import java.security.spec.NamedParameterSpec;
import java.security.spec.RSAKeyGenParameterSpec;

/**
 * How to sign.
 *
 * @param signature the JCA's name of it
 * @param keyAlgorithm the JCA's name of its keys
 * @param parameters for a pair
 */
record SignatureKind(String signature, String keyAlgorithm, AlgorithmParameterSpec parameters) {
  /** The kind with a benchmark's name. */
  static SignatureKind of(String name) {
    return switch (name) {
      case "rsa-2048" -> rsa(2048);
      case "rsa-3072" -> rsa(3072);
      case "ecdsa-p256" ->
          new SignatureKind("SHA256withECDSA", "EC", new ECGenParameterSpec("secp256r1"));
      case "ed25519" -> new SignatureKind("Ed25519", "Ed25519", NamedParameterSpec.ED25519);
      default -> throw new IllegalArgumentException("no signature " + name);
    };
  }

  private static SignatureKind rsa(int bits) {
    return new SignatureKind(
        "SHA256withRSA", "RSA", new RSAKeyGenParameterSpec(bits, RSAKeyGenParameterSpec.F4));
  }
}
