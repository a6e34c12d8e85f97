// SPDX-License-Identifier: Apache-2.0
package org.turnlock.keys;

import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.turnlock.pkcs11.constant.Ckk;
import org.turnlock.token.KeyAttributes;

/** JCA names of secret keys and the key types that PKCS#11 has for them. */
public final class SecretAlgorithms {
  /** The name of a secret key that says nothing of its use. */
  public static final String GENERIC = "Generic Secret";

  /** The name of ChaCha20's keys, whatever they are used with. */
  public static final String CHACHA20 = "ChaCha20";

  private static final Set<String> GENERIC_NAMES =
      Set.of("GENERIC", "GENERICSECRET", "GENERIC SECRET");

  private static final Map<Long, String> BY_KEY_TYPE =
      Map.ofEntries(
          Map.entry(Ckk.AES, "AES"),
          Map.entry(Ckk.CHACHA20, CHACHA20),
          Map.entry(Ckk.SHA_1_HMAC, "HmacSHA1"),
          Map.entry(Ckk.SHA224_HMAC, "HmacSHA224"),
          Map.entry(Ckk.SHA256_HMAC, "HmacSHA256"),
          Map.entry(Ckk.SHA384_HMAC, "HmacSHA384"),
          Map.entry(Ckk.SHA512_HMAC, "HmacSHA512"),
          Map.entry(Ckk.SHA512_224_HMAC, "HmacSHA512/224"),
          Map.entry(Ckk.SHA512_256_HMAC, "HmacSHA512/256"),
          Map.entry(Ckk.SHA3_224_HMAC, "HmacSHA3-224"),
          Map.entry(Ckk.SHA3_256_HMAC, "HmacSHA3-256"),
          Map.entry(Ckk.SHA3_384_HMAC, "HmacSHA3-384"),
          Map.entry(Ckk.SHA3_512_HMAC, "HmacSHA3-512"));

  /** CKK_GENERIC_SECRET does not say which HMAC; a key as long as a digest is taken for its. */
  private static final Map<Integer, String> HMAC_BY_BITS =
      Map.of(
          160, "HmacSHA1",
          224, "HmacSHA224",
          256, "HmacSHA256",
          384, "HmacSHA384",
          512, "HmacSHA512");

  private SecretAlgorithms() {}

  /** Whether a JCA name says nothing of a key's use. */
  public static boolean isGeneric(String algorithm) {
    return GENERIC_NAMES.contains(algorithm.toUpperCase(Locale.ROOT));
  }

  static String nameOf(KeyAttributes attributes) {
    if (attributes.keyType() == Ckk.GENERIC_SECRET) {
      return HMAC_BY_BITS.getOrDefault(attributes.bits(), GENERIC);
    }
    return BY_KEY_TYPE.getOrDefault(attributes.keyType(), GENERIC);
  }

  /**
   * The CKK_* under which a key of this JCA name is made: AES, ChaCha20, or a generic secret for
   * the rest.
   */
  public static long keyTypeOf(String algorithm) {
    if (algorithm.equalsIgnoreCase(CHACHA20)) {
      return Ckk.CHACHA20;
    }
    return algorithm.equalsIgnoreCase("AES") ? Ckk.AES : Ckk.GENERIC_SECRET;
  }
}
