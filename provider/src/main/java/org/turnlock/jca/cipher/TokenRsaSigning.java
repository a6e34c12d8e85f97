// SPDX-License-Identifier: Apache-2.0
package org.turnlock.jca.cipher;

import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.security.InvalidKeyException;
import java.util.Map;
import javax.crypto.BadPaddingException;
import org.turnlock.jca.RsaKeys;
import org.turnlock.keys.TokenRsaPrivateKey;
import org.turnlock.operation.KeyOperations;
import org.turnlock.pkcs11.Mechanism;
import org.turnlock.pkcs11.MechanismInfo;
import org.turnlock.pkcs11.constant.Ckf;
import org.turnlock.pkcs11.constant.Ckm;

/** "Encryption" with a private key in a token: the block of a signature, or any number. */
final class TokenRsaSigning implements RsaPrimitive {
  private static final Mechanism RAW = Mechanism.of(Ckm.RSA_X_509);

  private final KeyOperations operations;
  private final TokenRsaPrivateKey key;
  private final RsaScheme scheme;
  private final int modulusBytes;
  private final boolean tokenPads;

  TokenRsaSigning(KeyOperations operations, TokenRsaPrivateKey key, RsaScheme scheme)
      throws InvalidKeyException {
    this.operations = operations;
    this.key = key;
    this.scheme = scheme;
    this.modulusBytes = RsaKeys.modulusBytes(key);
    scheme.check(modulusBytes, true);
    Map<Long, MechanismInfo> mechanisms = key.tokenKey().token().mechanisms();
    boolean raw = scheme.mechanism().type() == Ckm.RSA_X_509;
    this.tokenPads = !raw && signs(mechanisms, scheme.mechanism().type());
    if (!tokenPads && !signs(mechanisms, Ckm.RSA_X_509)) {
      throw new InvalidKeyException("the key's token does not sign with " + scheme.mechanism());
    }
  }

  private static boolean signs(Map<Long, MechanismInfo> mechanisms, long mechanism) {
    MechanismInfo info = mechanisms.get(mechanism);
    return info != null && info.has(Ckf.SIGN);
  }

  @Override
  public int modulusBytes() {
    return modulusBytes;
  }

  @Override
  public int maxInput() {
    return modulusBytes - scheme.overhead();
  }

  @Override
  public byte[] apply(byte[] data) throws BadPaddingException {
    byte[] input = tokenPads ? data : scheme.signatureBlock(data, modulusBytes);
    if (new BigInteger(1, input).compareTo(key.getModulus()) >= 0) {
      throw new BadPaddingException("the data is not less than the modulus");
    }
    byte[] result = new byte[modulusBytes];
    Mechanism mechanism = tokenPads ? scheme.mechanism() : RAW;
    int length = operations.sign(key, mechanism, ByteBuffer.wrap(input), ByteBuffer.wrap(result));
    return RawScheme.aligned(result, length, modulusBytes);
  }
}
