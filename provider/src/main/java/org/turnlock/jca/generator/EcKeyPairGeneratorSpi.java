// SPDX-License-Identifier: Apache-2.0
package org.turnlock.jca.generator;

import java.security.InvalidAlgorithmParameterException;
import java.security.spec.AlgorithmParameterSpec;
import java.security.spec.ECGenParameterSpec;
import java.security.spec.ECParameterSpec;
import java.security.spec.InvalidParameterSpecException;
import java.util.Map;
import java.util.TreeMap;
import org.turnlock.jca.JcaContext;
import org.turnlock.jca.KeyFamily;
import org.turnlock.pkcs11.MechanismInfo;
import org.turnlock.pkcs11.constant.Ckm;
import org.turnlock.token.CurveCodec;
import org.turnlock.token.KeyPairParameters;

/**
 * Makes EC key pairs in the token, on secp256r1 unless told otherwise: the curve that every token
 * and every TLS peer has.
 */
public final class EcKeyPairGeneratorSpi extends TokenKeyPairGeneratorSpi {
  private static final String DEFAULT_CURVE = "secp256r1";
  private static final Map<Integer, String> CURVE_BY_BITS =
      new TreeMap<>(
          Map.of(
              224, "secp224r1",
              256, DEFAULT_CURVE,
              384, "secp384r1",
              521, "secp521r1"));

  public EcKeyPairGeneratorSpi(JcaContext context) {
    super(context, KeyFamily.EC);
  }

  @Override
  KeyPairParameters defaults() throws InvalidAlgorithmParameterException {
    return ofSize(256);
  }

  @Override
  KeyPairParameters ofSize(int bits) throws InvalidAlgorithmParameterException {
    String name = CURVE_BY_BITS.get(bits);
    if (name == null) {
      throw new InvalidAlgorithmParameterException(
          "no EC curve for " + bits + " bits; allowed: " + CURVE_BY_BITS.keySet());
    }
    return of(new ECGenParameterSpec(name));
  }

  /** Takes a curve by name or by its numbers; keytool tries a plain NamedParameterSpec first. */
  @Override
  KeyPairParameters of(AlgorithmParameterSpec params) throws InvalidAlgorithmParameterException {
    try {
      if (params instanceof ECGenParameterSpec named) {
        return accepted(CurveCodec.encode(named.getName()), named.getName());
      }
      if (params instanceof ECParameterSpec numbers) {
        return accepted(CurveCodec.encode(numbers), "with these parameters");
      }
    } catch (InvalidParameterSpecException e) {
      throw new InvalidAlgorithmParameterException(e.getMessage(), e);
    }
    throw new InvalidAlgorithmParameterException(
        "EC key generation takes an ECGenParameterSpec, an ECParameterSpec or a TokenKeySpec");
  }

  private KeyPairParameters accepted(byte[] encoded, String name)
      throws InvalidParameterSpecException, InvalidAlgorithmParameterException {
    MechanismInfo info = mechanism(Ckm.EC_KEY_PAIR_GEN);
    int bits = CurveCodec.decode(encoded).getCurve().getField().getFieldSize();
    if (info != null
        && info.maxKeySize() > 0
        && (bits < info.minKeySize() || bits > info.maxKeySize())) {
      throw new InvalidAlgorithmParameterException(
          "the token cannot make a key on the curve "
              + name
              + " of "
              + bits
              + " bits; allowed: "
              + info.minKeySize()
              + " to "
              + info.maxKeySize()
              + " bits");
    }
    return new KeyPairParameters.Ec(encoded);
  }
}
