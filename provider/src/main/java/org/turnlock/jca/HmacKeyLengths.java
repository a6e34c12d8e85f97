// SPDX-License-Identifier: Apache-2.0
package org.turnlock.jca;

import java.util.EnumSet;
import java.util.Locale;
import java.util.Set;
import javax.crypto.SecretKey;
import org.turnlock.pkcs11.MechanismInfo;
import org.turnlock.token.KeyUsage;
import org.turnlock.token.NewKey;
import org.turnlock.token.Token;

/**
 * The shortest HMAC keys that a token takes. SoftHSM wants them as long as the digest; a shorter
 * one goes in with zeros behind it, which changes no result.
 */
public final class HmacKeyLengths {
  private static final String PREFIX = "HMAC";
  private static final Set<KeyUsage> MAC_USAGES = EnumSet.of(KeyUsage.SIGN, KeyUsage.VERIFY);

  private HmacKeyLengths() {}

  /** The fewest bytes that the token takes for HMAC with this hash. */
  public static int least(Token token, Hash hash) {
    MechanismInfo info = token.mechanisms().get(hash.hmac());
    // Some tokens report bits: no token asks for more than a digest.
    return info == null ? 1 : (int) Math.max(1, Math.min(info.minKeySize(), hash.length()));
  }

  /**
   * The fewest bytes of a key of this JCA name; of a generic one, which any hash may meet, so many
   * that every HMAC of the token takes it.
   */
  public static int least(Token token, String algorithm) {
    Hash hash = hashOf(algorithm);
    if (hash != null) {
      return least(token, hash);
    }
    int least = 1;
    for (Hash any : Hash.values()) {
      least = Math.max(least, least(token, any));
    }
    return least;
  }

  /** The hash of a name such as {@code HmacSHA256}; null if it is none. */
  public static Hash hashOf(String algorithm) {
    String upper = algorithm.toUpperCase(Locale.ROOT);
    return upper.startsWith(PREFIX) ? Hash.named(upper.substring(PREFIX.length())) : null;
  }

  /**
   * The key as it is to be imported. One that may leave the token, or do other things than MACs,
   * goes in as it is: it must come out, and count, as what it was.
   */
  public static SecretKey fitted(Token token, SecretKey key, NewKey description) {
    boolean macOnly = !description.extractable() && MAC_USAGES.containsAll(description.usages());
    return macOnly ? PaddedKey.of(key, least(token, key.getAlgorithm())) : key;
  }
}
