// SPDX-License-Identifier: Apache-2.0
package org.turnlock.jca.cipher;

import java.nio.ByteBuffer;
import java.security.AlgorithmParameters;
import java.security.GeneralSecurityException;
import java.security.InvalidAlgorithmParameterException;
import java.security.InvalidKeyException;
import java.security.ProviderException;
import java.security.SecureRandom;
import java.security.spec.AlgorithmParameterSpec;
import java.util.Arrays;
import javax.crypto.AEADBadTagException;
import javax.crypto.IllegalBlockSizeException;
import javax.crypto.ShortBufferException;
import org.turnlock.jca.JcaContext;
import org.turnlock.jca.SecretBuffer;
import org.turnlock.keys.TokenSecretKey;
import org.turnlock.pkcs11.Mechanism;
import org.turnlock.pkcs11.Transfer;

/**
 * What authenticated encryption has in common. The token sees a whole message at once: {@code
 * update} only gathers, in both directions, and decryption gives nothing out before the tag is
 * verified. No nonce encrypts twice.
 */
abstract class AeadCipherSpi extends SecretKeyCipherSpi {
  private static final byte[] NO_AAD = {};

  private final SecretBuffer aad = new SecretBuffer();
  private final SecretBuffer data = new SecretBuffer();
  private final AskedSizes sizes = new AskedSizes();
  private final Transfer arrays = new Transfer();

  /** Of the last init, with the length of its tag; null before. One array for all of one length. */
  private byte[] nonce;

  private int tagBytes;

  /** Set once an encryption has used up its nonce. */
  private boolean spent;

  private TokenSecretKey lastEncryptionKey;
  private byte[] lastEncryptionNonce;

  AeadCipherSpi(JcaContext context, KeyNeed need) {
    super(context, need);
  }

  /** What a message is encrypted with beside the key; {@code aad} is what the parameters bring. */
  @SuppressWarnings("ArrayRecordComponent")
  record Nonce(byte[] bytes, int tagBytes, byte[] aad) {
    Nonce(byte[] bytes, int tagBytes) {
      this(bytes, tagBytes, NO_AAD);
    }
  }

  @Override
  final boolean tellsWrongKeys() {
    return true;
  }

  /** A nonce for a message that came without parameters. */
  abstract Nonce random(SecureRandom random);

  /** The nonce that a program gave. */
  abstract Nonce check(AlgorithmParameterSpec spec) throws InvalidAlgorithmParameterException;

  /** The nonce as the JCA hands it on. */
  abstract AlgorithmParameters parameters(byte[] used, int tagLength)
      throws GeneralSecurityException;

  /**
   * The token's mechanism for one message.
   *
   * @param tagLength bytes
   * @param dataLength bytes of plaintext
   */
  abstract Mechanism mechanism(byte[] used, int tagLength, byte[] allAad, int dataLength)
      throws IllegalBlockSizeException;

  @Override
  final void begin(AlgorithmParameterSpec spec, SecureRandom random)
      throws InvalidKeyException, InvalidAlgorithmParameterException {
    forget();
    if (spec == null && !encrypting()) {
      throw new InvalidAlgorithmParameterException(
          "decryption needs the parameters of the encryption: " + specClass().getSimpleName());
    }
    Nonce next = spec == null ? random(random) : check(spec);
    if (encrypting()) {
      if (key().equals(lastEncryptionKey) && Arrays.equals(next.bytes(), lastEncryptionNonce)) {
        throw reuse("this key and IV were used for the last encryption: no IV is safe twice");
      }
      lastEncryptionKey = key();
      lastEncryptionNonce = kept(lastEncryptionNonce, next.bytes());
    }
    nonce = kept(nonce, next.bytes());
    tagBytes = next.tagBytes();
    aad.append(next.aad(), 0, next.aad().length);
    spent = false;
  }

  private static byte[] kept(byte[] before, byte[] next) {
    if (before == null || before.length != next.length) {
      return next.clone();
    }
    System.arraycopy(next, 0, before, 0, next.length);
    return before;
  }

  /** Throws or returns the exception that SunJCE has for a nonce used twice. */
  InvalidAlgorithmParameterException reuse(String message) throws InvalidKeyException {
    return new InvalidAlgorithmParameterException(message);
  }

  @Override
  protected final byte[] engineGetIV() {
    return nonce == null ? null : nonce.clone();
  }

  @Override
  protected final AlgorithmParameters engineGetParameters() {
    try {
      if (nonce == null) {
        Nonce example = random(null);
        return parameters(example.bytes(), example.tagBytes());
      }
      return parameters(nonce, tagBytes);
    } catch (GeneralSecurityException e) {
      throw new ProviderException("the parameters have no AlgorithmParameters", e);
    }
  }

  @Override
  protected final int engineGetOutputSize(int inputLength) {
    return sizes.answer(inputLength, exactSize(inputLength));
  }

  private int exactSize(int inputLength) {
    int total = Math.addExact(data.size(), inputLength);
    return encrypting() ? Math.addExact(total, tagBytes) : Math.max(0, total - tagBytes);
  }

  @Override
  protected final void engineUpdateAAD(byte[] source, int offset, int length) {
    requireAadPhase();
    aad.append(source, offset, length);
  }

  @Override
  protected final void engineUpdateAAD(ByteBuffer source) {
    requireAadPhase();
    aad.append(source);
  }

  private void requireAadPhase() {
    requireFreshIv();
    if (!data.isEmpty()) {
      throw new IllegalStateException("additional authenticated data must come before the data");
    }
  }

  private void requireFreshIv() {
    if (spent) {
      throw new IllegalStateException(
          "this encryption has used its IV: init with another one before the next message");
    }
  }

  @Override
  int updateSize(int inputLength) {
    return 0;
  }

  @Override
  int update(ByteBuffer input, ByteBuffer output) {
    requireFreshIv();
    sizes.piece(input.remaining());
    data.append(input);
    return 0;
  }

  @Override
  byte[] finish(ByteBuffer input) throws IllegalBlockSizeException, AEADBadTagException {
    byte[] output = new byte[exactSize(input.remaining())];
    try {
      finish(input, ByteBuffer.wrap(output));
    } catch (ShortBufferException e) {
      throw new AssertionError(e);
    }
    return output;
  }

  @Override
  int finish(ByteBuffer input, ByteBuffer output)
      throws ShortBufferException, IllegalBlockSizeException, AEADBadTagException {
    int start = input.position();
    boolean done = false;
    try {
      int written = finish(Transfer.of(input, output));
      done = true;
      return written;
    } finally {
      if (!done) {
        input.position(start);
      }
    }
  }

  @Override
  byte[] finish(byte[] input, int offset, int length)
      throws IllegalBlockSizeException, AEADBadTagException {
    byte[] output = new byte[exactSize(length)];
    try {
      finish(input, offset, length, output, 0);
    } catch (ShortBufferException e) {
      throw new AssertionError(e);
    }
    return output;
  }

  @Override
  int finish(byte[] input, int offset, int length, byte[] output, int outputOffset)
      throws ShortBufferException, IllegalBlockSizeException, AEADBadTagException {
    try {
      return finish(
          arrays
              .from(input, offset, length)
              .to(output, outputOffset, ArrayArguments.room(output, outputOffset)));
    } finally {
      arrays.clear();
    }
  }

  private int finish(Transfer last)
      throws ShortBufferException, IllegalBlockSizeException, AEADBadTagException {
    requireFreshIv();
    requireRoom(last.room(), exactSize(last.length()));
    try {
      return run(last);
    } finally {
      forget();
      spent = encrypting();
    }
  }

  private int run(Transfer last) throws IllegalBlockSizeException, AEADBadTagException {
    Transfer message = last;
    if (!data.isEmpty()) {
      data.append(last.input());
      message = Transfer.of(data.contents(), last.output());
    }
    int length = message.length() - (encrypting() ? 0 : tagBytes);
    if (length < 0) {
      throw new AEADBadTagException(
          "the input is shorter than the tag, which has " + tagBytes + " bytes");
    }
    Mechanism mechanism = mechanism(nonce, tagBytes, aad.toByteArray(), length);
    return encrypting()
        ? operations().encrypt(key(), mechanism, message)
        : decrypt(mechanism, message);
  }

  /** A failed try writes nothing and consumes nothing, so the next one finds all as it was. */
  private int decrypt(Mechanism mechanism, Transfer message) throws AEADBadTagException {
    Integer written = candidates().first(key -> operations().decrypt(key, mechanism, message));
    if (written == null) {
      throw new AEADBadTagException("the tag does not match" + candidates().tried());
    }
    return written;
  }

  private void forget() {
    aad.clear();
    data.clear();
    sizes.clear();
  }
}
