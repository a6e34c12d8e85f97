// SPDX-License-Identifier: Apache-2.0
package org.turnlock.token.software;

import java.nio.ByteBuffer;
import java.util.Arrays;
import org.turnlock.pkcs11.Mechanism;
import org.turnlock.pkcs11.MechanismInfo;
import org.turnlock.pkcs11.constant.Ckf;
import org.turnlock.pkcs11.constant.Ckk;
import org.turnlock.pkcs11.constant.Ckm;
import org.turnlock.token.KeyAttributes.KeyClass;
import org.turnlock.token.KeyUsage;
import org.turnlock.token.TokenCryptography;
import org.turnlock.token.TokenException;
import org.turnlock.token.TokenKey;
import org.turnlock.token.TokenSigning;

/** Checks that a key may be used, and hands the work to the mechanism's family. Takes no lock. */
final class SoftwareCryptography implements TokenCryptography {
  private static final long[] HMAC_KEY_TYPES = {
    Ckk.GENERIC_SECRET,
    Ckk.SHA_1_HMAC,
    Ckk.SHA224_HMAC,
    Ckk.SHA256_HMAC,
    Ckk.SHA384_HMAC,
    Ckk.SHA512_HMAC
  };

  private final SoftwareToken token;
  private final SoftwareMechanisms mechanisms;
  private final AesOperations aes = new AesOperations(Primitives.ciphers());
  private final CmacOperations cmac = new CmacOperations(Primitives.ciphers());
  private final KeyWrapOperations keyWrap = new KeyWrapOperations(Primitives.ciphers());
  private final HmacOperations hmac = new HmacOperations(Primitives.ciphers());
  private final RsaOperations rsa = new RsaOperations();
  private final EcdsaOperations ecdsa = new EcdsaOperations();
  private final EdwardsOperations edwards = new EdwardsOperations();
  private final MlDsaOperations mlDsa = new MlDsaOperations();

  SoftwareCryptography(SoftwareToken token, SoftwareMechanisms mechanisms) {
    this.token = token;
    this.mechanisms = mechanisms;
  }

  @Override
  public int encrypt(TokenKey key, Mechanism mechanism, ByteBuffer input, ByteBuffer output) {
    StoredObject object = token.resolve(key);
    mechanisms.require(mechanism.type(), Ckf.ENCRYPT);
    object.require(KeyClass.SECRET, KeyUsage.ENCRYPT, keyTypeOf(mechanism));
    if (KeyWrapOperations.isKeyWrap(mechanism)) {
      return keyWrap.encrypt(object.material(), mechanism, input, output);
    }
    return aes.encrypt(object.material(), mechanism, input, output);
  }

  @Override
  public int decrypt(TokenKey key, Mechanism mechanism, ByteBuffer input, ByteBuffer output) {
    StoredObject object = token.resolve(key);
    mechanisms.require(mechanism.type(), Ckf.DECRYPT);
    if (isRsa(mechanism)) {
      object.require(KeyClass.PRIVATE, KeyUsage.DECRYPT, Ckk.RSA);
      return rsa.decrypt(object, mechanism, input, output);
    }
    object.require(KeyClass.SECRET, KeyUsage.DECRYPT, keyTypeOf(mechanism));
    if (KeyWrapOperations.isKeyWrap(mechanism)) {
      return keyWrap.decrypt(object.material(), mechanism, input, output);
    }
    return aes.decrypt(object.material(), mechanism, input, output);
  }

  @Override
  public int sign(TokenKey key, Mechanism mechanism, ByteBuffer input, ByteBuffer output) {
    StoredObject object = token.resolve(key);
    mechanisms.require(mechanism.type(), Ckf.SIGN);
    if (isRsa(mechanism)) {
      object.require(KeyClass.PRIVATE, KeyUsage.SIGN, Ckk.RSA);
      return rsa.sign(object, mechanism, input, output);
    }
    if (mechanism.type() == Ckm.ECDSA) {
      object.require(KeyClass.PRIVATE, KeyUsage.SIGN, Ckk.EC);
      return ecdsa.sign(object, mechanism, input, output);
    }
    if (mechanism.type() == Ckm.EDDSA) {
      object.require(KeyClass.PRIVATE, KeyUsage.SIGN, Ckk.EC_EDWARDS);
      return edwards.sign(object, mechanism, input, output);
    }
    if (mechanism.type() == Ckm.ML_DSA) {
      object.require(KeyClass.PRIVATE, KeyUsage.SIGN, Ckk.ML_DSA);
      return mlDsa.sign(object, mechanism, input, output);
    }
    if (mechanism.type() == Ckm.AES_CMAC) {
      object.require(KeyClass.SECRET, KeyUsage.SIGN, Ckk.AES);
      return cmac.sign(object.material(), input, output);
    }
    object.require(KeyClass.SECRET, KeyUsage.SIGN, HMAC_KEY_TYPES);
    return hmac.sign(object.material(), mechanism.type(), input, output);
  }

  /** Every mechanism of the table takes all parameters that there are for it. */
  @Override
  public boolean signs(Mechanism mechanism) {
    MechanismInfo info = mechanisms.table().get(mechanism.type());
    return info != null && info.has(Ckf.SIGN);
  }

  @Override
  public TokenSigning beginSign(TokenKey key, Mechanism mechanism) {
    StoredObject object = token.resolve(key);
    mechanisms.require(mechanism.type(), Ckf.SIGN);
    if (mechanism.type() == Ckm.AES_CMAC) {
      object.require(KeyClass.SECRET, KeyUsage.SIGN, Ckk.AES);
      return new MacSigning(cmac.begin(object.material()), () -> token.resolve(key));
    }
    if (!HmacOperations.mechanisms().contains(mechanism.type())) {
      throw new TokenException(
          TokenException.Reason.UNSUPPORTED, mechanism + " does not take data in pieces");
    }
    object.require(KeyClass.SECRET, KeyUsage.SIGN, HMAC_KEY_TYPES);
    return new MacSigning(
        PiecewiseMac.of(hmac.begin(object.material(), mechanism.type())), () -> token.resolve(key));
  }

  @Override
  public void random(ByteBuffer output) {
    token.requireOpen();
    byte[] bytes = SoftwareRandom.bytes(output.remaining());
    output.put(bytes);
    Arrays.fill(bytes, (byte) 0);
  }

  @Override
  public void seedRandom(byte[] seed) {
    token.requireOpen();
    SoftwareRandom.source().setSeed(seed);
  }

  private static long keyTypeOf(Mechanism cipher) {
    return cipher.type() == Ckm.CHACHA20_POLY1305 ? Ckk.CHACHA20 : Ckk.AES;
  }

  private static boolean isRsa(Mechanism mechanism) {
    long type = mechanism.type();
    return type == Ckm.RSA_PKCS || type == Ckm.RSA_X_509 || type == Ckm.RSA_PKCS_PSS;
  }
}
