// SPDX-License-Identifier: Apache-2.0
package org.turnlock.contract.support;

import java.security.Provider;
import java.security.Security;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/** The backends that need no set-up of their own: the references. */
public final class Backends {
  /** The references are run to prove the suites; the provider itself is run at length. */
  private static final int REFERENCE_CASES = Integer.getInteger("turnlock.cases", 400);

  private static final Set<Feature> TURNLOCK_ONLY =
      EnumSet.of(Feature.OPAQUE_KEYS, Feature.KEY_STORE);

  /**
   * SunJCE's ChaCha20 refuses to decrypt with the nonce it encrypted with (JDK 17), and its key
   * wrap promises outputs of negative length: what they compute is the reference all the same.
   */
  private static final Set<String> NOT_IN_JDK =
      Set.of(
          "secp224r1",
          "secp224k1",
          "prime239v1",
          "secp256k1",
          "brainpoolP256r1",
          "brainpoolP256t1",
          "brainpoolP384r1",
          "brainpoolP512r1",
          "ML-DSA",
          "ML-DSA-44",
          "ML-DSA-65",
          "ML-DSA-87",
          "AESCMAC",
          "AES/CCM/NoPadding",
          "ChaCha20-Poly1305",
          "AES/KW/NoPadding",
          "AES/KWP/NoPadding");

  /** Its NONEwithRSA takes a DigestInfo only, and it writes SHA512(256)withRSA. */
  private static final Set<String> NOT_IN_BOUNCY_CASTLE =
      Set.of(
          "NONEwithRSA",
          "SHA512/224withRSA",
          "SHA512/256withRSA",
          "EdDSA",
          "OAEP with SHA-512/224",
          "OAEP with SHA-512/256",
          "AES/KW/NoPadding",
          "AES/KWP/NoPadding");

  private Backends() {}

  /** SunJCE, SunRsaSign and SunEC: the reference of the JCA rules. */
  public static Backend jdk() {
    List<Provider> providers =
        List.of(
            Security.getProvider("SunJCE"),
            Security.getProvider("SunRsaSign"),
            Security.getProvider("SunEC"),
            Security.getProvider("SUN"));
    Set<Feature> lacks = EnumSet.copyOf(TURNLOCK_ONLY);
    // Its GCM overwrites input that it has not read yet when it had held back a part of a block.
    lacks.add(Feature.IN_PLACE);
    lacks.add(Feature.OVERLAPPING);
    // Its GCM decryption forgets the message when a ByteBuffer was too short (JDK 17).
    lacks.add(Feature.SHORT_BUFFER_RETRY);
    // It clears the output (JDK 25).
    lacks.add(Feature.OUTPUT_UNTOUCHED_ON_BAD_TAG);
    // Its HMAC hashes abandoned data into the next key if that is longer than a block.
    lacks.add(Feature.INIT_FORGETS_UPDATES);
    lacks.add(Feature.RAW_DIGEST_LIMIT);
    lacks.add(Feature.STRICT_SIGNATURES);
    lacks.add(Feature.EMPTY_EDDSA_MESSAGE); // JDK 17
    lacks.add(Feature.TINY_CIPHERTEXT);
    lacks.add(Feature.AGREED_KEYS);
    return new Backend("jdk", providers, KeyImport.none(), lacks, NOT_IN_JDK, REFERENCE_CASES);
  }

  public static Backend bouncyCastle() {
    Set<Feature> lacks = EnumSet.copyOf(TURNLOCK_ONLY);
    lacks.add(Feature.EAGER_BLOCKS);
    lacks.add(Feature.PSS_WITH_TWO_HASHES);
    lacks.add(Feature.EDDSA_FORMS);
    lacks.add(Feature.STRICT_SIGNATURES);
    lacks.add(Feature.SUN_AGREEMENT_RULES);
    lacks.add(Feature.AGREED_KEYS);
    lacks.add(Feature.SUNJCE_EXCEPTIONS);
    lacks.add(Feature.SUN_SIGNATURE_EXCEPTIONS);
    lacks.add(Feature.NOTHING_BEFORE_TAG);
    lacks.add(Feature.OUTPUT_UNTOUCHED_ON_BAD_TAG);
    lacks.add(Feature.TINY_CIPHERTEXT);
    return new Backend(
        "bouncycastle",
        List.of(Reference.bouncyCastle()),
        KeyImport.none(),
        lacks,
        NOT_IN_BOUNCY_CASTLE,
        REFERENCE_CASES);
  }
}
