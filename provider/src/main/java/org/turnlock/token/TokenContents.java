// SPDX-License-Identifier: Apache-2.0
package org.turnlock.token;

import java.util.List;

/** Resident keys and certificates of a token: all of them, or those that a query asked for. */
public record TokenContents(List<TokenKey> keys, List<TokenCertificate> certificates) {
  public TokenContents {
    keys = List.copyOf(keys);
    certificates = List.copyOf(certificates);
  }
}
