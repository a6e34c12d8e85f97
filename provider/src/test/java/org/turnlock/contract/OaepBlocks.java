// SPDX-License-Identifier: Apache-2.0
package org.turnlock.contract;

import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Random;

/** Encoded messages of OAEP, right, or with one thing wrong before they are masked. */
record OaepBlocks(String hash, String maskHash, byte[] label, int size) {

  /** The encoding of {@code message}. */
  byte[] right(Random random, byte[] message) throws GeneralSecurityException {
    return masked(random, data(message));
  }

  /** One block for everything that can be wrong with the encoding of {@code message}. */
  Map<String, byte[]> wrong(Random random, byte[] message) throws GeneralSecurityException {
    Map<String, byte[]> blocks = new LinkedHashMap<>();
    byte[] first = right(random, message);
    first[0] = 1;
    blocks.put("first byte", first);
    int hashLength = digest().getDigestLength();
    for (int i = 0; i < hashLength; i++) {
      byte[] data = data(message);
      data[i] ^= (byte) (1 << random.nextInt(8));
      blocks.put("byte " + i + " of the label's hash", masked(random, data));
    }
    int separator = data(message).length - message.length - 1;
    for (int i = hashLength; i < separator; i++) {
      byte[] data = data(message);
      data[i] = (byte) (2 + random.nextInt(254));
      blocks.put("byte " + i + " of the padding", masked(random, data));
    }
    for (int value : new int[] {0, 2, 0x80, 0x81, 0xff}) {
      byte[] data = data(message);
      data[separator] = (byte) value;
      data[separator + 1] = (byte) 0xfe;
      blocks.put("separator " + value, masked(random, data));
    }
    byte[] zeros = data(new byte[0]);
    zeros[zeros.length - 1] = 0;
    blocks.put("no separator", masked(random, zeros));
    byte[] everything = data(message);
    everything[0] ^= 1;
    everything[separator] = 7;
    byte[] block = masked(random, everything);
    block[0] = 1;
    blocks.put("everything", block);
    return blocks;
  }

  /** Hash of the label, zeros, 01, message. */
  private byte[] data(byte[] message) throws GeneralSecurityException {
    byte[] labelHash = digest().digest(label);
    byte[] data = new byte[size - 1 - labelHash.length];
    System.arraycopy(labelHash, 0, data, 0, labelHash.length);
    System.arraycopy(message, 0, data, data.length - message.length, message.length);
    data[data.length - message.length - 1] = 1;
    return data;
  }

  private byte[] masked(Random random, byte[] data) throws GeneralSecurityException {
    byte[] seed = new byte[digest().getDigestLength()];
    random.nextBytes(seed);
    xor(data, mask(seed, data.length));
    xor(seed, mask(data, seed.length));
    byte[] block = new byte[size];
    System.arraycopy(seed, 0, block, 1, seed.length);
    System.arraycopy(data, 0, block, 1 + seed.length, data.length);
    return block;
  }

  private byte[] mask(byte[] seed, int length) throws GeneralSecurityException {
    MessageDigest digest = MessageDigest.getInstance(maskHash);
    byte[] mask = new byte[length];
    int at = 0;
    for (byte counter = 0; at < length; counter++) {
      digest.update(seed);
      byte[] piece = digest.digest(new byte[] {0, 0, 0, counter});
      int taken = Math.min(piece.length, length - at);
      System.arraycopy(piece, 0, mask, at, taken);
      at += taken;
    }
    return mask;
  }

  private MessageDigest digest() throws GeneralSecurityException {
    return MessageDigest.getInstance(hash);
  }

  private static void xor(byte[] target, byte[] mask) {
    for (int i = 0; i < target.length; i++) {
      target[i] ^= mask[i];
    }
  }
}
