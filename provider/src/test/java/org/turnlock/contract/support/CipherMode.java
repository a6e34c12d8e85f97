// SPDX-License-Identifier: Apache-2.0
package org.turnlock.contract.support;

import java.security.spec.AlgorithmParameterSpec;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.IvParameterSpec;

/** The ciphers of the contract, and what random parameters and messages each takes. */
public enum CipherMode {
  GCM("AES/GCM/NoPadding"),
  CBC_PADDED("AES/CBC/PKCS5Padding"),
  CBC("AES/CBC/NoPadding"),
  CTR("AES/CTR/NoPadding"),
  ECB_PADDED("AES/ECB/PKCS5Padding"),
  ECB("AES/ECB/NoPadding"),
  KW("AES/KW/NoPadding"),
  KWP("AES/KWP/NoPadding"),
  CCM("AES/CCM/NoPadding"),
  CHACHA20("ChaCha20-Poly1305");

  /** The modes that every backend has. */
  public static final List<CipherMode> COMMON = List.of(GCM, CBC_PADDED, CBC, CTR, ECB_PADDED, ECB);

  private static final boolean KWP_IVS = Reference.takesKwpIvs();
  private static final int BLOCK = 16;
  private static final int LONGEST_WITH_ANY_NONCE = 65_535;
  private static final int[] TAG_BITS = {96, 104, 112, 120, 128};

  private final String transformation;

  CipherMode(String transformation) {
    this.transformation = transformation;
  }

  public String transformation() {
    return transformation;
  }

  public boolean authenticated() {
    return this == GCM || this == CCM || this == CHACHA20;
  }

  /** Whether it is AES key wrap, with or without padding. */
  public boolean wraps() {
    return this == KW || this == KWP;
  }

  /** Whether it gives whole blocks as they come. */
  public boolean streams() {
    return !authenticated() && !wraps();
  }

  /** The JCA name of its keys. */
  public String keyAlgorithm() {
    return this == CHACHA20 ? "ChaCha20" : "AES";
  }

  public boolean wholeBlocksOnly() {
    return this == CBC || this == ECB;
  }

  /** Parameters for a new message, or null if the mode has none. */
  public AlgorithmParameterSpec parameters(Random random) {
    return switch (this) {
      case GCM -> gcm(random);
      case CBC, CBC_PADDED -> new IvParameterSpec(Messages.bytes(random, BLOCK));
      case CTR -> new IvParameterSpec(counter(random));
      case ECB, ECB_PADDED -> null;
      case KW -> ivOrNone(random, 8);
      case KWP -> KWP_IVS ? ivOrNone(random, 4) : null;
      case CCM -> ccm(random);
      case CHACHA20 -> new IvParameterSpec(Messages.bytes(random, 12));
    };
  }

  private static IvParameterSpec ivOrNone(Random random, int length) {
    return random.nextInt(4) == 0 ? new IvParameterSpec(Messages.bytes(random, length)) : null;
  }

  private static GCMParameterSpec ccm(Random random) {
    return new GCMParameterSpec(
        32 + 16 * random.nextInt(7), Messages.bytes(random, 7 + random.nextInt(7)));
  }

  private static GCMParameterSpec gcm(Random random) {
    int length =
        switch (random.nextInt(4)) {
          case 0, 1 -> 12;
          case 2 -> 16;
          default -> 1 + random.nextInt(128);
        };
    int tag = TAG_BITS[random.nextInt(TAG_BITS.length)];
    return new GCMParameterSpec(tag, Messages.bytes(random, length));
  }

  /** Any first counter, half of them so near an overflow of 1 to 16 bytes that it happens. */
  private static byte[] counter(Random random) {
    byte[] counter = Messages.bytes(random, BLOCK);
    if (random.nextBoolean()) {
      Arrays.fill(counter, random.nextInt(BLOCK), BLOCK, (byte) 0xFF);
      counter[BLOCK - 1] -= (byte) random.nextInt(4);
    }
    return counter;
  }

  public byte[] message(Random random) {
    if (wraps()) {
      return key(random);
    }
    byte[] message = Messages.any(random);
    if (this == CCM) {
      return Arrays.copyOf(message, Math.min(message.length, LONGEST_WITH_ANY_NONCE));
    }
    return wholeBlocksOnly() ? Arrays.copyOf(message, message.length / BLOCK * BLOCK) : message;
  }

  /** What key wrap is for, now and then a little longer. */
  private byte[] key(Random random) {
    int units = 2 + random.nextInt(random.nextInt(10) == 0 ? 200 : 8);
    return Messages.bytes(random, this == KW ? 8 * units : 1 + random.nextInt(8 * units));
  }

  public byte[] aad(Random random) {
    boolean none = !authenticated() || random.nextInt(4) == 0;
    return none ? new byte[0] : Messages.bytes(random, Math.min(20_000, Messages.length(random)));
  }
}
