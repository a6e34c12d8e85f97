// SPDX-License-Identifier: Apache-2.0
package org.turnlock.jca.mac;

import java.nio.ByteBuffer;
import java.security.InvalidAlgorithmParameterException;
import java.security.InvalidKeyException;
import java.security.Key;
import java.security.ProviderException;
import java.security.spec.AlgorithmParameterSpec;
import javax.crypto.MacSpi;
import javax.crypto.SecretKey;
import org.turnlock.jca.ImportedKeys;
import org.turnlock.jca.JcaContext;
import org.turnlock.jca.KeyRefusal;
import org.turnlock.jca.MessageSigning;
import org.turnlock.jca.PaddedKey;
import org.turnlock.keys.TokenBackedKey;
import org.turnlock.keys.TokenSecretKey;
import org.turnlock.pkcs11.Mechanism;
import org.turnlock.pkcs11.constant.Ckk;
import org.turnlock.token.KeyAttributes;
import org.turnlock.token.KeyUsage;
import org.turnlock.token.TokenKey;

/** A MAC with a key in a token: HMAC and CMAC. */
public final class TokenMacSpi extends MacSpi {
  private final JcaContext context;
  private final MacKind kind;
  private final Mechanism mechanism;
  private final ImportedKeys imported;
  private MessageSigning signing;

  public TokenMacSpi(JcaContext context, MacKind kind) {
    this.context = context;
    this.kind = kind;
    this.mechanism = Mechanism.of(kind.mechanism());
    this.imported = new ImportedKeys(context);
  }

  @Override
  protected int engineGetMacLength() {
    return kind.length();
  }

  @Override
  protected void engineInit(Key key, AlgorithmParameterSpec params)
      throws InvalidKeyException, InvalidAlgorithmParameterException {
    if (params != null) {
      throw new InvalidAlgorithmParameterException(mechanism + " takes no parameters");
    }
    TokenSecretKey secret = secret(key);
    engineReset();
    signing = new MessageSigning(context.operations(), secret, mechanism);
  }

  private TokenSecretKey secret(Key key) throws InvalidKeyException {
    Key taken = imported.take(fitted(key), kind.importAs(), KeyUsage.SIGN, KeyUsage.VERIFY);
    if (!(taken instanceof TokenSecretKey given)) {
      throw KeyRefusal.of(key, kind.hash() == null ? "an AES key" : "an HMAC key");
    }
    TokenSecretKey secret = context.operations().forNewWork(given, KeyUsage.SIGN);
    KeyAttributes attributes = secret.tokenKey().attributes();
    if (!kind.keyTypes().contains(attributes.keyType())) {
      throw new InvalidKeyException(
          "a key of type "
              + Ckk.nameOf(attributes.keyType())
              + " cannot be used with "
              + mechanism);
    }
    checkLength(secret.tokenKey());
    return secret;
  }

  /** A software key that is too short for the token goes in with zeros behind it. */
  private Key fitted(Key key) {
    boolean software = key instanceof SecretKey && !(key instanceof TokenBackedKey);
    return software && kind.hash() != null
        ? PaddedKey.of((SecretKey) key, kind.leastKey(context.token()))
        : key;
  }

  /** A key that is in the token already cannot be padded there. */
  private void checkLength(TokenKey key) throws InvalidKeyException {
    int bytes = key.attributes().bits() / Byte.SIZE;
    int least = kind.leastKey(key.token());
    if (bytes > 0 && bytes < least) {
      throw new InvalidKeyException(
          "the key has "
              + bytes
              + " bytes, and its token takes "
              + least
              + " and more for "
              + mechanism
              + ": make a longer one, or import the key again from its bytes (it is padded with"
              + " zeros then, which changes no HMAC)");
    }
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
    byte[] mac = new byte[kind.length()];
    int written = signing.finish(ByteBuffer.wrap(mac));
    if (written != kind.length()) {
      throw new ProviderException(
          mechanism + ": the token gave " + written + " bytes instead of " + kind.length());
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
