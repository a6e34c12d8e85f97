// SPDX-License-Identifier: Apache-2.0
package org.turnlock.cli;

import java.security.Key;
import java.security.Provider;
import java.security.SecureRandom;
import java.security.spec.AlgorithmParameterSpec;
import javax.crypto.KeyGeneratorSpi;
import javax.crypto.MacSpi;
import javax.crypto.SecretKey;
import javax.crypto.spec.SecretKeySpec;

/** A provider whose MAC is wrong, and whose keys show their bytes. */
public final class DefectiveProvider extends Provider {
  private static final long serialVersionUID = 1L;

  /** With HmacSHA256 and its keys. */
  public DefectiveProvider() {
    super("Defective", "1", "");
    put("Mac.HmacSHA256", ConstantMac.class.getName());
    put("KeyGenerator.HmacSHA256", OpenKeys.class.getName());
  }

  /** A MAC that does not look at the message. */
  public static final class ConstantMac extends MacSpi {
    @Override
    protected int engineGetMacLength() {
      return 32;
    }

    @Override
    protected void engineInit(Key key, AlgorithmParameterSpec params) {}

    @Override
    protected void engineUpdate(byte input) {}

    @Override
    protected void engineUpdate(byte[] input, int offset, int len) {}

    @Override
    protected byte[] engineDoFinal() {
      return new byte[32];
    }

    @Override
    protected void engineReset() {}
  }

  /** A generator whose keys show their bytes. */
  public static final class OpenKeys extends KeyGeneratorSpi {
    @Override
    protected void engineInit(SecureRandom random) {}

    @Override
    protected void engineInit(AlgorithmParameterSpec params, SecureRandom random) {}

    @Override
    protected void engineInit(int keysize, SecureRandom random) {}

    @Override
    protected SecretKey engineGenerateKey() {
      return new SecretKeySpec(new byte[32], "HmacSHA256");
    }
  }
}
