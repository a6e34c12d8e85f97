// SPDX-License-Identifier: Apache-2.0
package org.turnlock.token.software;

import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.security.Provider;
import java.security.spec.AlgorithmParameterSpec;
import java.util.Arrays;
import javax.crypto.AEADBadTagException;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.IvParameterSpec;
import org.turnlock.pkcs11.Mechanism;
import org.turnlock.pkcs11.MechanismParameters;
import org.turnlock.pkcs11.constant.Cka;
import org.turnlock.pkcs11.constant.Ckm;
import org.turnlock.token.TokenException;

/**
 * AES_ECB, AES_CBC, AES_CTR, AES_GCM and CHACHA20_POLY1305 by the JDK, AES_CCM by Bouncy Castle;
 * each a whole message.
 */
final class AesOperations {
  private static final int BLOCK = 16;

  private final Provider provider;

  AesOperations(Provider provider) {
    this.provider = provider;
  }

  int encrypt(KeyMaterial key, Mechanism mechanism, ByteBuffer input, ByteBuffer output) {
    Mode mode = Mode.of(mechanism, input.remaining());
    try (OperationBuffers buffers =
        new OperationBuffers(input, output, Math.addExact(input.remaining(), mode.tagBytes))) {
      return run(Cipher.ENCRYPT_MODE, key, mode, buffers, !buffers.outputIsArray());
    }
  }

  int decrypt(KeyMaterial key, Mechanism mechanism, ByteBuffer input, ByteBuffer output) {
    Mode mode = Mode.of(mechanism, input.remaining());
    if (input.remaining() < mode.tagBytes) {
      throw rejected("the ciphertext is shorter than its tag", null);
    }
    try (OperationBuffers buffers =
        new OperationBuffers(input, output, input.remaining() - mode.tagBytes)) {
      // A plaintext whose tag is wrong must not reach the caller's array, not even for a moment.
      boolean aside = mode.tagBytes > 0 || !buffers.outputIsArray();
      return run(Cipher.DECRYPT_MODE, key, mode, buffers, aside);
    }
  }

  private int run(
      int direction, KeyMaterial material, Mode mode, OperationBuffers buffers, boolean aside) {
    byte[] result = null;
    try (BorrowedKey key = new BorrowedKey(mode.keyAlgorithm(), material.copyOf(Cka.VALUE))) {
      Provider with = mode.isCcm() ? Primitives.bouncyCastle() : provider;
      Cipher cipher = Cipher.getInstance(mode.transformation, with);
      cipher.init(direction, key, mode.parameters, SoftwareRandom.source());
      if (mode.aad.length > 0) {
        cipher.updateAAD(mode.aad);
      }
      if (!aside) {
        byte[] out = buffers.outArray();
        return buffers.finish(
            cipher.doFinal(
                buffers.in, buffers.inOffset, buffers.inLength, out, buffers.outOffset()));
      }
      result = cipher.doFinal(buffers.in, buffers.inOffset, buffers.inLength);
      return buffers.finish(result, result.length);
    } catch (AEADBadTagException e) {
      throw rejected("wrong tag", e);
    } catch (GeneralSecurityException e) {
      throw new TokenException(TokenException.Reason.FAILED, mode.transformation + " failed", e);
    } finally {
      if (result != null) {
        Arrays.fill(result, (byte) 0);
      }
    }
  }

  private static TokenException rejected(String message, Throwable cause) {
    return new TokenException(TokenException.Reason.DATA_REJECTED, message, cause);
  }

  /** A mechanism in the JCA's terms, its parameters checked. */
  private record Mode(
      String transformation, AlgorithmParameterSpec parameters, byte[] aad, int tagBytes) {
    private static final byte[] NO_AAD = new byte[0];
    private static final String CCM = "AES/CCM/NoPadding";
    private static final String CHACHA20 = "ChaCha20-Poly1305";

    boolean isCcm() {
      return transformation.equals(CCM);
    }

    String keyAlgorithm() {
      return transformation.equals(CHACHA20) ? "ChaCha20" : "AES";
    }

    static Mode of(Mechanism mechanism, int length) {
      MechanismParameters parameters = mechanism.parameters();
      long type = mechanism.type();
      if (type == Ckm.AES_GCM && parameters instanceof MechanismParameters.Gcm gcm) {
        return gcm(gcm);
      }
      if (type == Ckm.AES_CCM && parameters instanceof MechanismParameters.Ccm ccm) {
        return ccm(ccm, length);
      }
      if (type == Ckm.CHACHA20_POLY1305
          && parameters instanceof MechanismParameters.ChaCha20Poly1305 chaCha
          && chaCha.nonce().length == 12) {
        return new Mode(CHACHA20, new IvParameterSpec(chaCha.nonce()), chaCha.aad(), BLOCK);
      }
      if (type == Ckm.AES_CTR && parameters instanceof MechanismParameters.Counter counter) {
        return new Mode("AES/CTR/NoPadding", iv(counter.block()), NO_AAD, 0);
      }
      if (type == Ckm.AES_CBC && parameters instanceof MechanismParameters.Iv iv) {
        Mode mode = new Mode("AES/CBC/NoPadding", iv(iv.iv()), NO_AAD, 0);
        requireWholeBlocks(length);
        return mode;
      }
      if (type == Ckm.AES_ECB && parameters instanceof MechanismParameters.None) {
        requireWholeBlocks(length);
        return new Mode("AES/ECB/NoPadding", null, NO_AAD, 0);
      }
      throw unsupported(mechanism + " does not take these parameters");
    }

    /** In one direction the input is the plaintext, in the other it has the tag behind it. */
    private static Mode ccm(MechanismParameters.Ccm ccm, int length) {
      int tag = ccm.tagBytes();
      int nonce = ccm.nonce().length;
      boolean told = ccm.dataLength() == length || ccm.dataLength() == length - tag;
      if (nonce < 7 || nonce > 13 || tag < 4 || tag > 16 || tag % 2 != 0 || !told) {
        throw unsupported(
            "AES-CCM needs a nonce of 7 to 13 bytes, a tag of 4, 6, ... 16 bytes and the length");
      }
      return new Mode(CCM, new GCMParameterSpec(tag * Byte.SIZE, ccm.nonce()), ccm.aad(), tag);
    }

    private static Mode gcm(MechanismParameters.Gcm gcm) {
      int bits = gcm.tagBits();
      if (gcm.iv().length == 0 || bits < 96 || bits > 128 || bits % Byte.SIZE != 0) {
        throw unsupported("AES-GCM needs an IV and a tag of 96 to 128 bits, not " + bits);
      }
      return new Mode(
          "AES/GCM/NoPadding",
          new GCMParameterSpec(bits, gcm.iv()),
          gcm.aad() == null ? NO_AAD : gcm.aad(),
          bits / Byte.SIZE);
    }

    private static IvParameterSpec iv(byte[] iv) {
      if (iv.length != BLOCK) {
        throw unsupported("the IV must be 16 bytes, not " + iv.length);
      }
      return new IvParameterSpec(iv);
    }

    private static void requireWholeBlocks(int length) {
      if (length % BLOCK != 0) {
        throw rejected(length + " bytes are not whole blocks of 16", null);
      }
    }

    private static TokenException unsupported(String message) {
      return new TokenException(TokenException.Reason.UNSUPPORTED, message);
    }
  }
}
