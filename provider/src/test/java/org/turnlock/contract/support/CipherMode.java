// SPDX-License-Identifier: Apache-2.0
package org.turnlock.contract.support;

import java.security.spec.AlgorithmParameterSpec;
import java.util.Arrays;
import java.util.Random;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.IvParameterSpec;

/** The AES ciphers of the contract, and what random parameters and messages each takes. */
public enum CipherMode {
  GCM("AES/GCM/NoPadding"),
  CBC_PADDED("AES/CBC/PKCS5Padding"),
  CBC("AES/CBC/NoPadding"),
  CTR("AES/CTR/NoPadding"),
  ECB_PADDED("AES/ECB/PKCS5Padding"),
  ECB("AES/ECB/NoPadding");

  private static final int BLOCK = 16;
  private static final int[] TAG_BITS = {96, 104, 112, 120, 128};

  private final String transformation;

  CipherMode(String transformation) {
    this.transformation = transformation;
  }

  public String transformation() {
    return transformation;
  }

  public boolean authenticated() {
    return this == GCM;
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
    };
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
    byte[] message = Messages.any(random);
    return wholeBlocksOnly() ? Arrays.copyOf(message, message.length / BLOCK * BLOCK) : message;
  }

  public byte[] aad(Random random) {
    boolean none = !authenticated() || random.nextInt(4) == 0;
    return none ? new byte[0] : Messages.bytes(random, Math.min(20_000, Messages.length(random)));
  }
}
