// SPDX-License-Identifier: Apache-2.0
package org.turnlock.jca.cipher;

import java.nio.ByteBuffer;
import org.turnlock.jca.RsaKeys;
import org.turnlock.keys.TokenRsaPrivateKey;
import org.turnlock.operation.KeyOperations;
import org.turnlock.pkcs11.Mechanism;
import org.turnlock.pkcs11.MechanismInfo;
import org.turnlock.pkcs11.constant.Ckf;
import org.turnlock.pkcs11.constant.Ckm;

/** "Encryption" with a private key in a token: a block of type 1, as in signatures. */
final class TokenRsaSigning implements RsaPrimitive {
  private final KeyOperations operations;
  private final TokenRsaPrivateKey key;
  private final int modulusBytes;
  private final boolean tokenPads;

  TokenRsaSigning(KeyOperations operations, TokenRsaPrivateKey key) {
    this.operations = operations;
    this.key = key;
    this.modulusBytes = RsaKeys.modulusBytes(key);
    MechanismInfo pkcs1 = key.tokenKey().token().mechanisms().get(Ckm.RSA_PKCS);
    this.tokenPads = pkcs1 != null && pkcs1.has(Ckf.SIGN);
  }

  @Override
  public int modulusBytes() {
    return modulusBytes;
  }

  @Override
  public int maxInput() {
    return modulusBytes - Pkcs1Padding.OVERHEAD;
  }

  @Override
  public byte[] apply(byte[] data) {
    byte[] input = tokenPads ? data : Pkcs1Padding.signatureBlock(data, modulusBytes);
    Mechanism mechanism = Mechanism.of(tokenPads ? Ckm.RSA_PKCS : Ckm.RSA_X_509);
    byte[] result = new byte[modulusBytes];
    operations.sign(key, mechanism, ByteBuffer.wrap(input), ByteBuffer.wrap(result));
    return result;
  }
}
