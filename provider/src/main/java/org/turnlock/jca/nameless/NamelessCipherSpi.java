// SPDX-License-Identifier: Apache-2.0
package org.turnlock.jca.nameless;

import java.nio.ByteBuffer;
import java.security.AlgorithmParameters;
import java.security.GeneralSecurityException;
import java.security.InvalidAlgorithmParameterException;
import java.security.InvalidKeyException;
import java.security.Key;
import java.security.NoSuchAlgorithmException;
import java.security.Provider;
import java.security.ProviderException;
import java.security.PublicKey;
import java.security.SecureRandom;
import java.security.spec.AlgorithmParameterSpec;
import java.util.ArrayList;
import java.util.List;
import javax.crypto.BadPaddingException;
import javax.crypto.Cipher;
import javax.crypto.CipherSpi;
import javax.crypto.IllegalBlockSizeException;
import javax.crypto.NoSuchPaddingException;
import javax.crypto.ShortBufferException;
import org.turnlock.keys.VersionedKey;

/**
 * A cipher of the provider that the key chooses. Public keys go to Turnlock where nobody else takes
 * them.
 */
public final class NamelessCipherSpi extends CipherSpi {
  private final Provider turnlock;
  private final String algorithm;
  private String mode = "";
  private String padding = "";
  private Cipher chosen;

  /**
   * @param algorithm a whole transformation, or one whose mode and padding are still to come
   */
  public NamelessCipherSpi(Provider turnlock, String algorithm) {
    this.turnlock = turnlock;
    this.algorithm = algorithm;
  }

  private String transformation() {
    if (mode.isEmpty() && padding.isEmpty()) {
      return algorithm;
    }
    int slash = algorithm.indexOf('/');
    String base = slash < 0 ? algorithm : algorithm.substring(0, slash);
    return base + "/" + mode + "/" + padding;
  }

  private Cipher own() throws NoSuchAlgorithmException, NoSuchPaddingException {
    return Cipher.getInstance(transformation(), turnlock);
  }

  @Override
  protected void engineSetMode(String name) {
    mode = name;
  }

  /** The last part of the transformation: now it shows whether Turnlock has it. */
  @Override
  protected void engineSetPadding(String name) throws NoSuchPaddingException {
    padding = name;
    try {
      own();
    } catch (NoSuchAlgorithmException e) {
      throw (NoSuchPaddingException) new NoSuchPaddingException(e.getMessage()).initCause(e);
    }
  }

  // Before there is a key.

  @Override
  protected int engineGetBlockSize() {
    return orOwn().getBlockSize();
  }

  @Override
  protected AlgorithmParameters engineGetParameters() {
    return orOwn().getParameters();
  }

  @Override
  protected byte[] engineGetIV() {
    return orOwn().getIV();
  }

  private Cipher orOwn() {
    try {
      return chosen != null ? chosen : own();
    } catch (GeneralSecurityException e) {
      throw new ProviderException("no " + transformation(), e);
    }
  }

  // The key.

  @FunctionalInterface
  private interface Init {
    void of(Cipher cipher) throws InvalidKeyException, InvalidAlgorithmParameterException;
  }

  @Override
  protected void engineInit(int opmode, Key key, SecureRandom random) throws InvalidKeyException {
    try {
      choose(key, cipher -> cipher.init(opmode, key, random));
    } catch (InvalidAlgorithmParameterException e) {
      throw new InvalidKeyException(e.getMessage(), e);
    }
  }

  @Override
  protected void engineInit(int opmode, Key key, AlgorithmParameterSpec params, SecureRandom random)
      throws InvalidKeyException, InvalidAlgorithmParameterException {
    choose(key, cipher -> cipher.init(opmode, key, params, random));
  }

  @Override
  protected void engineInit(int opmode, Key key, AlgorithmParameters params, SecureRandom random)
      throws InvalidKeyException, InvalidAlgorithmParameterException {
    choose(key, cipher -> cipher.init(opmode, key, params, random));
  }

  private void choose(Key key, Init init)
      throws InvalidKeyException, InvalidAlgorithmParameterException {
    String transformation = transformation();
    chosen =
        OtherProviders.first(
            candidates(key),
            "Cipher",
            transformation,
            key,
            provider -> {
              Cipher cipher =
                  chosen != null && OtherProviders.same(chosen.getProvider(), provider)
                      ? chosen
                      : Cipher.getInstance(transformation, provider);
              init.of(cipher);
              return cipher;
            });
  }

  private List<Provider> candidates(Key key) {
    if (key instanceof VersionedKey) {
      return List.of(turnlock);
    }
    List<Provider> others = new ArrayList<>(OtherProviders.installed());
    if (key instanceof PublicKey) {
      others.add(turnlock);
    }
    return others;
  }

  @Override
  protected int engineGetKeySize(Key key) throws InvalidKeyException {
    throw new UnsupportedOperationException("only the cipher of a provider knows");
  }

  // The data.

  @Override
  protected int engineGetOutputSize(int inputLength) {
    return chosen.getOutputSize(inputLength);
  }

  @Override
  protected void engineUpdateAAD(byte[] source, int offset, int length) {
    chosen.updateAAD(source, offset, length);
  }

  @Override
  protected void engineUpdateAAD(ByteBuffer source) {
    chosen.updateAAD(source);
  }

  @Override
  protected byte[] engineUpdate(byte[] input, int offset, int length) {
    return chosen.update(input, offset, length);
  }

  @Override
  protected int engineUpdate(byte[] input, int offset, int length, byte[] output, int outputOffset)
      throws ShortBufferException {
    return chosen.update(input, offset, length, output, outputOffset);
  }

  @Override
  protected int engineUpdate(ByteBuffer input, ByteBuffer output) throws ShortBufferException {
    return chosen.update(input, output);
  }

  @Override
  protected byte[] engineDoFinal(byte[] input, int offset, int length)
      throws IllegalBlockSizeException, BadPaddingException {
    return input == null ? chosen.doFinal() : chosen.doFinal(input, offset, length);
  }

  @Override
  protected int engineDoFinal(byte[] input, int offset, int length, byte[] output, int outputOffset)
      throws ShortBufferException, IllegalBlockSizeException, BadPaddingException {
    return input == null
        ? chosen.doFinal(output, outputOffset)
        : chosen.doFinal(input, offset, length, output, outputOffset);
  }

  @Override
  protected int engineDoFinal(ByteBuffer input, ByteBuffer output)
      throws ShortBufferException, IllegalBlockSizeException, BadPaddingException {
    return chosen.doFinal(input, output);
  }

  @Override
  protected byte[] engineWrap(Key key) throws IllegalBlockSizeException, InvalidKeyException {
    return chosen.wrap(key);
  }

  @Override
  protected Key engineUnwrap(byte[] wrapped, String wrappedAlgorithm, int type)
      throws InvalidKeyException, NoSuchAlgorithmException {
    return chosen.unwrap(wrapped, wrappedAlgorithm, type);
  }
}
