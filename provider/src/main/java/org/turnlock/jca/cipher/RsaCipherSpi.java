// SPDX-License-Identifier: Apache-2.0
package org.turnlock.jca.cipher;

import static org.turnlock.jca.cipher.ArrayArguments.lastInput;
import static org.turnlock.jca.cipher.ArrayArguments.tail;

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
import java.util.Locale;
import javax.crypto.BadPaddingException;
import javax.crypto.Cipher;
import javax.crypto.CipherSpi;
import javax.crypto.IllegalBlockSizeException;
import javax.crypto.NoSuchPaddingException;
import javax.crypto.ShortBufferException;
import org.turnlock.jca.ImportedKeys;
import org.turnlock.jca.JcaContext;
import org.turnlock.jca.KeyRefusal;
import org.turnlock.jca.RsaKeys;
import org.turnlock.jca.SecretBuffer;
import org.turnlock.jca.UnwrappedKind;
import org.turnlock.keys.ManagedPublicKey;
import org.turnlock.keys.TokenKeySpec;
import org.turnlock.keys.TokenRsaPrivateKey;
import org.turnlock.operation.Candidates;
import org.turnlock.pkcs11.constant.Ckk;
import org.turnlock.token.KeyUsage;

/**
 * RSA with any padding: gathers one block of input and hands it to the {@link RsaPrimitive} that
 * direction and key call for.
 */
public final class RsaCipherSpi extends CipherSpi {
  private static final byte[] NOTHING = new byte[0];
  private static final String ECB = "ECB";
  private static final String TLS_SPEC = "TlsRsaPremasterSecretParameterSpec";

  private final JcaContext context;
  private final ImportedKeys imported;
  private final SecretBuffer data = new SecretBuffer();
  private String mode = ECB;
  private RsaPadding padding;
  private boolean tooLong;
  private RsaScheme scheme;
  private RsaPrimitive primitive;
  private TokenKeySpec unwrapped;

  public RsaCipherSpi(JcaContext context, RsaPadding padding) {
    this.context = context;
    this.imported = new ImportedKeys(context);
    this.padding = padding;
  }

  @Override
  protected void engineSetMode(String name) throws NoSuchAlgorithmException {
    String plain = name.toUpperCase(Locale.ROOT);
    if (!plain.equals(ECB) && !plain.equals("NONE")) {
      throw new NoSuchAlgorithmException("RSA/" + name + " does not exist: the mode is ECB");
    }
    mode = plain;
  }

  @Override
  protected void engineSetPadding(String name) throws NoSuchPaddingException {
    RsaPadding named = RsaPadding.named(mode, name);
    if (!named.offeredBy(context.token().mechanisms())) {
      throw new NoSuchPaddingException(
          "the token has no mechanism for RSA with "
              + name
              + ": it needs CKM_RSA_X_509 for decryption");
    }
    padding = named;
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

  /** OAEP's parameters, those that are the default too; null for other paddings. */
  @Override
  protected AlgorithmParameters engineGetParameters() {
    boolean none = scheme == null || scheme.parameters() == null;
    return none ? null : OaepEncoding.of(scheme.parameters());
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
    try {
      init(opmode, key, null, random);
    } catch (InvalidAlgorithmParameterException e) {
      throw new InvalidKeyException(e.getMessage(), e);
    }
  }

  @Override
  protected void engineInit(int opmode, Key key, AlgorithmParameterSpec params, SecureRandom random)
      throws InvalidKeyException, InvalidAlgorithmParameterException {
    refuseTlsUnwrapping(opmode, params);
    if (params instanceof TokenKeySpec spec) {
      if (opmode != Cipher.UNWRAP_MODE) {
        throw new InvalidAlgorithmParameterException(
            "a TokenKeySpec says what a key is to be: it goes with UNWRAP_MODE only");
      }
      init(opmode, key, spec.parameters().orElse(null), random);
      unwrapped = spec;
    } else {
      init(opmode, key, params, random);
    }
  }

  /**
   * JSSE first tries to unwrap the TLS premaster secret with parameters of its own, and goes on
   * with plain decryption only if it is told that the key does not do.
   */
  private static void refuseTlsUnwrapping(int opmode, AlgorithmParameterSpec params)
      throws InvalidKeyException {
    if (opmode == Cipher.UNWRAP_MODE
        && params != null
        && params.getClass().getSimpleName().equals(TLS_SPEC)) {
      throw new InvalidKeyException(
          "a key in a token cannot be used with " + TLS_SPEC + ": decrypt instead");
    }
  }

  @Override
  protected void engineInit(int opmode, Key key, AlgorithmParameters params, SecureRandom random)
      throws InvalidKeyException, InvalidAlgorithmParameterException {
    init(opmode, key, OaepEncoding.spec(params), random);
  }

  private void init(int opmode, Key key, AlgorithmParameterSpec params, SecureRandom random)
      throws InvalidKeyException, InvalidAlgorithmParameterException {
    forget();
    unwrapped = null;
    RsaScheme asked = padding.scheme(params);
    boolean encrypting = opmode == Cipher.ENCRYPT_MODE || opmode == Cipher.WRAP_MODE;
    boolean keys = opmode == Cipher.WRAP_MODE || opmode == Cipher.UNWRAP_MODE;
    primitive = primitive(asked, encrypting, keys, key, random);
    scheme = asked;
  }

  /**
   * @param keys whether keys are to be wrapped or unwrapped
   */
  private RsaPrimitive primitive(
      RsaScheme asked, boolean encrypting, boolean keys, Key key, SecureRandom random)
      throws InvalidKeyException, InvalidAlgorithmParameterException {
    if (key instanceof PublicKey publicKey) {
      imported.release();
      return new PublicKeyRsa(
          asked, encrypting, version(publicKey, encrypting, keys, asked), random);
    }
    TokenRsaPrivateKey privateKey =
        RsaKeys.require(
            imported.take(key, Ckk.RSA, KeyUsage.SIGN, KeyUsage.DECRYPT, KeyUsage.UNWRAP));
    return encrypting
        ? new TokenRsaSigning(
            context.operations(), context.operations().forNewWork(privateKey, KeyUsage.SIGN), asked)
        : new TokenRsaDecryption(context.operations(), candidates(privateKey, keys, asked), asked);
  }

  /** The plain key: of a managed one, the version that the private half would take. */
  private PublicKey version(PublicKey key, boolean encrypting, boolean keys, RsaScheme scheme)
      throws InvalidKeyException {
    if (!(key instanceof ManagedPublicKey managed)) {
      return key;
    }
    ManagedPublicKey version =
        encrypting
            ? context.operations().forNewWork(managed, keys ? KeyUsage.WRAP : KeyUsage.ENCRYPT)
            : context.operations().theOnly(managed, KeyUsage.VERIFY, scheme.toString()).likeliest();
    return version.current();
  }

  private Candidates<TokenRsaPrivateKey> candidates(
      TokenRsaPrivateKey key, boolean keys, RsaScheme scheme) throws InvalidKeyException {
    KeyUsage use = keys ? KeyUsage.UNWRAP : KeyUsage.DECRYPT;
    return scheme.tellsWrongKeys()
        ? context.operations().candidates(key, use)
        : context.operations().theOnly(key, use, scheme.toString());
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
    gather(lastInput(input, offset, length));
    return finish();
  }

  @Override
  protected int engineDoFinal(byte[] input, int offset, int length, byte[] output, int outOffset)
      throws ShortBufferException, IllegalBlockSizeException, BadPaddingException {
    return finish(lastInput(input, offset, length), tail(output, outOffset));
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
    return new RsaKeyWrapping(context, scheme, primitive).wrap(key);
  }

  @Override
  protected Key engineUnwrap(byte[] wrapped, String algorithm, int type)
      throws InvalidKeyException, NoSuchAlgorithmException {
    UnwrappedKind kind = UnwrappedKind.of(algorithm, type, unwrapped);
    return new RsaKeyWrapping(context, scheme, primitive).unwrap(wrapped, kind);
  }
}
