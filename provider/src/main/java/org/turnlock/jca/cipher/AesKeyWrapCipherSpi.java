// SPDX-License-Identifier: Apache-2.0
package org.turnlock.jca.cipher;

import java.nio.ByteBuffer;
import java.security.AlgorithmParameters;
import java.security.GeneralSecurityException;
import java.security.InvalidAlgorithmParameterException;
import java.security.InvalidKeyException;
import java.security.Key;
import java.security.ProviderException;
import java.security.SecureRandom;
import java.security.spec.AlgorithmParameterSpec;
import java.util.Arrays;
import java.util.Optional;
import javax.crypto.BadPaddingException;
import javax.crypto.IllegalBlockSizeException;
import javax.crypto.ShortBufferException;
import javax.crypto.spec.IvParameterSpec;
import org.turnlock.jca.JcaContext;
import org.turnlock.jca.SecretBuffer;
import org.turnlock.jca.UnwrappedKind;
import org.turnlock.keys.TokenBackedKey;
import org.turnlock.keys.TokenSecretKey;
import org.turnlock.pkcs11.Mechanism;
import org.turnlock.pkcs11.constant.Ckm;
import org.turnlock.token.KeyAttributes;
import org.turnlock.token.KeyAttributes.KeyClass;
import org.turnlock.token.KeyUsage;
import org.turnlock.token.KeyWrapAlgorithm;

/**
 * AES/KW (RFC 3394) and AES/KWP (RFC 5649). Keys of the token are wrapped and unwrapped in the
 * token; bytes are gathered, and wrapped whole.
 */
public final class AesKeyWrapCipherSpi extends SecretKeyCipherSpi {
  private static final int UNIT = 8;
  private static final KeyUsage[] ALL_WAYS = {
    KeyUsage.ENCRYPT, KeyUsage.DECRYPT, KeyUsage.WRAP, KeyUsage.UNWRAP
  };

  private final boolean kwp;
  private final SecretBuffer data = new SecretBuffer();
  private KeyWrapAlgorithm algorithm;

  private AesKeyWrapCipherSpi(JcaContext context, boolean kwp, int fixedKeyBits) {
    super(context, KeyNeed.aes(fixedKeyBits));
    this.kwp = kwp;
  }

  /**
   * @param fixedKeyBits the only key length accepted, or 0
   */
  public static AesKeyWrapCipherSpi kw(JcaContext context, int fixedKeyBits) {
    return new AesKeyWrapCipherSpi(context, false, fixedKeyBits);
  }

  /**
   * @param fixedKeyBits the only key length accepted, or 0
   */
  public static AesKeyWrapCipherSpi kwp(JcaContext context, int fixedKeyBits) {
    return new AesKeyWrapCipherSpi(context, true, fixedKeyBits);
  }

  @Override
  boolean tellsWrongKeys() {
    return true;
  }

  @Override
  KeyUsage[] usages() {
    return ALL_WAYS;
  }

  @Override
  Class<IvParameterSpec> specClass() {
    return IvParameterSpec.class;
  }

  @Override
  void begin(AlgorithmParameterSpec spec, SecureRandom random)
      throws InvalidAlgorithmParameterException {
    data.clear();
    algorithm = algorithm(spec);
  }

  private KeyWrapAlgorithm algorithm(AlgorithmParameterSpec spec)
      throws InvalidAlgorithmParameterException {
    byte[] iv = null;
    if (spec instanceof IvParameterSpec given) {
      iv = given.getIV();
      int length = kwp ? UNIT / 2 : UNIT;
      if (iv.length != length) {
        throw new InvalidAlgorithmParameterException(
            "the IV has " + length + " bytes, not " + iv.length);
      }
    } else if (spec != null) {
      throw new InvalidAlgorithmParameterException(
          "key wrap takes an IvParameterSpec or nothing, not a " + spec.getClass().getName());
    }
    return kwp ? KeyWrapAlgorithm.kwp(iv) : KeyWrapAlgorithm.kw(iv);
  }

  @Override
  protected byte[] engineGetIV() {
    return algorithm == null ? null : algorithm.iv();
  }

  @Override
  protected AlgorithmParameters engineGetParameters() {
    try {
      AlgorithmParameters parameters = AlgorithmParameters.getInstance("AES");
      byte[] iv = (algorithm == null ? algorithm(null) : algorithm).iv();
      parameters.init(new IvParameterSpec(iv));
      return parameters;
    } catch (GeneralSecurityException e) {
      throw new ProviderException("no AlgorithmParameters for AES key wrap", e);
    }
  }

  @Override
  protected int engineGetOutputSize(int inputLength) {
    int total = Math.addExact(data.size(), inputLength);
    if (!encrypting()) {
      return Math.max(0, total - UNIT);
    }
    return KeyWrapAlgorithm.wrappedLength(total);
  }

  @Override
  int updateSize(int inputLength) {
    return 0;
  }

  @Override
  int update(ByteBuffer input, ByteBuffer output) {
    data.append(input);
    return 0;
  }

  @Override
  int finish(ByteBuffer input, ByteBuffer output)
      throws ShortBufferException, IllegalBlockSizeException, BadPaddingException {
    requireRoom(output, engineGetOutputSize(input.remaining()));
    byte[] result = finish(input);
    output.put(result);
    if (!encrypting()) {
      Arrays.fill(result, (byte) 0);
    }
    return result.length;
  }

  @Override
  byte[] finish(ByteBuffer input) throws IllegalBlockSizeException, BadPaddingException {
    data.append(input);
    byte[] message = data.toByteArray();
    data.clear();
    try {
      return encrypting() ? wrap(message) : unwrap(message);
    } finally {
      Arrays.fill(message, (byte) 0);
    }
  }

  private byte[] wrap(byte[] message) throws IllegalBlockSizeException {
    requireWrappable(message.length);
    return engine(key()).wrap(message);
  }

  private void requireWrappable(int length) throws IllegalBlockSizeException {
    if (!algorithm.isWrappable(length)) {
      throw new IllegalBlockSizeException(
          kwp
              ? "there must be something to wrap"
              : "16 bytes or more are needed, a multiple of 8, not " + length);
    }
  }

  private byte[] unwrap(byte[] message) throws IllegalBlockSizeException {
    requireUnwrappable(message.length);
    byte[] result = candidates().first(key -> engine(key).unwrap(message));
    if (result == null) {
      throw new IllegalBlockSizeException(
          "the wrapped data is not authentic" + candidates().tried());
    }
    return result;
  }

  private void requireUnwrappable(int length) throws IllegalBlockSizeException {
    if (!algorithm.isUnwrappable(length)) {
      throw new IllegalBlockSizeException(
          (kwp ? 16 : 24) + " bytes or more are needed, a multiple of 8, not " + length);
    }
  }

  private KeyWrapEngine engine(TokenSecretKey key) {
    return new KeyWrapEngine(operations(), key, algorithm, mechanism().type());
  }

  private Mechanism mechanism() {
    return Mechanism.of(kwp ? Ckm.AES_KEY_WRAP_KWP : Ckm.AES_KEY_WRAP);
  }

  private boolean isInToken() {
    return data.isEmpty() && algorithm.hasStandardIv();
  }

  @Override
  byte[] wrapInToken(TokenBackedKey subject) throws InvalidKeyException, IllegalBlockSizeException {
    InTokenWrapping inToken = new InTokenWrapping(operations(), key());
    if (!isInToken() || !inToken.canWrap(mechanism().type())) {
      return null;
    }
    KeyAttributes attributes = subject.tokenKey().attributes();
    if (attributes.keyClass() == KeyClass.SECRET && attributes.bits() != 0) {
      requireWrappable(attributes.bits() / Byte.SIZE);
    }
    return inToken.wrap(mechanism(), subject);
  }

  @Override
  Key unwrapInToken(byte[] wrapped, UnwrappedKind kind) throws InvalidKeyException {
    InTokenWrapping inToken = new InTokenWrapping(operations(), key());
    if (!isInToken() || !inToken.canUnwrap(mechanism().type())) {
      return null;
    }
    if (!algorithm.isUnwrappable(wrapped.length)) {
      throw new InvalidKeyException("a wrapped key cannot have " + wrapped.length + " bytes");
    }
    Optional<Key> key =
        candidates()
            .first(
                one -> new InTokenWrapping(operations(), one).unwrap(mechanism(), wrapped, kind));
    if (key == null) {
      throw new InvalidKeyException(
          "the wrapped key is not authentic" + candidates().tried() + ", or no such key");
    }
    return key.orElse(null);
  }
}
