// SPDX-License-Identifier: Apache-2.0
package org.turnlock.contract.support;

import java.security.interfaces.ECPublicKey;
import java.security.spec.ECParameterSpec;
import java.security.spec.ECPoint;

/** An EC public key that nobody has checked: its point may be anywhere. */
public final class UncheckedEcKey implements ECPublicKey {
  private static final long serialVersionUID = 1L;

  private final transient ECParameterSpec curve;
  private final transient ECPoint point;

  public UncheckedEcKey(ECParameterSpec curve, ECPoint point) {
    this.curve = curve;
    this.point = point;
  }

  @Override
  public ECParameterSpec getParams() {
    return curve;
  }

  @Override
  public ECPoint getW() {
    return point;
  }

  @Override
  public String getAlgorithm() {
    return "EC";
  }

  @Override
  public String getFormat() {
    return null;
  }

  @Override
  public byte[] getEncoded() {
    return null;
  }
}
