// SPDX-License-Identifier: Apache-2.0
package org.turnlock.contract.support;

import java.security.interfaces.RSAKey;
import java.security.spec.AlgorithmParameterSpec;
import java.security.spec.EdDSAParameterSpec;
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
    RSA_RAW,
    RSA_PSS,
    ECDSA_DER,
    ECDSA_P1363,
    EDWARDS,
    ML_DSA
  }

  private static final String P1363 = "inP1363Format";

  /** NONEwithECDSA takes a digest, and none is longer. */
  private static final int LONGEST_DIGEST = 64;

  /** What fits around PKCS #1 v1.5 padding in a key of 2048 bits. */
  private static final int LONGEST_RAW = 245;

  private static final int[] LENGTHS = {20, 28, 32, 48, 64, 28, 32, 28, 32, 48, 64};

  public static List<SignatureKind> all() {
    List<SignatureKind> kinds = new ArrayList<>(rsaAndEc());
    for (String name : List.of("EdDSA", "Ed25519", "Ed448")) {
      kinds.add(new SignatureKind(name, Family.EDWARDS));
    }
    for (String name : List.of("ML-DSA", "ML-DSA-44", "ML-DSA-65", "ML-DSA-87")) {
      kinds.add(new SignatureKind(name, Family.ML_DSA));
    }
    return kinds;
  }

  /** Those whose keys are RSA or EC, which every backend has. */
  public static List<SignatureKind> rsaAndEc() {
    List<SignatureKind> kinds = new ArrayList<>();
    kinds.add(new SignatureKind("RSASSA-PSS", Family.RSA_PSS));
    kinds.add(new SignatureKind("NONEwithRSA", Family.RSA_RAW));
    kinds.add(new SignatureKind("NONEwithECDSA", Family.ECDSA_DER));
    kinds.add(new SignatureKind("NONEwithECDSA" + P1363, Family.ECDSA_P1363));
    for (String digest : Digests.ALL) {
      String name = digest.startsWith("SHA-") ? "SHA" + digest.substring(4) : digest;
      kinds.add(new SignatureKind(name + "withRSA", Family.RSA_PKCS1));
      if (!name.contains("/")) {
        kinds.add(new SignatureKind(name + "withECDSA", Family.ECDSA_DER));
        kinds.add(new SignatureKind(name + "withECDSA" + P1363, Family.ECDSA_P1363));
      }
    }
    return kinds;
  }

  public boolean rsa() {
    return family == Family.RSA_PKCS1 || family == Family.RSA_RAW || family == Family.RSA_PSS;
  }

  public boolean ecdsa() {
    return family == Family.ECDSA_DER || family == Family.ECDSA_P1363;
  }

  public boolean hashes() {
    return !algorithm.startsWith("NONE");
  }

  /** The algorithm that writes the same signature as DER. */
  SignatureKind asDer() {
    return new SignatureKind(algorithm.replace(P1363, ""), Family.ECDSA_DER);
  }

  public byte[] message(Random random) {
    if (hashes()) {
      return Messages.any(random);
    }
    return rsa()
        ? Messages.bytes(random, random.nextInt(LONGEST_RAW + 1))
        : Messages.bytes(random, 1 + random.nextInt(LONGEST_DIGEST));
  }

  /**
   * Parameters that fit the key. PSS: a salt of no bytes, of the digest's length, or the longest,
   * and with {@code wide} any mask hash. EdDSA: none, or with {@code wide} any form.
   */
  public AlgorithmParameterSpec parameters(Random random, PairTwin key, boolean wide) {
    if (family == Family.EDWARDS) {
      return wide ? edwards(random) : null;
    }
    if (family != Family.RSA_PSS) {
      return null;
    }
    int keyBytes = (((RSAKey) key.publicKey()).getModulus().bitLength() + 7) / 8;
    int digest = random.nextInt(LENGTHS.length);
    if (!wide && Digests.ALL.get(digest).contains("/")) {
      digest = 0; // Bouncy Castle has no mask with SHA-512/t
    }
    int mask = wide ? random.nextInt(LENGTHS.length) : digest;
    int salt =
        switch (random.nextInt(3)) {
          case 0 -> 0;
          case 1 -> LENGTHS[digest];
          default -> keyBytes - LENGTHS[digest] - 2;
        };
    return new PSSParameterSpec(
        Digests.ALL.get(digest), "MGF1", new MGF1ParameterSpec(Digests.ALL.get(mask)), salt, 1);
  }

  private static EdDSAParameterSpec edwards(Random random) {
    boolean hashed = random.nextBoolean();
    return random.nextBoolean()
        ? new EdDSAParameterSpec(hashed)
        : new EdDSAParameterSpec(hashed, Messages.bytes(random, random.nextInt(256)));
  }

  @Override
  public String toString() {
    return algorithm;
  }
}
