// SPDX-License-Identifier: Apache-2.0
package org.turnlock.jca.cipher;

import java.nio.ByteBuffer;
import java.security.AlgorithmParameters;
import java.security.GeneralSecurityException;
import java.security.InvalidAlgorithmParameterException;
import java.security.ProviderException;
import java.security.SecureRandom;
import java.security.spec.AlgorithmParameterSpec;
import java.util.Arrays;
import javax.crypto.AEADBadTagException;
import javax.crypto.ShortBufferException;
import javax.crypto.spec.GCMParameterSpec;
import org.turnlock.jca.JcaContext;
import org.turnlock.jca.Randomness;
import org.turnlock.jca.SecretBuffer;
import org.turnlock.keys.TokenSecretKey;
import org.turnlock.pkcs11.Mechanism;
import org.turnlock.token.TokenException;

/**
 * AES/GCM/NoPadding. The token sees a whole message at once: {@code update} only gathers, in both
 * directions, and decryption gives nothing out before the tag is verified.
 */
public final class AesGcmCipherSpi extends SecretKeyCipherSpi {
  private static final int DEFAULT_IV_BYTES = 12;
  private static final int DEFAULT_TAG_BYTES = 16;

  private final SecretBuffer aad = new SecretBuffer();
  private final SecretBuffer data = new SecretBuffer();
  private byte[] iv;
  private int tagBytes = DEFAULT_TAG_BYTES;

  /** Set once an encryption has used up its IV. */
  private boolean spent;

  private TokenSecretKey lastEncryptionKey;
  private byte[] lastEncryptionIv;

  /**
   * @param fixedKeyBits the only key length accepted, or 0
   */
  public AesGcmCipherSpi(JcaContext context, int fixedKeyBits) {
    super(context, KeyNeed.aes(fixedKeyBits));
  }

  @Override
  Class<GCMParameterSpec> specClass() {
    return GCMParameterSpec.class;
  }

  @Override
  void begin(AlgorithmParameterSpec spec, SecureRandom random)
      throws InvalidAlgorithmParameterException {
    forget();
    GCMParameterSpec accepted = check(spec, random);
    byte[] newIv = accepted.getIV();
    if (encrypting()) {
      if (key().equals(lastEncryptionKey) && Arrays.equals(newIv, lastEncryptionIv)) {
        throw new InvalidAlgorithmParameterException(
            "this key and IV were used for the last encryption: GCM breaks when an IV is reused");
      }
      lastEncryptionKey = key();
      lastEncryptionIv = newIv;
    }
    iv = newIv;
    tagBytes = accepted.getTLen() / Byte.SIZE;
    spent = false;
  }

  private GCMParameterSpec check(AlgorithmParameterSpec spec, SecureRandom random)
      throws InvalidAlgorithmParameterException {
    if (spec == null) {
      if (!encrypting()) {
        throw new InvalidAlgorithmParameterException("decryption needs a GCMParameterSpec");
      }
      return defaults(random);
    }
    if (!(spec instanceof GCMParameterSpec gcm)) {
      throw new InvalidAlgorithmParameterException(
          "GCM takes a GCMParameterSpec, not a " + spec.getClass().getName());
    }
    int bits = gcm.getTLen();
    if (bits < 96 || bits > 128 || bits % Byte.SIZE != 0) {
      throw new InvalidAlgorithmParameterException(
          "a GCM tag has 96, 104, 112, 120 or 128 bits, not " + bits);
    }
    if (gcm.getIV().length == 0) {
      throw new InvalidAlgorithmParameterException("the IV is empty");
    }
    return gcm;
  }

  private static GCMParameterSpec defaults(SecureRandom random) {
    return new GCMParameterSpec(
        DEFAULT_TAG_BYTES * Byte.SIZE, Randomness.bytes(DEFAULT_IV_BYTES, random));
  }

  @Override
  protected byte[] engineGetIV() {
    return iv == null ? null : iv.clone();
  }

  @Override
  protected AlgorithmParameters engineGetParameters() {
    try {
      AlgorithmParameters parameters = AlgorithmParameters.getInstance("GCM");
      parameters.init(iv == null ? defaults(null) : new GCMParameterSpec(tagBytes * Byte.SIZE, iv));
      return parameters;
    } catch (GeneralSecurityException e) {
      throw new ProviderException("no AlgorithmParameters for GCM", e);
    }
  }

  @Override
  protected int engineGetOutputSize(int inputLength) {
    int total = Math.addExact(data.size(), inputLength);
    return encrypting() ? Math.addExact(total, tagBytes) : Math.max(0, total - tagBytes);
  }

  @Override
  protected void engineUpdateAAD(byte[] source, int offset, int length) {
    requireAadPhase();
    aad.append(source, offset, length);
  }

  @Override
  protected void engineUpdateAAD(ByteBuffer source) {
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
  byte[] finish(ByteBuffer input) throws AEADBadTagException {
    byte[] output = new byte[engineGetOutputSize(input.remaining())];
    try {
      finish(input, ByteBuffer.wrap(output));
    } catch (ShortBufferException e) {
      throw new AssertionError(e);
    }
    return output;
  }

  @Override
  int finish(ByteBuffer input, ByteBuffer output) throws ShortBufferException, AEADBadTagException {
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

  private int run(ByteBuffer input, ByteBuffer output) throws AEADBadTagException {
    ByteBuffer message = input;
    if (!data.isEmpty()) {
      data.append(input);
      message = data.contents();
    }
    if (!encrypting() && message.remaining() < tagBytes) {
      throw new AEADBadTagException(
          "the input is shorter than the tag, which has " + tagBytes + " bytes");
    }
    Mechanism mechanism = Mechanism.aesGcm(iv, aad.toByteArray(), tagBytes * Byte.SIZE);
    try {
      return crypt(mechanism, message, output);
    } catch (TokenException e) {
      if (!encrypting() && e.reason() == TokenException.Reason.DATA_REJECTED) {
        throw new AEADBadTagException("the tag does not match");
      }
      throw e;
    }
  }

  private void forget() {
    aad.clear();
    data.clear();
  }
}
