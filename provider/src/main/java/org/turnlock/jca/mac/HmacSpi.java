// SPDX-License-Identifier: Apache-2.0
package org.turnlock.jca.mac;

import java.nio.ByteBuffer;
import java.security.InvalidAlgorithmParameterException;
import java.security.InvalidKeyException;
import java.security.Key;
import java.security.ProviderException;
import java.security.spec.AlgorithmParameterSpec;
import javax.crypto.MacSpi;
import org.turnlock.jca.JcaContext;
import org.turnlock.jca.KeyRefusal;
import org.turnlock.jca.MessageSigning;
import org.turnlock.keys.TokenSecretKey;
import org.turnlock.operation.KeyOperations;
import org.turnlock.pkcs11.Mechanism;
import org.turnlock.pkcs11.constant.Ckk;

/** HMAC with a key in a token. */
public final class HmacSpi extends MacSpi {
  private final KeyOperations operations;
  private final Mechanism mechanism;
  private final long ownKeyType;
  private final int length;
  private MessageSigning signing;

  /**
   * @param mechanism CKM_*_HMAC
   * @param keyType the CKK_*_HMAC of keys that are for this HMAC only
   * @param length of the result, in bytes
   */
  public HmacSpi(JcaContext context, long mechanism, long keyType, int length) {
    this.operations = context.operations();
    this.mechanism = Mechanism.of(mechanism);
    this.ownKeyType = keyType;
    this.length = length;
  }

  @Override
  protected int engineGetMacLength() {
    return length;
  }

  @Override
  protected void engineInit(Key key, AlgorithmParameterSpec params)
      throws InvalidKeyException, InvalidAlgorithmParameterException {
    if (params != null) {
      throw new InvalidAlgorithmParameterException("HMAC takes no parameters");
    }
    if (!(key instanceof TokenSecretKey secret)) {
      throw KeyRefusal.of(key, "an HMAC key");
    }
    long keyType = secret.tokenKey().attributes().keyType();
    if (keyType != Ckk.GENERIC_SECRET && keyType != ownKeyType) {
      throw new InvalidKeyException(
          "a key of type " + Ckk.nameOf(keyType) + " cannot be used with " + mechanism);
    }
    engineReset();
    signing = new MessageSigning(operations, secret, mechanism);
  }

  @Override
  protected void engineUpdate(byte input) {
    engineUpdate(new byte[] {input}, 0, 1);
  }

  @Override
  protected void engineUpdate(byte[] input, int offset, int len) {
    signing.update(ByteBuffer.wrap(input, offset, len));
  }

  @Override
  protected void engineUpdate(ByteBuffer input) {
    signing.update(input);
  }

  @Override
  protected byte[] engineDoFinal() {
    byte[] mac = new byte[length];
    int written = signing.finish(ByteBuffer.wrap(mac));
    if (written != length) {
      throw new ProviderException(
          mechanism + ": the token gave " + written + " bytes instead of " + length);
    }
    return mac;
  }

  @Override
  protected void engineReset() {
    if (signing != null) {
      signing.reset();
    }
  }
}
