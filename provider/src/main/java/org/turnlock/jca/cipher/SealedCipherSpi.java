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
import java.security.ProviderException;
import java.security.SecureRandom;
import java.security.spec.AlgorithmParameterSpec;
import java.util.Arrays;
import javax.crypto.AEADBadTagException;
import javax.crypto.Cipher;
import javax.crypto.CipherSpi;
import javax.crypto.NoSuchPaddingException;
import javax.crypto.ShortBufferException;
import org.turnlock.envelope.SealedDecryption;
import org.turnlock.envelope.SealedEncryption;
import org.turnlock.envelope.SealedKey;
import org.turnlock.envelope.SealedStream;
import org.turnlock.jca.JcaContext;
import org.turnlock.jca.Randomness;
import org.turnlock.jca.UnwrappedKeys;
import org.turnlock.jca.UnwrappedKind;
import org.turnlock.jca.WrappableKeys;
import org.turnlock.keys.TokenKeySpec;
import org.turnlock.keys.TokenSecretKey;
import org.turnlock.token.KeyUsage;

/**
 * TurnlockSealed: ciphertexts that say which version of a managed key has made them. Takes no
 * parameters; each message gets an IV of its own, so that one {@code init} does for many.
 */
public final class SealedCipherSpi extends CipherSpi {
  private static final int IV_BYTES = 12;

  private final JcaContext context;
  private final KeyNeed need = KeyNeed.aes(0);
  private final AskedSizes sizes = new AskedSizes();
  private boolean sealing;
  private SealedKey key;
  private SecureRandom random;
  private TokenKeySpec unwrapped;
  private SealedStream stream;
  private byte[] lastIv;

  public SealedCipherSpi(JcaContext context) {
    this.context = context;
  }

  @Override
  protected void engineSetMode(String mode) throws NoSuchAlgorithmException {
    throw new NoSuchAlgorithmException("TurnlockSealed has no modes, such as " + mode);
  }

  @Override
  protected void engineSetPadding(String padding) throws NoSuchPaddingException {
    throw new NoSuchPaddingException("TurnlockSealed has no paddings, such as " + padding);
  }

  /** No block cipher to its users. */
  @Override
  protected int engineGetBlockSize() {
    return 0;
  }

  @Override
  protected int engineGetKeySize(Key subject) throws InvalidKeyException {
    return need.bitsOf(subject);
  }

  /** None: the ciphertext has it. */
  @Override
  protected byte[] engineGetIV() {
    return null;
  }

  /** None: the ciphertext has all that decryption needs. */
  @Override
  protected AlgorithmParameters engineGetParameters() {
    return null;
  }

  // Init.

  private SealedKey accepted(Key subject, boolean encrypting) throws InvalidKeyException {
    if (!(subject instanceof TokenSecretKey secret)) {
      return encrypting ? SealedKey.sealing(subject) : SealedKey.opening(subject);
    }
    return encrypting
        ? context.operations().choosing(secret, KeyUsage.ENCRYPT, () -> SealedKey.sealing(secret))
        : context.operations().choosing(secret, KeyUsage.DECRYPT, () -> SealedKey.opening(secret));
  }

  @Override
  protected void engineInit(int opmode, Key subject, SecureRandom given)
      throws InvalidKeyException {
    init(opmode, subject, null, given);
  }

  @Override
  protected void engineInit(int opmode, Key subject, AlgorithmParameters params, SecureRandom given)
      throws InvalidKeyException, InvalidAlgorithmParameterException {
    if (params != null) {
      throw noParameters(params.getAlgorithm() + " parameters");
    }
    init(opmode, subject, null, given);
  }

  @Override
  protected void engineInit(
      int opmode, Key subject, AlgorithmParameterSpec spec, SecureRandom given)
      throws InvalidKeyException, InvalidAlgorithmParameterException {
    boolean forUnwrapped =
        opmode == Cipher.UNWRAP_MODE
            && spec instanceof TokenKeySpec tokenKey
            && tokenKey.parameters().isEmpty();
    if (spec != null && !forUnwrapped) {
      throw noParameters(spec.getClass().getSimpleName());
    }
    init(opmode, subject, (TokenKeySpec) spec, given);
  }

  private static InvalidAlgorithmParameterException noParameters(String given) {
    return new InvalidAlgorithmParameterException(
        "TurnlockSealed takes no parameters: it makes a new IV for each message, and the ciphertext"
            + " carries it. Given: "
            + given);
  }

  private void init(int opmode, Key subject, TokenKeySpec forUnwrapped, SecureRandom given)
      throws InvalidKeyException {
    boolean encrypting = opmode == Cipher.ENCRYPT_MODE || opmode == Cipher.WRAP_MODE;
    SealedKey accepted = accepted(subject, encrypting);
    if (stream != null) {
      stream.close();
    }
    sealing = encrypting;
    key = accepted;
    random = given;
    unwrapped = forUnwrapped;
    stream = nextMessage();
  }

  private SealedStream nextMessage() {
    sizes.clear();
    return sealing
        ? new SealedEncryption(context.operations(), key, this::newIv)
        : new SealedDecryption(context.operations(), key);
  }

  private byte[] newIv() {
    byte[] iv = Randomness.bytes(IV_BYTES, random);
    if (Arrays.equals(iv, lastIv)) {
      throw new ProviderException(
          "the SecureRandom given gave the same IV twice: it is not random, and no IV is safe"
              + " twice");
    }
    lastIv = iv;
    return iv.clone();
  }

  // The message.

  @Override
  protected int engineGetOutputSize(int inputLength) {
    return sizes.answer(inputLength, stream.outputSize(inputLength));
  }

  @Override
  protected void engineUpdateAAD(byte[] source, int offset, int length) {
    stream.updateAad(ByteBuffer.wrap(source, offset, length));
  }

  @Override
  protected void engineUpdateAAD(ByteBuffer source) {
    stream.updateAad(source);
  }

  @Override
  protected byte[] engineUpdate(byte[] input, int offset, int length) {
    ByteBuffer piece = ByteBuffer.wrap(input, offset, length);
    byte[] output = new byte[stream.updateSize(piece)];
    try {
      return cut(output, update(piece, ByteBuffer.wrap(output)));
    } catch (ShortBufferException e) {
      throw new AssertionError(e);
    }
  }

  @Override
  protected int engineUpdate(byte[] input, int offset, int length, byte[] output, int outputOffset)
      throws ShortBufferException {
    return engineUpdate(ByteBuffer.wrap(input, offset, length), tail(output, outputOffset));
  }

  @Override
  protected int engineUpdate(ByteBuffer input, ByteBuffer output) throws ShortBufferException {
    return apart(input, output, this::update);
  }

  private int update(ByteBuffer input, ByteBuffer output) throws ShortBufferException {
    int length = input.remaining();
    int written = stream.update(input, output);
    sizes.piece(length);
    return written;
  }

  @FunctionalInterface
  private interface Step<E extends Exception> {
    int run(ByteBuffer input, ByteBuffer output) throws ShortBufferException, E;
  }

  /** Runs a step on a copy of the input, if its output might overwrite input yet to be read. */
  private <E extends Exception> int apart(ByteBuffer input, ByteBuffer output, Step<E> step)
      throws ShortBufferException, E {
    if (!stream.writesInPieces(input) || !Overlap.possible(input, output)) {
      return step.run(input, output);
    }
    byte[] copy = new byte[input.remaining()];
    input.get(input.position(), copy);
    boolean done = false;
    try {
      int written = step.run(ByteBuffer.wrap(copy), output);
      input.position(input.limit());
      done = true;
      return written;
    } finally {
      if (!done && !input.isReadOnly()) {
        // Who repeats the call must not encrypt what the failed one has left.
        input.duplicate().put(copy);
      }
      Arrays.fill(copy, (byte) 0);
    }
  }

  @Override
  protected byte[] engineDoFinal(byte[] input, int offset, int length) throws AEADBadTagException {
    return finish(lastInput(input, offset, length));
  }

  private byte[] finish(ByteBuffer input) throws AEADBadTagException {
    byte[] output = new byte[stream.finishSize(input)];
    try {
      return cut(output, finish(input, ByteBuffer.wrap(output)));
    } catch (ShortBufferException e) {
      throw new AssertionError(e);
    }
  }

  @Override
  protected int engineDoFinal(byte[] input, int offset, int length, byte[] output, int outputOffset)
      throws ShortBufferException, AEADBadTagException {
    return engineDoFinal(lastInput(input, offset, length), tail(output, outputOffset));
  }

  @Override
  protected int engineDoFinal(ByteBuffer input, ByteBuffer output)
      throws ShortBufferException, AEADBadTagException {
    return finish(input, output);
  }

  /** A short output changes nothing; after any other end the next message begins. */
  private int finish(ByteBuffer input, ByteBuffer output)
      throws ShortBufferException, AEADBadTagException {
    boolean ended = true;
    try {
      return apart(input, output, stream::finish);
    } catch (ShortBufferException e) {
      ended = false;
      throw e;
    } finally {
      if (ended) {
        stream = nextMessage();
      }
    }
  }

  /** The first bytes of an array that is wiped if it was too long. */
  private static byte[] cut(byte[] output, int length) {
    if (length == output.length) {
      return output;
    }
    byte[] exact = Arrays.copyOf(output, length);
    Arrays.fill(output, (byte) 0);
    return exact;
  }

  // Keys: their encodings are messages.

  @Override
  protected byte[] engineWrap(Key subject) throws InvalidKeyException {
    byte[] encoded = WrappableKeys.encodingOf(subject, context.operations());
    try {
      return finish(ByteBuffer.wrap(encoded));
    } catch (AEADBadTagException e) {
      throw new AssertionError(e);
    } finally {
      Arrays.fill(encoded, (byte) 0);
    }
  }

  @Override
  protected Key engineUnwrap(byte[] wrapped, String algorithm, int type)
      throws InvalidKeyException, NoSuchAlgorithmException {
    UnwrappedKind kind = UnwrappedKind.of(algorithm, type, unwrapped);
    byte[] encoded;
    try {
      encoded = finish(ByteBuffer.wrap(wrapped));
    } catch (AEADBadTagException e) {
      throw new InvalidKeyException("the wrapped key cannot be opened: " + e.getMessage(), e);
    }
    try {
      return UnwrappedKeys.of(context.actions(), key.key().tokenKey().token(), encoded, kind);
    } finally {
      Arrays.fill(encoded, (byte) 0);
    }
  }
}
