// SPDX-License-Identifier: Apache-2.0
package org.turnlock.jca.keystore;

import org.turnlock.token.TokenCertificate;

/** A token's certificate and what tells it from its namesakes, which is worked out once. */
final class KnownCertificate {
  private final TokenCertificate object;
  private String identity;

  KnownCertificate(TokenCertificate object) {
    this.object = object;
  }

  TokenCertificate object() {
    return object;
  }

  synchronized String identity() {
    if (identity == null) {
      identity = AliasNames.identityOf(object);
    }
    return identity;
  }

  /** Whether two objects are the same certificate under the same names. */
  static boolean alike(TokenCertificate one, TokenCertificate other) {
    return one.id().equals(other.id())
        && one.label().equals(other.label())
        && one.certificate().equals(other.certificate());
  }
}
