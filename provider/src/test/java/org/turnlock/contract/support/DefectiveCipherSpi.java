// SPDX-License-Identifier: Apache-2.0
package org.turnlock.contract.support;

import java.io.ByteArrayOutputStream;
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
import javax.crypto.AEADBadTagException;
import javax.crypto.BadPaddingException;
import javax.crypto.Cipher;
import javax.crypto.CipherSpi;
import javax.crypto.IllegalBlockSizeException;
import javax.crypto.ShortBufferException;
import javax.crypto.spec.IvParameterSpec;

/** Gathers a message and gives it to SunJCE at the end, but for one {@link Defect}. */
final class DefectiveCipherSpi extends CipherSpi {
  private static final int BLOCK = 16;

  private final CipherMode mode;
  private final Defect defect;
  private final ByteArrayOutputStream data = new ByteArrayOutputStream();
  private final ByteArrayOutputStream aad = new ByteArrayOutputStream();
  private int direction;
  private Key key;
  private AlgorithmParameterSpec parameters;

  DefectiveCipherSpi(CipherMode mode, Defect defect) {
    this.mode = mode;
    this.defect = defect;
  }

  @Override
  protected void engineInit(
      int opmode, Key newKey, AlgorithmParameterSpec newParameters, SecureRandom random)
      throws InvalidKeyException, InvalidAlgorithmParameterException {
    direction = opmode;
    key = newKey;
    parameters = newParameters;
    if (defect != Defect.INIT_KEEPS_DATA) {
      data.reset();
    }
    aad.reset();
  }

  @Override
  protected byte[] engineUpdate(byte[] input, int offset, int length) {
    gather(input, offset, length);
    return new byte[0];
  }

  @Override
  protected int engineUpdate(byte[] input, int offset, int length, byte[] output, int at) {
    gather(input, offset, length);
    return 0;
  }

  private void gather(byte[] input, int offset, int length) {
    if (defect == Defect.OFFSET_IGNORED) {
      data.write(input, 0, length);
    } else if (length > 0) {
      data.write(input, offset, length);
    }
  }

  @Override
  protected void engineUpdateAAD(byte[] source, int offset, int length) {
    if (defect == Defect.AAD_REPLACED) {
      aad.reset();
    }
    aad.write(source, offset, length);
  }

  @Override
  protected void engineUpdateAAD(ByteBuffer source) {
    byte[] bytes = new byte[source.remaining()];
    source.get(bytes);
    engineUpdateAAD(bytes, 0, bytes.length);
  }

  @Override
  protected byte[] engineDoFinal(byte[] input, int offset, int length)
      throws IllegalBlockSizeException, BadPaddingException {
    boolean dropped = defect == Defect.LAST_PIECE_DROPPED && mode == CipherMode.GCM;
    if (input != null && !(dropped && data.size() > 0)) {
      gather(input, offset, length);
    }
    byte[] message = data.toByteArray();
    if (defect != Defect.FINAL_KEEPS_DATA) {
      data.reset();
    }
    byte[] result = crypt(message);
    aad.reset();
    return result;
  }

  @Override
  protected int engineDoFinal(byte[] input, int offset, int length, byte[] output, int at)
      throws ShortBufferException, IllegalBlockSizeException, BadPaddingException {
    if (defect == Defect.OUTPUT_BEFORE_INPUT && output.length > at) {
      output[at] = 0;
    }
    byte[] gathered = data.toByteArray();
    byte[] gatheredAad = aad.toByteArray();
    byte[] result = engineDoFinal(input, offset, length);
    if (result.length > output.length - at) {
      if (defect != Defect.SHORT_OUTPUT_FORGETS) {
        data.reset();
        data.writeBytes(gathered);
        aad.writeBytes(gatheredAad);
      }
      throw new ShortBufferException("too short");
    }
    System.arraycopy(result, 0, output, at, result.length);
    return result.length;
  }

  private byte[] crypt(byte[] message) throws IllegalBlockSizeException, BadPaddingException {
    try {
      return sunJce(mode.transformation(), message);
    } catch (AEADBadTagException e) {
      if (defect == Defect.TAG_NOT_CHECKED) {
        return new byte[0];
      }
      throw e;
    } catch (BadPaddingException e) {
      if (defect == Defect.PADDING_MISREPORTED) {
        throw new ProviderException("CKR_GENERAL_ERROR", e);
      }
      if (defect == Defect.PADDING_NOT_CHECKED) {
        return unpadded(message);
      }
      throw e;
    }
  }

  private byte[] unpadded(byte[] message) throws IllegalBlockSizeException, BadPaddingException {
    return sunJce(mode.transformation().replace("PKCS5Padding", "NoPadding"), message);
  }

  private byte[] sunJce(String transformation, byte[] message)
      throws IllegalBlockSizeException, BadPaddingException {
    try {
      Cipher cipher = Reference.sunJce(transformation);
      if (defect == Defect.SHORT_COUNTER && mode == CipherMode.CTR) {
        return countedShort(cipher, message);
      }
      cipher.init(direction, key, parameters);
      if (aad.size() > 0) {
        cipher.updateAAD(aad.toByteArray());
      }
      return cipher.doFinal(message);
    } catch (IllegalBlockSizeException | BadPaddingException e) {
      throw e;
    } catch (GeneralSecurityException e) {
      throw new ProviderException(e);
    }
  }

  private byte[] countedShort(Cipher cipher, byte[] message) throws GeneralSecurityException {
    ByteArrayOutputStream result = new ByteArrayOutputStream();
    byte[] counter = ((IvParameterSpec) parameters).getIV();
    for (int at = 0; at < message.length; at += BLOCK) {
      cipher.init(direction, key, new IvParameterSpec(counter));
      result.writeBytes(
          cipher.doFinal(Arrays.copyOfRange(message, at, Math.min(at + BLOCK, message.length))));
      for (int i = BLOCK - 1; i >= BLOCK / 2 && ++counter[i] == 0; i--) {
        // Carries over to the next byte, as far as the middle.
      }
    }
    return result.toByteArray();
  }

  @Override
  protected int engineGetOutputSize(int inputLength) {
    int total = data.size() + inputLength;
    return defect == Defect.OUTPUT_SIZE_TOO_SMALL ? total : total + BLOCK;
  }

  @Override
  protected int engineGetBlockSize() {
    return BLOCK;
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
  protected void engineSetMode(String name) {
    throw new UnsupportedOperationException(name);
  }

  @Override
  protected void engineSetPadding(String name) {
    throw new UnsupportedOperationException(name);
  }

  @Override
  protected void engineInit(int opmode, Key newKey, SecureRandom random) {
    throw new UnsupportedOperationException("the suites bring parameters");
  }

  @Override
  protected void engineInit(
      int opmode, Key newKey, AlgorithmParameters newParameters, SecureRandom random) {
    throw new UnsupportedOperationException("the suites bring parameter specs");
  }
}
