// SPDX-License-Identifier: Apache-2.0
package org.turnlock.jca.signature;

import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.Arrays;
import org.turnlock.jca.Mgf1;
import org.turnlock.jca.Randomness;
import org.turnlock.jca.SoftwarePeers;

/** EMSA-PSS (RFC 8017, section 9.1.1): the block that raw RSA turns into a signature. */
final class PssEncoding {
  private static final int ZEROS = 8;
  private static final byte TRAILER = (byte) 0xbc;

  private final PssParameters parameters;
  private final int modulusBits;
  private final SecureRandom random;
  private final Mgf1 mgf1;

  PssEncoding(PssParameters parameters, int modulusBits, SecureRandom random) {
    this.parameters = parameters;
    this.modulusBits = modulusBits;
    this.random = random;
    this.mgf1 = new Mgf1(parameters.mgfHash());
  }

  /** The block, as long as the modulus, for the digest of a message. */
  byte[] encode(byte[] digest) {
    return encode(digest, Randomness.bytes(parameters.spec().getSaltLength(), random));
  }

  /** The block with this salt. */
  byte[] encode(byte[] digest, byte[] salt) {
    byte[] hash = saltedHash(digest, salt);
    byte[] block = new byte[(modulusBits + Byte.SIZE - 1) / Byte.SIZE];
    int start = block.length - (modulusBits - 1 + Byte.SIZE - 1) / Byte.SIZE;
    int hashStart = block.length - 1 - hash.length;
    int saltStart = hashStart - salt.length;
    block[saltStart - 1] = 1;
    System.arraycopy(salt, 0, block, saltStart, salt.length);
    System.arraycopy(hash, 0, block, hashStart, hash.length);
    mgf1.mask(block, hashStart, hashStart + hash.length, start, hashStart);
    int usedBits = (modulusBits - 1) % Byte.SIZE;
    if (usedBits != 0) {
      block[start] &= (byte) ((1 << usedBits) - 1);
    }
    block[block.length - 1] = TRAILER;
    return block;
  }

  /** The salt that a block was made with, if it was made here: whatever else is in its place. */
  byte[] saltOf(byte[] block) {
    byte[] open = block.clone();
    int start = block.length - (modulusBits - 1 + Byte.SIZE - 1) / Byte.SIZE;
    int hashStart = block.length - 1 - parameters.hash().length();
    mgf1.mask(open, hashStart, block.length - 1, start, hashStart);
    return Arrays.copyOfRange(open, hashStart - parameters.spec().getSaltLength(), hashStart);
  }

  private byte[] saltedHash(byte[] digest, byte[] salt) {
    MessageDigest hash = SoftwarePeers.digest(parameters.hash().digestName());
    hash.update(new byte[ZEROS]);
    hash.update(digest);
    return hash.digest(salt);
  }
}
