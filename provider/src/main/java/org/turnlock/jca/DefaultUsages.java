// SPDX-License-Identifier: Apache-2.0
package org.turnlock.jca;

import java.util.Set;
import org.turnlock.token.KeyUsage;

/**
 * What a key may do that is made or imported without a word on its use: what its algorithm's JCA
 * services need, and nothing that lets another key out of the token (no wrapping).
 */
public final class DefaultUsages {
  /** RSA pairs: signatures and encryption. */
  public static final Set<KeyUsage> RSA =
      Set.of(KeyUsage.SIGN, KeyUsage.VERIFY, KeyUsage.ENCRYPT, KeyUsage.DECRYPT);

  /** EC pairs: signatures and key agreement. */
  public static final Set<KeyUsage> EC = Set.of(KeyUsage.SIGN, KeyUsage.VERIFY, KeyUsage.DERIVE);

  private static final Set<KeyUsage> AES = Set.of(KeyUsage.ENCRYPT, KeyUsage.DECRYPT);
  private static final Set<KeyUsage> HMAC = Set.of(KeyUsage.SIGN, KeyUsage.VERIFY);

  private DefaultUsages() {}

  /** Secret keys: AES encrypts, all others are MAC keys. */
  public static Set<KeyUsage> ofSecret(String algorithm) {
    return algorithm.equalsIgnoreCase("AES") ? AES : HMAC;
  }
}
