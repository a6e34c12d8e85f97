// SPDX-License-Identifier: Apache-2.0
package org.turnlock.token;

import java.io.IOException;
import java.security.AlgorithmParameters;
import java.security.GeneralSecurityException;
import java.security.Provider;
import java.security.spec.ECGenParameterSpec;
import java.security.spec.ECParameterSpec;
import java.security.spec.InvalidParameterSpecException;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.jcajce.provider.asymmetric.util.EC5Util;
import org.bouncycastle.jcajce.provider.asymmetric.util.ECUtil;
import org.bouncycastle.jce.provider.BouncyCastleProvider;

/**
 * EC curves between their encoding (ECParameters, RFC 5480) and the JCA's. The JDK's codec first;
 * Bouncy Castle's for curves that the JDK has dropped.
 */
public final class CurveCodec {
  private static final class BouncyCastle {
    static final Provider PROVIDER = new BouncyCastleProvider();
  }

  /** How parameters are filled: from an encoding, a specification or a name. */
  @FunctionalInterface
  private interface Filling {
    void into(AlgorithmParameters parameters) throws IOException, GeneralSecurityException;
  }

  private CurveCodec() {}

  /** The curve that {@code encoded} (CKA_EC_PARAMS) stands for. */
  public static ECParameterSpec decode(byte[] encoded) throws InvalidParameterSpecException {
    return fill(parameters -> parameters.init(encoded), "unknown EC curve")
        .getParameterSpec(ECParameterSpec.class);
  }

  /** The named-curve encoding of {@code curve}. */
  public static byte[] encode(ECParameterSpec curve) throws InvalidParameterSpecException {
    try {
      AlgorithmParameters parameters = AlgorithmParameters.getInstance("EC", "SunEC");
      parameters.init(curve);
      return encoding(parameters);
    } catch (GeneralSecurityException notInTheJdk) {
      return nameOf(curve);
    }
  }

  private static byte[] nameOf(ECParameterSpec curve) throws InvalidParameterSpecException {
    try {
      ASN1ObjectIdentifier name = ECUtil.getNamedCurveOid(EC5Util.convertSpec(curve));
      if (name != null) {
        return name.getEncoded("DER");
      }
    } catch (IOException | RuntimeException notACurve) {
      // Numbers that are no curve have no name either.
    }
    throw new InvalidParameterSpecException("not a named EC curve");
  }

  /** The encoding of a curve given by name: {@code secp256r1}, {@code P-256}, an OID. */
  public static byte[] encode(String name) throws InvalidParameterSpecException {
    return encoding(
        fill(
            parameters -> parameters.init(new ECGenParameterSpec(name)),
            "unknown EC curve '" + name + "'"));
  }

  private static AlgorithmParameters fill(Filling filling, String failure)
      throws InvalidParameterSpecException {
    try {
      AlgorithmParameters parameters = AlgorithmParameters.getInstance("EC", "SunEC");
      filling.into(parameters);
      return parameters;
    } catch (IOException | GeneralSecurityException notInTheJdk) {
      try {
        AlgorithmParameters parameters =
            AlgorithmParameters.getInstance("EC", BouncyCastle.PROVIDER);
        filling.into(parameters);
        return parameters;
      } catch (IOException | GeneralSecurityException | RuntimeException unknown) {
        InvalidParameterSpecException e = new InvalidParameterSpecException(failure);
        e.initCause(unknown);
        throw e;
      }
    }
  }

  private static byte[] encoding(AlgorithmParameters parameters)
      throws InvalidParameterSpecException {
    try {
      return parameters.getEncoded();
    } catch (IOException e) {
      throw new InvalidParameterSpecException("the EC curve cannot be encoded: " + e.getMessage());
    }
  }
}
