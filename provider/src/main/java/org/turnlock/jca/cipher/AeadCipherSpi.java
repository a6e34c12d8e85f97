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

/**
 * What authenticated encryption has in common. The token sees a whole message at once: {@code
 * update} only gathers, in both directions, and decryption gives nothing out before the tag is
 * verified. No nonce encrypts twice.
 */
abstract class AeadCipherSpi extends SecretKeyCipherSpi {
  private final SecretBuffer aad = new SecretBuffer();
  private final SecretBuffer data = new SecretBuffer();
  private Nonce nonce;

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
      this(bytes, tagBytes, new byte[0]);
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
  abstract AlgorithmParameters parameters(Nonce used) throws GeneralSecurityException;

  /**
   * The token's mechanism for one message.
   *
   * @param dataLength bytes of plaintext
   */
  abstract Mechanism mechanism(Nonce used, byte[] allAad, int dataLength)
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
      lastEncryptionNonce = next.bytes();
    }
    nonce = next;
    aad.append(next.aad(), 0, next.aad().length);
    spent = false;
  }

  /** Throws or returns the exception that SunJCE has for a nonce used twice. */
  InvalidAlgorithmParameterException reuse(String message) throws InvalidKeyException {
    return new InvalidAlgorithmParameterException(message);
  }

  @Override
  protected final byte[] engineGetIV() {
    return nonce == null ? null : nonce.bytes().clone();
  }

  @Override
  protected final AlgorithmParameters engineGetParameters() {
    try {
      return parameters(nonce == null ? random(null) : nonce);
    } catch (GeneralSecurityException e) {
      throw new ProviderException("the parameters have no AlgorithmParameters", e);
    }
  }

  @Override
  protected final int engineGetOutputSize(int inputLength) {
    int total = Math.addExact(data.size(), inputLength);
    return encrypting()
        ? Math.addExact(total, nonce.tagBytes())
        : Math.max(0, total - nonce.tagBytes());
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
    data.append(input);
    return 0;
  }

  @Override
  byte[] finish(ByteBuffer input) throws IllegalBlockSizeException, AEADBadTagException {
    byte[] output = new byte[engineGetOutputSize(input.remaining())];
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
    requireFreshIv();
    requireRoom(output, engineGetOutputSize(input.remaining()));
    int start = input.position();
    boolean done = false;
    try {
      int written = run(input, output);
      done = true;
      return written;
    } finally {
      if (!done) {
        input.position(start);
      }
      forget();
      spent = encrypting();
    }
  }

  private int run(ByteBuffer input, ByteBuffer output)
      throws IllegalBlockSizeException, AEADBadTagException {
    ByteBuffer message = input;
    if (!data.isEmpty()) {
      data.append(input);
      message = data.contents();
    }
    if (!encrypting() && message.remaining() < nonce.tagBytes()) {
      throw new AEADBadTagException(
          "the input is shorter than the tag, which has " + nonce.tagBytes() + " bytes");
    }
    int length = message.remaining() - (encrypting() ? 0 : nonce.tagBytes());
    Mechanism mechanism = mechanism(nonce, aad.toByteArray(), length);
    return encrypting()
        ? operations().encrypt(key(), mechanism, message, output)
        : decrypt(mechanism, message, output);
  }

  /** A failed try writes nothing and consumes nothing, so the next one finds all as it was. */
  private int decrypt(Mechanism mechanism, ByteBuffer message, ByteBuffer output)
      throws AEADBadTagException {
    Integer written =
        candidates().first(key -> operations().decrypt(key, mechanism, message, output));
    if (written == null) {
      throw new AEADBadTagException("the tag does not match" + candidates().tried());
    }
    return written;
  }

  private void forget() {
    aad.clear();
    data.clear();
  }
}
