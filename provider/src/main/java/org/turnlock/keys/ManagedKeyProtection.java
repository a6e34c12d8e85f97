// SPDX-License-Identifier: Apache-2.0
package org.turnlock.keys;

import java.security.KeyStore;
import java.util.Objects;

/**
 * Makes {@code KeyStore.setEntry} import a key as the first version of a managed key; of an alias
 * that is managed already, as its next version: then nothing of the specification counts but its
 * alias, and the key stays as its record says. A key that is in the token is adopted as it is.
 *
 * <pre>{@code
 * keyStore.setEntry(
 *     "payments",
 *     new KeyStore.SecretKeyEntry(key),
 *     new ManagedKeyProtection(ManagedKeySpec.builder("payments").build()));
 * }</pre>
 */
public final class ManagedKeyProtection implements KeyStore.ProtectionParameter {
  private final ManagedKeySpec spec;

  public ManagedKeyProtection(ManagedKeySpec spec) {
    this.spec = Objects.requireNonNull(spec);
  }

  /** How the key is to be managed. */
  public ManagedKeySpec spec() {
    return spec;
  }

  @Override
  public String toString() {
    return spec.toString();
  }
}
