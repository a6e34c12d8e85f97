// SPDX-License-Identifier: Apache-2.0
package org.turnlock.keys;

import java.security.interfaces.ECPublicKey;
import java.security.spec.ECParameterSpec;
import java.security.spec.ECPoint;

/** The public half of a managed EC pair. */
public final class ManagedEcPublicKey extends ManagedPublicKey implements ECPublicKey {
  private static final long serialVersionUID = 1L;

  ManagedEcPublicKey(KeySource source) {
    super(source);
  }

  @Override
  public ManagedEcPublicKey with(KeySource other) {
    return new ManagedEcPublicKey(other);
  }

  @Override
  public ECPublicKey current() {
    return (ECPublicKey) super.current();
  }

  @Override
  public ECPoint getW() {
    return current().getW();
  }

  @Override
  public ECParameterSpec getParams() {
    return current().getParams();
  }
}
