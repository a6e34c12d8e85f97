// SPDX-License-Identifier: Apache-2.0
package org.turnlock.keys;

import java.security.interfaces.EdECPublicKey;
import java.security.spec.EdECPoint;
import java.security.spec.NamedParameterSpec;

/** The public half of a managed Ed25519 pair. */
public final class ManagedEdwardsPublicKey extends ManagedPublicKey implements EdECPublicKey {
  private static final long serialVersionUID = 1L;

  ManagedEdwardsPublicKey(KeySource source) {
    super(source);
  }

  @Override
  public ManagedEdwardsPublicKey with(KeySource other) {
    return new ManagedEdwardsPublicKey(other);
  }

  @Override
  public EdECPublicKey current() {
    return (EdECPublicKey) super.current();
  }

  @Override
  public EdECPoint getPoint() {
    return current().getPoint();
  }

  @Override
  public NamedParameterSpec getParams() {
    return current().getParams();
  }
}
