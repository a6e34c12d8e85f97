// SPDX-License-Identifier: Apache-2.0
package org.turnlock.token.software;

import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.security.Provider;
import java.util.Arrays;
import javax.crypto.Cipher;
import javax.crypto.spec.IvParameterSpec;
import org.turnlock.pkcs11.constant.Cka;
import org.turnlock.token.TokenException;

/** AES_CMAC (RFC 4493) around the provider's AES-CBC, whose last block it is. */
final class CmacOperations {
  private final Provider provider;

  CmacOperations(Provider provider) {
    this.provider = provider;
  }

  /** A MAC that is ready for data. */
  PiecewiseMac begin(KeyMaterial material) {
    try (BorrowedKey key = new BorrowedKey("AES", material.copyOf(Cka.VALUE))) {
      Cipher block = Cipher.getInstance("AES/ECB/NoPadding", provider);
      block.init(Cipher.ENCRYPT_MODE, key);
      Cipher chain = Cipher.getInstance("AES/CBC/NoPadding", provider);
      chain.init(Cipher.ENCRYPT_MODE, key, new IvParameterSpec(new byte[Cmac.BLOCK]));
      return new Cmac(chain, block.doFinal(new byte[Cmac.BLOCK]));
    } catch (GeneralSecurityException e) {
      throw new TokenException(TokenException.Reason.FAILED, "AES failed", e);
    }
  }

  int sign(KeyMaterial material, ByteBuffer input, ByteBuffer output) {
    PiecewiseMac mac = begin(material);
    try (OperationBuffers buffers = new OperationBuffers(input, output, Cmac.BLOCK)) {
      mac.update(ByteBuffer.wrap(buffers.in, buffers.inOffset, buffers.inLength));
      byte[] result = mac.doFinal();
      return buffers.finish(result, result.length);
    }
  }

  /** One CMAC; the last block is held back, since it is treated in another way. */
  private static final class Cmac implements PiecewiseMac {
    static final int BLOCK = 16;
    private static final int PIECE = 4096;
    private static final int REDUCTION = 0x87;
    private static final byte PADDING = (byte) 0x80;

    private final Cipher chain;
    private final byte[] encryptedZeros;
    private final byte[] held = new byte[BLOCK];
    private int holding;

    Cmac(Cipher chain, byte[] encryptedZeros) {
      this.chain = chain;
      this.encryptedZeros = encryptedZeros;
    }

    @Override
    public int length() {
      return BLOCK;
    }

    @Override
    public void update(ByteBuffer input) {
      byte[] piece = new byte[Math.min(PIECE, input.remaining())];
      while (input.hasRemaining()) {
        int length = Math.min(piece.length, input.remaining());
        input.get(piece, 0, length);
        take(piece, length);
      }
      Arrays.fill(piece, (byte) 0);
    }

    private void take(byte[] piece, int length) {
      int at = 0;
      while (at < length) {
        if (holding == BLOCK) {
          Arrays.fill(chain.update(held), (byte) 0);
          holding = 0;
        }
        int whole = (length - at - 1) / BLOCK * BLOCK;
        if (holding == 0 && whole > 0) {
          Arrays.fill(chain.update(piece, at, whole), (byte) 0);
          at += whole;
        }
        int more = Math.min(BLOCK - holding, length - at);
        System.arraycopy(piece, at, held, holding, more);
        holding += more;
        at += more;
      }
    }

    @Override
    public byte[] doFinal() {
      byte[] mask = doubled(encryptedZeros);
      if (holding < BLOCK) {
        mask = doubled(mask);
        held[holding] = PADDING;
        Arrays.fill(held, holding + 1, BLOCK, (byte) 0);
      }
      for (int i = 0; i < BLOCK; i++) {
        held[i] ^= mask[i];
      }
      try {
        return chain.doFinal(held);
      } catch (GeneralSecurityException e) {
        throw new TokenException(TokenException.Reason.FAILED, "AES failed", e);
      } finally {
        Arrays.fill(held, (byte) 0);
        Arrays.fill(mask, (byte) 0);
        Arrays.fill(encryptedZeros, (byte) 0);
      }
    }

    /** Times x in the field of the block; no branch on secret bits. */
    private static byte[] doubled(byte[] block) {
      byte[] result = new byte[BLOCK];
      int carry = 0;
      for (int i = BLOCK - 1; i >= 0; i--) {
        int shifted = (block[i] & 0xff) << 1 | carry;
        result[i] = (byte) shifted;
        carry = shifted >>> Byte.SIZE;
      }
      result[BLOCK - 1] ^= (byte) (REDUCTION & -carry);
      return result;
    }
  }
}
