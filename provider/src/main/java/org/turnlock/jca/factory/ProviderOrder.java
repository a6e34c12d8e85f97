// SPDX-License-Identifier: Apache-2.0
package org.turnlock.jca.factory;

import java.security.Provider;
import java.security.Security;

/**
 * Whether a look-up that names no provider can lead to Turnlock's KeyFactory.
 *
 * <p>{@code KeyFactory.getInstance("RSA").generatePrivate(spec)} is how any program reads a
 * software key. It must never make a token object, so a factory may import there only if the
 * program has named Turnlock: when Turnlock is not installed, or another provider has the algorithm
 * first. With two Turnlock providers installed, the first one's place counts for both.
 */
final class ProviderOrder {
  private static final String OURS = "org.turnlock.";

  private ProviderOrder() {}

  /** True if Turnlock is the first installed provider with a KeyFactory of this algorithm. */
  static boolean turnlockComesFirst(String algorithm) {
    for (Provider provider : Security.getProviders()) {
      Provider.Service service = provider.getService("KeyFactory", algorithm);
      if (service != null) {
        return service.getClassName().startsWith(OURS);
      }
    }
    return false;
  }
}
