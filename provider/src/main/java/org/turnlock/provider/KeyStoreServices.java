// SPDX-License-Identifier: Apache-2.0
package org.turnlock.provider;

import java.util.List;
import org.turnlock.jca.keystore.TurnlockKeyStoreSpi;

/**
 * KeyStores: the token under this project's name and under the one that tools and containers look
 * for.
 */
final class KeyStoreServices {
  private KeyStoreServices() {}

  static List<ServiceRow> rows() {
    return List.of(row("Turnlock"), row("PKCS11"));
  }

  private static ServiceRow row(String type) {
    return ServiceRow.of("KeyStore", type, TurnlockKeyStoreSpi.class, TurnlockKeyStoreSpi::new);
  }
}
