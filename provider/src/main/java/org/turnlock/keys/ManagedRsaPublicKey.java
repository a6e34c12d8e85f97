// SPDX-License-Identifier: Apache-2.0
package org.turnlock.keys;

import java.math.BigInteger;
import java.security.interfaces.RSAPublicKey;
import java.security.spec.AlgorithmParameterSpec;

/**
 * The public half of a managed RSA pair. Its numbers are two looks, between which the key may
 * rotate: who needs both takes {@link #current()} once.
 */
public final class ManagedRsaPublicKey extends ManagedPublicKey implements RSAPublicKey {
  private static final long serialVersionUID = 1L;

  ManagedRsaPublicKey(KeySource source) {
    super(source);
  }

  @Override
  public ManagedRsaPublicKey with(KeySource other) {
    return new ManagedRsaPublicKey(other);
  }

  @Override
  public RSAPublicKey current() {
    return (RSAPublicKey) super.current();
  }

  @Override
  public BigInteger getModulus() {
    return current().getModulus();
  }

  @Override
  public BigInteger getPublicExponent() {
    return current().getPublicExponent();
  }

  @Override
  public AlgorithmParameterSpec getParams() {
    return current().getParams();
  }
}
