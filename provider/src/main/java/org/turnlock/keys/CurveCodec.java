// SPDX-License-Identifier: Apache-2.0
package org.turnlock.keys;

import java.io.IOException;
import java.security.AlgorithmParameters;
import java.security.GeneralSecurityException;
import java.security.spec.ECGenParameterSpec;
import java.security.spec.ECParameterSpec;
import java.security.spec.InvalidParameterSpecException;
import org.bouncycastle.jce.provider.BouncyCastleProvider;

/**
 * EC curves between their encoding (ECParameters, RFC 5480) and the JCA's. The JDK's codec first;
 * Bouncy Castle's for curves that the JDK has dropped.
 */
public final class CurveCodec {
  private static final class BouncyCastle {
    static final BouncyCastleProvider PROVIDER = new BouncyCastleProvider();
  }

  private CurveCodec() {}

  /** The curve that {@code encoded} (CKA_EC_PARAMS) stands for. */
  public static ECParameterSpec decode(byte[] encoded) throws InvalidParameterSpecException {
    try {
      AlgorithmParameters parameters = AlgorithmParameters.getInstance("EC");
      parameters.init(encoded);
      return parameters.getParameterSpec(ECParameterSpec.class);
    } catch (IOException | GeneralSecurityException e) {
      try {
        AlgorithmParameters parameters =
            AlgorithmParameters.getInstance("EC", BouncyCastle.PROVIDER);
        parameters.init(encoded);
        return parameters.getParameterSpec(ECParameterSpec.class);
      } catch (IOException | GeneralSecurityException unknown) {
        throw new InvalidParameterSpecException("unknown EC curve: " + unknown.getMessage());
      }
    }
  }

  /** The named-curve encoding of {@code curve}. */
  public static byte[] encode(ECParameterSpec curve) throws InvalidParameterSpecException {
    try {
      AlgorithmParameters parameters = AlgorithmParameters.getInstance("EC");
      parameters.init(curve);
      return parameters.getEncoded();
    } catch (IOException | GeneralSecurityException e) {
      try {
        AlgorithmParameters parameters =
            AlgorithmParameters.getInstance("EC", BouncyCastle.PROVIDER);
        parameters.init(curve);
        return parameters.getEncoded();
      } catch (IOException | GeneralSecurityException unknown) {
        throw new InvalidParameterSpecException("not a named EC curve: " + unknown.getMessage());
      }
    }
  }

  /** The encoding of a curve given by name: {@code secp256r1}, {@code P-256}, an OID. */
  public static byte[] encode(String name) throws InvalidParameterSpecException {
    try {
      AlgorithmParameters parameters = AlgorithmParameters.getInstance("EC");
      parameters.init(new ECGenParameterSpec(name));
      return parameters.getEncoded();
    } catch (IOException | GeneralSecurityException e) {
      try {
        AlgorithmParameters parameters =
            AlgorithmParameters.getInstance("EC", BouncyCastle.PROVIDER);
        parameters.init(new ECGenParameterSpec(name));
        return parameters.getEncoded();
      } catch (IOException | GeneralSecurityException unknown) {
        throw new InvalidParameterSpecException("unknown EC curve '" + name + "'");
      }
    }
  }
}
