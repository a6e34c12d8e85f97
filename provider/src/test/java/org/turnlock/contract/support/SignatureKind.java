// SPDX-License-Identifier: Apache-2.0
package org.turnlock.contract.support;

import java.security.interfaces.RSAKey;
import java.security.spec.AlgorithmParameterSpec;
import java.security.spec.MGF1ParameterSpec;
import java.security.spec.PSSParameterSpec;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** A signature algorithm of the contract, by its JCA name. */
public record SignatureKind(String algorithm, Family family) {
  /** How a signature is made and written. */
  public enum Family {
    RSA_PKCS1,
    RSA_PSS,
    ECDSA_DER,
    ECDSA_P1363
  }

  private static final String P1363 = "inP1363Format";

  /** NONEwithECDSA takes a digest, and none is longer. */
  private static final int LONGEST_DIGEST = 64;

  public static List<SignatureKind> all() {
    List<SignatureKind> kinds = new ArrayList<>();
    kinds.add(new SignatureKind("RSASSA-PSS", Family.RSA_PSS));
    kinds.add(new SignatureKind("NONEwithECDSA", Family.ECDSA_DER));
    kinds.add(new SignatureKind("NONEwithECDSA" + P1363, Family.ECDSA_P1363));
    for (String digest : List.of("SHA1", "SHA224", "SHA256", "SHA384", "SHA512")) {
      kinds.add(new SignatureKind(digest + "withRSA", Family.RSA_PKCS1));
      kinds.add(new SignatureKind(digest + "withECDSA", Family.ECDSA_DER));
      kinds.add(new SignatureKind(digest + "withECDSA" + P1363, Family.ECDSA_P1363));
    }
    return kinds;
  }

  public boolean rsa() {
    return family == Family.RSA_PKCS1 || family == Family.RSA_PSS;
  }

  public boolean hashes() {
    return !algorithm.startsWith("NONE");
  }

  /** The algorithm that writes the same signature as DER. */
  SignatureKind asDer() {
    return new SignatureKind(algorithm.replace(P1363, ""), Family.ECDSA_DER);
  }

  public byte[] message(Random random) {
    return hashes()
        ? Messages.any(random)
        : Messages.bytes(random, 1 + random.nextInt(LONGEST_DIGEST));
  }

  /** PSS parameters that fit the key: salt of no bytes, of the digest's length, or the longest. */
  public AlgorithmParameterSpec parameters(Random random, PairTwin key) {
    if (family != Family.RSA_PSS) {
      return null;
    }
    int keyBytes = (((RSAKey) key.publicKey()).getModulus().bitLength() + 7) / 8;
    return switch (random.nextInt(5)) {
      case 0 -> pss("SHA-1", 20, keyBytes, random);
      case 1 -> pss("SHA-224", 28, keyBytes, random);
      case 2 -> pss("SHA-256", 32, keyBytes, random);
      case 3 -> pss("SHA-384", 48, keyBytes, random);
      default -> pss("SHA-512", 64, keyBytes, random);
    };
  }

  private static PSSParameterSpec pss(String digest, int length, int keyBytes, Random random) {
    int salt =
        switch (random.nextInt(3)) {
          case 0 -> 0;
          case 1 -> length;
          default -> keyBytes - length - 2;
        };
    return new PSSParameterSpec(digest, "MGF1", new MGF1ParameterSpec(digest), salt, 1);
  }

  @Override
  public String toString() {
    return algorithm;
  }
}
