// SPDX-License-Identifier: Apache-2.0
package org.turnlock.jca.keystore;

import java.io.IOException;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.security.PrivateKey;
import java.security.interfaces.ECKey;
import java.util.Arrays;
import org.bouncycastle.crypto.signers.StandardDSAEncoding;
import org.turnlock.jca.JcaContext;
import org.turnlock.keys.TokenBackedKey;
import org.turnlock.pkcs11.Mechanism;
import org.turnlock.pkcs11.MechanismInfo;
import org.turnlock.pkcs11.constant.Ckf;
import org.turnlock.pkcs11.constant.Ckm;
import org.turnlock.token.KeyUsage;
import org.turnlock.token.TokenException;

/**
 * How a private key signs a challenge of 32 bytes.
 *
 * @param algorithm the JCA's name
 * @param mechanism CKM_*
 * @param bytes length of the token's signature
 * @param order the order of an EC key's curve, whose signatures a token gives as two halves; else
 *     null
 */
record ChallengeSignature(String algorithm, long mechanism, int bytes, BigInteger order) {
  static final String ECDSA = "NONEwithECDSA";

  /** The form for a key; null for one that shows its public half or is of a kind that agrees. */
  static ChallengeSignature of(PrivateKey key) {
    if (key instanceof ECKey ec) {
      BigInteger order = ec.getParams().getOrder();
      return new ChallengeSignature(ECDSA, Ckm.ECDSA, 2 * ((order.bitLength() + 7) / 8), order);
    }
    String kind = NamedKinds.of(key);
    return kind == null
        ? null
        : switch (kind) {
          case "Ed25519" -> new ChallengeSignature(kind, Ckm.EDDSA, 64, null);
          case "Ed448" -> new ChallengeSignature(kind, Ckm.EDDSA, 114, null);
          case "ML-DSA-44" -> new ChallengeSignature(kind, Ckm.ML_DSA, 2420, null);
          case "ML-DSA-65" -> new ChallengeSignature(kind, Ckm.ML_DSA, 3309, null);
          case "ML-DSA-87" -> new ChallengeSignature(kind, Ckm.ML_DSA, 4627, null);
          default -> null;
        };
  }

  /** A signature by the key's token; null if the key may not make one. */
  byte[] byToken(JcaContext context, TokenBackedKey key, byte[] challenge) throws IOException {
    MechanismInfo info = context.token().mechanisms().get(mechanism);
    if (info == null
        || !info.has(Ckf.SIGN)
        || !key.tokenKey().attributes().usages().contains(KeyUsage.SIGN)) {
      return null;
    }
    byte[] signature = new byte[bytes];
    try {
      context
          .operations()
          .sign(
              key, Mechanism.of(mechanism), ByteBuffer.wrap(challenge), ByteBuffer.wrap(signature));
    } catch (TokenException e) {
      if (e.reason() == TokenException.Reason.KEY_REFUSED
          || e.reason() == TokenException.Reason.UNSUPPORTED) {
        return null;
      }
      throw e;
    }
    return order == null ? signature : der(signature);
  }

  private byte[] der(byte[] halves) throws IOException {
    int half = halves.length / 2;
    return StandardDSAEncoding.INSTANCE.encode(
        order,
        new BigInteger(1, Arrays.copyOf(halves, half)),
        new BigInteger(1, Arrays.copyOfRange(halves, half, 2 * half)));
  }
}
