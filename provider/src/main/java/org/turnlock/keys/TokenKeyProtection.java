// SPDX-License-Identifier: Apache-2.0
package org.turnlock.keys;

import java.security.KeyStore;
import java.util.Objects;

/**
 * How a key that {@code KeyStore.setEntry} puts into a token is to be there: its usages, its
 * CKA_ID, whether it may leave. Without one, a key is sensitive and not extractable, and may do
 * what its algorithm's services need.
 *
 * <pre>{@code
 * keyStore.setEntry(
 *     "payments",
 *     new KeyStore.SecretKeyEntry(key),
 *     new TokenKeyProtection(TokenKeySpec.builder().usages(KeyUsage.DECRYPT).build()));
 * }</pre>
 *
 * <p>The alias is the key's label: the specification's own is empty or the same. A key that is in
 * the token already keeps its attributes; one that would have to change is refused.
 */
public final class TokenKeyProtection implements KeyStore.ProtectionParameter {
  private final TokenKeySpec spec;

  /**
   * @throws IllegalArgumentException if the specification has a size or parameters, which are for
   *     making keys
   */
  public TokenKeyProtection(TokenKeySpec spec) {
    this.spec = Objects.requireNonNull(spec);
    if (spec.size().isPresent() || spec.parameters().isPresent()) {
      throw new IllegalArgumentException(
          "a key that is stored has its size and parameters; leave both out");
    }
  }

  /** What the key is to be. */
  public TokenKeySpec spec() {
    return spec;
  }

  @Override
  public String toString() {
    return spec.toString();
  }
}
