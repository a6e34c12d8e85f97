// SPDX-License-Identifier: Apache-2.0
package org.turnlock.contract;

import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.PublicKey;
import java.security.interfaces.RSAKey;
import java.util.Arrays;
import java.util.Random;
import javax.crypto.Cipher;
import org.turnlock.contract.support.Messages;
import org.turnlock.contract.support.Reference;

/** RSA ciphertexts whose padding is wrong, or just right. */
final class RsaBlocks {
  private RsaBlocks() {}

  static byte[] raw(PublicKey key, byte[] block) throws GeneralSecurityException {
    Cipher cipher = Reference.sunJce("RSA/ECB/NoPadding");
    cipher.init(Cipher.ENCRYPT_MODE, key);
    return cipher.doFinal(block);
  }

  static byte[] ciphertext(Random random, PublicKey key, int size) throws GeneralSecurityException {
    BigInteger modulus = ((RSAKey) key).getModulus();
    return switch (random.nextInt(12)) {
      case 0 -> Messages.bytes(random, random.nextInt(size));
      case 1 -> unsigned(modulus, size);
      case 2 -> unsigned(modulus.subtract(BigInteger.ONE), size);
      case 3 -> filled(size, 0xFF);
      case 4 -> new byte[size];
      case 5 -> Messages.bytes(random, size + 1 + random.nextInt(9));
      default -> {
        // A block that begins with 1 may be more than a modulus of 2049 bits.
        BigInteger block = new BigInteger(1, block(random, size)).mod(modulus);
        yield raw(key, unsigned(block, size));
      }
    };
  }

  /** 00 02 | non-zero padding | 00 | message, with one thing wrong or on the edge. */
  private static byte[] block(Random random, int size) {
    byte[] block = filled(size, 0);
    for (int i = 2; i < size; i++) {
      block[i] = (byte) (1 + random.nextInt(255));
    }
    block[1] = 2;
    switch (random.nextInt(8)) {
      case 0 -> block[1] = (byte) random.nextInt(256);
      case 1 -> block[0] = 1;
      case 2 -> block[2 + random.nextInt(8)] = 0;
      case 3 -> block[10] = 0;
      case 4 -> block[size - 1] = 0;
      case 5 -> Arrays.fill(block, 2, size, (byte) 0);
      case 6 -> block[2 + random.nextInt(size - 2)] = 0;
      default -> {
        // No separator at all.
      }
    }
    return block;
  }

  private static byte[] filled(int size, int value) {
    byte[] bytes = new byte[size];
    Arrays.fill(bytes, (byte) value);
    return bytes;
  }

  private static byte[] unsigned(BigInteger value, int size) {
    byte[] bytes = value.toByteArray();
    byte[] result = new byte[size];
    int length = Math.min(size, bytes.length);
    System.arraycopy(bytes, bytes.length - length, result, size - length, length);
    return result;
  }
}
