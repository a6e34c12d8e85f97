// SPDX-License-Identifier: Apache-2.0
package org.turnlock.provider;

import java.util.List;
import org.turnlock.jca.random.TokenSecureRandomSpi;

/** The SecureRandom service, under the name that SunPKCS11 has for its own. */
final class RandomServices {
  private RandomServices() {}

  static List<ServiceRow> rows() {
    return List.of(
        ServiceRow.of(
                "SecureRandom", "PKCS11", TokenSecureRandomSpi.class, TokenSecureRandomSpi::new)
            .aliases("Turnlock")
            .attribute("ThreadSafe", "true"));
  }
}
