// SPDX-License-Identifier: Apache-2.0
package org.turnlock.keys;

import java.util.Set;

/**
 * What all versions of a managed key are.
 *
 * @param algorithm {@code AES}, an HMAC such as {@code HmacSHA256}, {@code RSA}, {@code EC} or
 *     {@code Ed25519}
 * @param bits length of the key, of an RSA key's modulus; 0 where {@code curve} says it
 * @param curve standard name of an EC key's curve, for example {@code secp256r1}; empty for others
 */
public record ManagedKeyKind(String algorithm, int bits, String curve) {
  private static final Set<String> PAIRS = Set.of("RSA", "EC", "Ed25519");

  /** Whether the key is a pair. */
  public boolean isPair() {
    return PAIRS.contains(algorithm);
  }

  /** For example {@code AES-256}, {@code RSA-3072}, {@code EC secp256r1}, {@code Ed25519}. */
  @Override
  public String toString() {
    if (!curve.isEmpty()) {
      return algorithm + " " + curve;
    }
    return bits == 0 ? algorithm : algorithm + "-" + bits;
  }
}
