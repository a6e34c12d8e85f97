// SPDX-License-Identifier: Apache-2.0
package org.turnlock.jca;

import java.util.Set;
import org.turnlock.token.KeyUsage;
import org.turnlock.token.PublicPart;

/**
 * What a key may do that is made or imported without a word on its use: what its algorithm's JCA
 * services need. A wrapping key gets nothing out of the token by itself: it takes keys that were
 * made extractable.
 */
public final class DefaultUsages {
  /** RSA pairs: signatures, encryption and key transport. */
  public static final Set<KeyUsage> RSA =
      Set.of(
          KeyUsage.SIGN,
          KeyUsage.VERIFY,
          KeyUsage.ENCRYPT,
          KeyUsage.DECRYPT,
          KeyUsage.WRAP,
          KeyUsage.UNWRAP);

  /** EC pairs: signatures and key agreement. */
  public static final Set<KeyUsage> EC = Set.of(KeyUsage.SIGN, KeyUsage.VERIFY, KeyUsage.DERIVE);

  /** Edwards pairs and ML-DSA pairs: signatures. */
  public static final Set<KeyUsage> SIGNATURE = Set.of(KeyUsage.SIGN, KeyUsage.VERIFY);

  /** Montgomery and Diffie-Hellman pairs: key agreement. */
  public static final Set<KeyUsage> AGREEMENT = Set.of(KeyUsage.DERIVE);

  /** ML-KEM pairs. */
  public static final Set<KeyUsage> ENCAPSULATION =
      Set.of(KeyUsage.ENCAPSULATE, KeyUsage.DECAPSULATE);

  private static final Set<KeyUsage> AES =
      Set.of(
          KeyUsage.ENCRYPT,
          KeyUsage.DECRYPT,
          KeyUsage.WRAP,
          KeyUsage.UNWRAP,
          KeyUsage.SIGN,
          KeyUsage.VERIFY);
  private static final Set<KeyUsage> CHACHA20 = Set.of(KeyUsage.ENCRYPT, KeyUsage.DECRYPT);
  private static final Set<KeyUsage> HMAC = Set.of(KeyUsage.SIGN, KeyUsage.VERIFY);

  private DefaultUsages() {}

  /** Secret keys: AES encrypts, wraps and makes CMACs, all others are MAC keys. */
  public static Set<KeyUsage> ofSecret(String algorithm) {
    if (algorithm.equalsIgnoreCase("ChaCha20")) {
      return CHACHA20;
    }
    return algorithm.equalsIgnoreCase("AES") ? AES : HMAC;
  }

  /** A private key's own family; the public half's uses are among them. */
  public static Set<KeyUsage> ofPrivate(PublicPart part) {
    return KeyFamily.of(part).usages();
  }
}
