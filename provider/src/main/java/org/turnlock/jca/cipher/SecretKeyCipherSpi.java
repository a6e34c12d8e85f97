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
import java.security.SecureRandom;
import java.security.spec.AlgorithmParameterSpec;
import java.security.spec.InvalidParameterSpecException;
import java.util.Arrays;
import javax.crypto.BadPaddingException;
import javax.crypto.Cipher;
import javax.crypto.CipherSpi;
import javax.crypto.IllegalBlockSizeException;
import javax.crypto.NoSuchPaddingException;
import javax.crypto.ShortBufferException;
import org.turnlock.jca.ImportedKeys;
import org.turnlock.jca.JcaContext;
import org.turnlock.jca.UnwrappedKeys;
import org.turnlock.jca.UnwrappedKind;
import org.turnlock.jca.WrappableKeys;
import org.turnlock.keys.TokenBackedKey;
import org.turnlock.keys.TokenKeySpec;
import org.turnlock.keys.TokenSecretKey;
import org.turnlock.operation.ActionAudit;
import org.turnlock.operation.Candidates;
import org.turnlock.operation.KeyOperations;
import org.turnlock.token.KeyUsage;

/**
 * What the ciphers with secret keys have in common: keys, the forms of {@code init}, arrays as
 * ByteBuffers, and wrapping. A subclass does the mode, on ByteBuffers.
 *
 * <p>All state is in Java: an initialised or half-fed cipher holds no session of the token.
 */
abstract class SecretKeyCipherSpi extends CipherSpi {
  static final int BLOCK = 16;

  private static final KeyUsage[] CIPHER = {KeyUsage.ENCRYPT, KeyUsage.DECRYPT};

  private final KeyNeed need;
  private final KeyOperations operations;
  private final ActionAudit actions;
  private final ImportedKeys imported;

  /** The key of new work; of old work the first of {@link #candidates}. */
  private TokenSecretKey key;

  /** The keys of old work; null for new work. */
  private Candidates<TokenSecretKey> candidates;

  private boolean encrypting;
  private TokenKeySpec unwrapped;

  SecretKeyCipherSpi(JcaContext context, KeyNeed need) {
    this.operations = context.operations();
    this.actions = context.actions();
    this.imported = new ImportedKeys(context);
    this.need = need;
  }

  // What a mode defines.

  /** Takes the parameters, null for none, and forgets what was gathered under earlier ones. */
  abstract void begin(AlgorithmParameterSpec spec, SecureRandom random)
      throws InvalidKeyException, InvalidAlgorithmParameterException;

  /** The class of the mode's parameters, or null where it takes none. */
  abstract Class<? extends AlgorithmParameterSpec> specClass();

  /** How much {@code update} gives for so much input. */
  abstract int updateSize(int inputLength);

  /**
   * Consumes the input and writes what is ready; on failure nothing has changed.
   *
   * @param output with room for {@link #updateSize}, or it is too short
   */
  abstract int update(ByteBuffer input, ByteBuffer output) throws ShortBufferException;

  /**
   * Consumes the last input and writes the rest. A short output changes nothing; after any other
   * end the cipher is as after init.
   */
  abstract int finish(ByteBuffer input, ByteBuffer output)
      throws ShortBufferException, IllegalBlockSizeException, BadPaddingException;

  /** The same, with an output of the right length. */
  abstract byte[] finish(ByteBuffer input) throws IllegalBlockSizeException, BadPaddingException;

  /** The same on arrays; a mode that needs no ByteBuffers around them makes none. */
  int finish(byte[] input, int offset, int length, byte[] output, int outputOffset)
      throws ShortBufferException, IllegalBlockSizeException, BadPaddingException {
    return finish(lastInput(input, offset, length), tail(output, outputOffset));
  }

  /** The same on arrays, with an output of the right length. */
  byte[] finish(byte[] input, int offset, int length)
      throws IllegalBlockSizeException, BadPaddingException {
    return finish(lastInput(input, offset, length));
  }

  /** Whether decryption fails under a wrong key, always, and gives nothing then. */
  abstract boolean tellsWrongKeys();

  /** What a software key is imported for. */
  KeyUsage[] usages() {
    return CIPHER;
  }

  // What modes use.

  final boolean encrypting() {
    return encrypting;
  }

  final TokenSecretKey key() {
    return key;
  }

  /** The keys that may have made what is to be decrypted. */
  final Candidates<TokenSecretKey> candidates() {
    return candidates;
  }

  final KeyOperations operations() {
    return operations;
  }

  static void requireRoom(ByteBuffer output, int needed) throws ShortBufferException {
    requireRoom(output.remaining(), needed);
  }

  static void requireRoom(int room, int needed) throws ShortBufferException {
    if (room < needed) {
      throw new ShortBufferException(
          "the output has room for " + room + " bytes, but needs " + needed);
    }
  }

  // CipherSpi.

  @Override
  protected void engineSetMode(String mode) throws NoSuchAlgorithmException {
    throw new NoSuchAlgorithmException(need.name() + "/" + mode + " cannot be put together");
  }

  @Override
  protected void engineSetPadding(String padding) throws NoSuchPaddingException {
    throw new NoSuchPaddingException(need.name() + " with " + padding + " cannot be put together");
  }

  @Override
  protected int engineGetBlockSize() {
    return BLOCK;
  }

  @Override
  protected final int engineGetKeySize(Key subject) throws InvalidKeyException {
    return need.bitsOf(subject);
  }

  @Override
  protected final void engineInit(int opmode, Key subject, SecureRandom random)
      throws InvalidKeyException {
    try {
      engineInit(opmode, subject, (AlgorithmParameterSpec) null, random);
    } catch (InvalidAlgorithmParameterException e) {
      throw new InvalidKeyException(e.getMessage(), e);
    }
  }

  @Override
  protected final void engineInit(
      int opmode, Key subject, AlgorithmParameters params, SecureRandom random)
      throws InvalidKeyException, InvalidAlgorithmParameterException {
    engineInit(opmode, subject, params == null ? null : specOf(params), random);
  }

  @Override
  protected final void engineInit(
      int opmode, Key subject, AlgorithmParameterSpec spec, SecureRandom random)
      throws InvalidKeyException, InvalidAlgorithmParameterException {
    if (spec instanceof TokenKeySpec forUnwrapped) {
      init(opmode, subject, forUnwrapped.parameters().orElse(null), forUnwrapped, random);
    } else {
      init(opmode, subject, spec, null, random);
    }
  }

  private void init(
      int opmode,
      Key subject,
      AlgorithmParameterSpec spec,
      TokenKeySpec forUnwrapped,
      SecureRandom random)
      throws InvalidKeyException, InvalidAlgorithmParameterException {
    if (forUnwrapped != null && opmode != Cipher.UNWRAP_MODE) {
      throw new InvalidAlgorithmParameterException(
          "a TokenKeySpec says what a key is to be: it goes with UNWRAP_MODE only");
    }
    TokenSecretKey given = need.secret(imported.take(subject, need.keyType(), usages()));
    boolean newWork = opmode == Cipher.ENCRYPT_MODE || opmode == Cipher.WRAP_MODE;
    Candidates<TokenSecretKey> oldWork = newWork ? null : candidates(given, use(opmode));
    TokenSecretKey accepted =
        need.require(newWork ? operations.forNewWork(given, use(opmode)) : oldWork.likeliest());
    encrypting = newWork;
    key = accepted;
    candidates = oldWork;
    unwrapped = forUnwrapped;
    begin(spec, random);
  }

  private static KeyUsage use(int opmode) {
    return switch (opmode) {
      case Cipher.ENCRYPT_MODE -> KeyUsage.ENCRYPT;
      case Cipher.DECRYPT_MODE -> KeyUsage.DECRYPT;
      case Cipher.WRAP_MODE -> KeyUsage.WRAP;
      default -> KeyUsage.UNWRAP;
    };
  }

  private Candidates<TokenSecretKey> candidates(TokenSecretKey given, KeyUsage use)
      throws InvalidKeyException {
    return tellsWrongKeys()
        ? operations.candidates(given, use)
        : operations.theOnly(given, use, need.name() + " in a mode without authentication");
  }

  private AlgorithmParameterSpec specOf(AlgorithmParameters params)
      throws InvalidAlgorithmParameterException {
    if (specClass() == null) {
      throw new InvalidAlgorithmParameterException("this mode takes no parameters");
    }
    try {
      return params.getParameterSpec(specClass());
    } catch (InvalidParameterSpecException e) {
      throw new InvalidAlgorithmParameterException(
          "parameters of type "
              + params.getAlgorithm()
              + " do not fit: "
              + specClass().getSimpleName()
              + " is needed",
          e);
    }
  }

  @Override
  protected final byte[] engineUpdate(byte[] input, int offset, int length) {
    byte[] output = new byte[updateSize(length)];
    try {
      update(ByteBuffer.wrap(input, offset, length), ByteBuffer.wrap(output));
    } catch (ShortBufferException e) {
      throw new AssertionError(e);
    }
    return output;
  }

  @Override
  protected final int engineUpdate(
      byte[] input, int offset, int length, byte[] output, int outputOffset)
      throws ShortBufferException {
    return update(ByteBuffer.wrap(input, offset, length), tail(output, outputOffset));
  }

  @Override
  protected final int engineUpdate(ByteBuffer input, ByteBuffer output)
      throws ShortBufferException {
    return update(input, output);
  }

  @Override
  protected final byte[] engineDoFinal(byte[] input, int offset, int length)
      throws IllegalBlockSizeException, BadPaddingException {
    return finish(input, offset, length);
  }

  @Override
  protected final int engineDoFinal(
      byte[] input, int offset, int length, byte[] output, int outputOffset)
      throws ShortBufferException, IllegalBlockSizeException, BadPaddingException {
    return finish(input, offset, length, output, outputOffset);
  }

  @Override
  protected final int engineDoFinal(ByteBuffer input, ByteBuffer output)
      throws ShortBufferException, IllegalBlockSizeException, BadPaddingException {
    return finish(input, output);
  }

  // Wrapping.

  /**
   * Wraps a key that stays in its token, by the token itself; null if this cipher has no way to.
   */
  byte[] wrapInToken(TokenBackedKey subject) throws InvalidKeyException, IllegalBlockSizeException {
    return null;
  }

  /** Unwraps a key in the token, its bytes never outside; null if that cannot be done. */
  Key unwrapInToken(byte[] wrapped, UnwrappedKind kind) throws InvalidKeyException {
    return null;
  }

  @Override
  protected final byte[] engineWrap(Key subject)
      throws IllegalBlockSizeException, InvalidKeyException {
    Key chosen = subject;
    if (subject instanceof TokenBackedKey own) {
      TokenBackedKey version = operations.toBeWrapped(own);
      byte[] wrapped = wrapInToken(version);
      if (wrapped != null) {
        return wrapped;
      }
      chosen = version;
    }
    byte[] encoded = WrappableKeys.encodingOf(chosen, operations);
    try {
      return finish(ByteBuffer.wrap(encoded));
    } catch (BadPaddingException e) {
      throw new AssertionError(e);
    } finally {
      Arrays.fill(encoded, (byte) 0);
    }
  }

  @Override
  protected final Key engineUnwrap(byte[] wrapped, String algorithm, int type)
      throws InvalidKeyException, NoSuchAlgorithmException {
    UnwrappedKind kind = UnwrappedKind.of(algorithm, type, unwrapped);
    Key inside = unwrapInToken(wrapped, kind);
    if (inside != null) {
      return inside;
    }
    byte[] encoded;
    try {
      encoded = finish(ByteBuffer.wrap(wrapped));
    } catch (BadPaddingException e) {
      throw new InvalidKeyException("the wrapped key is not authentic or not padded correctly");
    } catch (IllegalBlockSizeException e) {
      throw new InvalidKeyException(e.getMessage());
    }
    try {
      return UnwrappedKeys.of(actions, key.tokenKey().token(), encoded, kind);
    } finally {
      Arrays.fill(encoded, (byte) 0);
    }
  }
}
