// SPDX-License-Identifier: Apache-2.0
package org.turnlock.provider;

import java.math.BigInteger;
import java.security.Key;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.interfaces.RSAPublicKey;
import javax.crypto.SecretKey;

/** A key of which anything may be missing. */
abstract class HollowKey implements Key {
  private static final long serialVersionUID = 1L;

  private final String algorithm;
  private final String format;
  private final transient byte[] encoded;

  private HollowKey(String algorithm, String format, byte[] encoded) {
    this.algorithm = algorithm;
    this.format = format;
    this.encoded = encoded == null ? null : encoded.clone();
  }

  @Override
  public String getAlgorithm() {
    return algorithm;
  }

  @Override
  public String getFormat() {
    return format;
  }

  @Override
  public byte[] getEncoded() {
    return encoded == null ? null : encoded.clone();
  }

  static final class Secret extends HollowKey implements SecretKey {
    private static final long serialVersionUID = 1L;

    Secret(String algorithm, String format, byte[] encoded) {
      super(algorithm, format, encoded);
    }
  }

  static final class Private extends HollowKey implements PrivateKey {
    private static final long serialVersionUID = 1L;

    Private(String algorithm, String format, byte[] encoded) {
      super(algorithm, format, encoded);
    }
  }

  static final class Public extends HollowKey implements PublicKey {
    private static final long serialVersionUID = 1L;

    Public(String algorithm, String format, byte[] encoded) {
      super(algorithm, format, encoded);
    }
  }

  /** An RSA public key without its numbers. */
  static final class Rsa extends HollowKey implements RSAPublicKey {
    private static final long serialVersionUID = 1L;

    Rsa() {
      super("RSA", null, null);
    }

    @Override
    public BigInteger getModulus() {
      return null;
    }

    @Override
    public BigInteger getPublicExponent() {
      return null;
    }
  }
}
