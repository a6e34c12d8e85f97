// SPDX-License-Identifier: Apache-2.0
package org.turnlock.jca.cipher;

import java.nio.ByteBuffer;
import java.security.AlgorithmParameters;
import java.security.InvalidAlgorithmParameterException;
import java.security.InvalidKeyException;
import java.security.Key;
import java.security.NoSuchAlgorithmException;
import java.security.PublicKey;
import java.security.SecureRandom;
import java.security.interfaces.RSAKey;
import java.security.spec.AlgorithmParameterSpec;
import java.util.Arrays;
import javax.crypto.BadPaddingException;
import javax.crypto.Cipher;
import javax.crypto.CipherSpi;
import javax.crypto.IllegalBlockSizeException;
import javax.crypto.NoSuchPaddingException;
import javax.crypto.ShortBufferException;
import org.turnlock.jca.JcaContext;
import org.turnlock.jca.KeyRefusal;
import org.turnlock.jca.RsaKeys;
import org.turnlock.jca.SecretBuffer;
import org.turnlock.keys.TokenRsaPrivateKey;
import org.turnlock.operation.KeyOperations;

/**
 * RSA/ECB/PKCS1Padding: gathers one block of input and hands it to the {@link RsaPrimitive} that
 * direction and key call for.
 */
public final class RsaCipherSpi extends CipherSpi {
  static final String TRANSFORMATION = "RSA/ECB/PKCS1Padding";
  private static final byte[] NOTHING = new byte[0];
  private static final String TLS_SPEC = "TlsRsaPremasterSecretParameterSpec";

  private final KeyOperations operations;
  private final SecretBuffer data = new SecretBuffer();
  private boolean tooLong;
  private RsaPrimitive primitive;

  public RsaCipherSpi(JcaContext context) {
    this.operations = context.operations();
  }

  @Override
  protected void engineSetMode(String mode) throws NoSuchAlgorithmException {
    if (!mode.equalsIgnoreCase("ECB")) {
      throw new NoSuchAlgorithmException("RSA/" + mode + " does not exist: the mode is ECB");
    }
  }

  @Override
  protected void engineSetPadding(String padding) throws NoSuchPaddingException {
    if (!padding.equalsIgnoreCase("PKCS1Padding")) {
      throw new NoSuchPaddingException("RSA with " + padding + " is not offered");
    }
  }

  @Override
  protected int engineGetBlockSize() {
    return 0;
  }

  @Override
  protected int engineGetOutputSize(int inputLength) {
    return primitive.modulusBytes();
  }

  @Override
  protected byte[] engineGetIV() {
    return null;
  }

  @Override
  protected AlgorithmParameters engineGetParameters() {
    return null;
  }

  @Override
  protected int engineGetKeySize(Key key) throws InvalidKeyException {
    if (key instanceof RSAKey rsa) {
      return rsa.getModulus().bitLength();
    }
    throw KeyRefusal.of(key, "an RSA private key");
  }

  @Override
  protected void engineInit(int opmode, Key key, SecureRandom random) throws InvalidKeyException {
    boolean encrypting = opmode == Cipher.ENCRYPT_MODE || opmode == Cipher.WRAP_MODE;
    forget();
    if (key instanceof PublicKey publicKey) {
      primitive = new PublicKeyRsa(encrypting, publicKey, random);
    } else {
      TokenRsaPrivateKey privateKey = RsaKeys.require(key);
      primitive =
          encrypting
              ? new TokenRsaSigning(operations, privateKey)
              : new TokenRsaDecryption(operations, privateKey);
    }
  }

  @Override
  protected void engineInit(int opmode, Key key, AlgorithmParameterSpec params, SecureRandom random)
      throws InvalidKeyException, InvalidAlgorithmParameterException {
    if (params != null) {
      refuse(opmode, params);
    }
    engineInit(opmode, key, random);
  }

  /**
   * JSSE first tries to unwrap the TLS premaster secret with parameters of its own, and goes on
   * with plain decryption only if it is told that the key does not do.
   */
  private static void refuse(int opmode, AlgorithmParameterSpec params)
      throws InvalidKeyException, InvalidAlgorithmParameterException {
    if (opmode == Cipher.UNWRAP_MODE && params.getClass().getSimpleName().equals(TLS_SPEC)) {
      throw new InvalidKeyException(
          "a key in a token cannot be used with " + TLS_SPEC + ": decrypt instead");
    }
    throw new InvalidAlgorithmParameterException("RSA with PKCS1Padding takes no parameters");
  }

  @Override
  protected void engineInit(int opmode, Key key, AlgorithmParameters params, SecureRandom random)
      throws InvalidKeyException, InvalidAlgorithmParameterException {
    if (params != null) {
      throw new InvalidAlgorithmParameterException("RSA with PKCS1Padding takes no parameters");
    }
    engineInit(opmode, key, random);
  }

  @Override
  protected byte[] engineUpdate(byte[] input, int offset, int length) {
    gather(ByteBuffer.wrap(input, offset, length));
    return NOTHING;
  }

  @Override
  protected int engineUpdate(byte[] input, int offset, int length, byte[] output, int outOffset) {
    gather(ByteBuffer.wrap(input, offset, length));
    return 0;
  }

  @Override
  protected int engineUpdate(ByteBuffer input, ByteBuffer output) {
    gather(input);
    return 0;
  }

  /** Data that is too long is told at the end, as in every JCA cipher, and not kept. */
  private void gather(ByteBuffer input) {
    if (tooLong || data.size() + (long) input.remaining() > primitive.maxInput()) {
      tooLong = true;
      input.position(input.limit());
    } else {
      data.append(input);
    }
  }

  @Override
  protected byte[] engineDoFinal(byte[] input, int offset, int length)
      throws IllegalBlockSizeException, BadPaddingException {
    if (input != null) {
      gather(ByteBuffer.wrap(input, offset, length));
    }
    return finish();
  }

  @Override
  protected int engineDoFinal(byte[] input, int offset, int length, byte[] output, int outOffset)
      throws ShortBufferException, IllegalBlockSizeException, BadPaddingException {
    ByteBuffer in = input == null ? ByteBuffer.allocate(0) : ByteBuffer.wrap(input, offset, length);
    if (outOffset > output.length) {
      throw new ShortBufferException("the output offset lies behind the end of the output");
    }
    return finish(in, ByteBuffer.wrap(output, outOffset, output.length - outOffset));
  }

  @Override
  protected int engineDoFinal(ByteBuffer input, ByteBuffer output)
      throws ShortBufferException, IllegalBlockSizeException, BadPaddingException {
    return finish(input, output);
  }

  private int finish(ByteBuffer input, ByteBuffer output)
      throws ShortBufferException, IllegalBlockSizeException, BadPaddingException {
    if (output.remaining() < primitive.modulusBytes()) {
      throw new ShortBufferException(
          "the output has room for "
              + output.remaining()
              + " bytes, but needs "
              + primitive.modulusBytes());
    }
    gather(input);
    byte[] result = finish();
    output.put(result);
    Arrays.fill(result, (byte) 0);
    return result.length;
  }

  private byte[] finish() throws IllegalBlockSizeException, BadPaddingException {
    byte[] input = data.toByteArray();
    try {
      if (tooLong) {
        throw new IllegalBlockSizeException(
            "the data must not be longer than " + primitive.maxInput() + " bytes");
      }
      return primitive.apply(input);
    } finally {
      Arrays.fill(input, (byte) 0);
      forget();
    }
  }

  private void forget() {
    data.clear();
    tooLong = false;
  }

  @Override
  protected byte[] engineWrap(Key key) throws IllegalBlockSizeException, InvalidKeyException {
    byte[] encoded = SoftwareKeys.encodingOf(key);
    try {
      if (encoded.length > primitive.maxInput()) {
        throw new InvalidKeyException("the key is too long to be wrapped with this RSA key");
      }
      return primitive.apply(encoded);
    } catch (BadPaddingException e) {
      throw new InvalidKeyException("the key cannot be wrapped", e);
    } finally {
      Arrays.fill(encoded, (byte) 0);
    }
  }

  @Override
  protected Key engineUnwrap(byte[] wrapped, String algorithm, int type)
      throws InvalidKeyException, NoSuchAlgorithmException {
    if (wrapped.length > primitive.maxInput()) {
      throw new InvalidKeyException("the wrapped key is too long for this RSA key");
    }
    byte[] encoded;
    try {
      encoded = primitive.apply(wrapped);
    } catch (BadPaddingException | IllegalBlockSizeException e) {
      throw new InvalidKeyException("unwrapping failed");
    }
    try {
      return SoftwareKeys.decode(encoded, algorithm, type);
    } finally {
      Arrays.fill(encoded, (byte) 0);
    }
  }
}
