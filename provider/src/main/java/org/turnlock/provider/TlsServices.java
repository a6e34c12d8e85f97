// SPDX-License-Identifier: Apache-2.0
package org.turnlock.provider;

import java.util.List;
import org.turnlock.jca.tls.TurnlockKeyManagerFactorySpi;

/** Key managers for TLS, whose keys may rotate. */
final class TlsServices {
  private TlsServices() {}

  static List<ServiceRow> rows() {
    return List.of(
        ServiceRow.of(
            "KeyManagerFactory",
            "Turnlock",
            TurnlockKeyManagerFactorySpi.class,
            TurnlockKeyManagerFactorySpi::new));
  }
}
