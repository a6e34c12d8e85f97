// SPDX-License-Identifier: Apache-2.0
package org.turnlock.jca.generator;

import java.security.InvalidAlgorithmParameterException;
import java.security.InvalidParameterException;
import java.security.KeyPair;
import java.security.KeyPairGeneratorSpi;
import java.security.SecureRandom;
import java.security.spec.AlgorithmParameterSpec;
import java.security.spec.ECGenParameterSpec;
import java.security.spec.ECParameterSpec;
import java.security.spec.InvalidParameterSpecException;
import java.util.Map;
import java.util.TreeMap;
import org.turnlock.jca.DefaultUsages;
import org.turnlock.jca.JcaContext;
import org.turnlock.pkcs11.MechanismInfo;
import org.turnlock.pkcs11.constant.Ckm;
import org.turnlock.token.CurveCodec;
import org.turnlock.token.NewKey;

/**
 * Makes EC session key pairs in the token, on secp256r1 unless told otherwise: the curve that every
 * token and every TLS peer has.
 */
public final class EcKeyPairGeneratorSpi extends KeyPairGeneratorSpi {
  private static final String DEFAULT_CURVE = "secp256r1";
  private static final Map<Integer, String> CURVE_BY_BITS =
      new TreeMap<>(
          Map.of(
              224, "secp224r1",
              256, DEFAULT_CURVE,
              384, "secp384r1",
              521, "secp521r1"));

  private final JcaContext context;
  private byte[] curve;

  public EcKeyPairGeneratorSpi(JcaContext context) {
    this.context = context;
  }

  /** The token's own generator is used, whatever {@code random} is. */
  @Override
  public void initialize(int keySize, SecureRandom random) {
    String name = CURVE_BY_BITS.get(keySize);
    if (name == null) {
      throw new InvalidParameterException(
          "no EC curve for " + keySize + " bits; allowed: " + CURVE_BY_BITS.keySet());
    }
    try {
      curve = accepted(CurveCodec.encode(name), name);
    } catch (InvalidParameterSpecException | InvalidAlgorithmParameterException e) {
      throw new InvalidParameterException(e.getMessage());
    }
  }

  /** Takes a curve by name or by its numbers; keytool tries a plain NamedParameterSpec first. */
  @Override
  public void initialize(AlgorithmParameterSpec params, SecureRandom random)
      throws InvalidAlgorithmParameterException {
    try {
      if (params instanceof ECGenParameterSpec named) {
        curve = accepted(CurveCodec.encode(named.getName()), named.getName());
      } else if (params instanceof ECParameterSpec numbers) {
        curve = accepted(CurveCodec.encode(numbers), "with these parameters");
      } else {
        throw new InvalidAlgorithmParameterException(
            "EC key generation takes an ECGenParameterSpec or an ECParameterSpec");
      }
    } catch (InvalidParameterSpecException e) {
      throw new InvalidAlgorithmParameterException(e.getMessage(), e);
    }
  }

  private byte[] accepted(byte[] encoded, String name)
      throws InvalidParameterSpecException, InvalidAlgorithmParameterException {
    MechanismInfo info = context.token().mechanisms().get(Ckm.EC_KEY_PAIR_GEN);
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
    return encoded;
  }

  @Override
  public KeyPair generateKeyPair() {
    if (curve == null) {
      initialize(256, null);
    }
    return TokenKeyPairs.of(
        context.token().objects().generateEcKeyPair(curve, NewKey.session(DefaultUsages.EC)));
  }
}
