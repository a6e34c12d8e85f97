// SPDX-License-Identifier: Apache-2.0
package org.turnlock.jca.cipher;

import java.nio.ByteBuffer;
import java.security.InvalidKeyException;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import javax.crypto.BadPaddingException;
import javax.crypto.IllegalBlockSizeException;
import javax.crypto.NoSuchPaddingException;
import javax.crypto.ShortBufferException;
import org.turnlock.jca.JcaContext;
import org.turnlock.keys.TokenBackedKey;
import org.turnlock.pkcs11.Mechanism;
import org.turnlock.pkcs11.constant.Ckm;
import org.turnlock.token.KeyAttributes;
import org.turnlock.token.KeyAttributes.KeyClass;

/**
 * AES in ECB or CBC, without padding or with padding (PKCS#7, ISO 10126) done here. The token
 * transforms whole blocks; what does not fill one is held back, and so is the last block of a
 * padded decryption. CBC goes on from the last ciphertext block.
 */
public final class AesBlockCipherSpi extends IvCipherSpi {
  private static final Mechanism ECB = Mechanism.of(Ckm.AES_ECB);

  private final boolean cbc;
  private boolean padding;

  /** The padding is ISO 10126's instead of PKCS#7's. */
  private boolean randomPadding;

  /** The IV for what comes next; null for ECB. */
  private byte[] chain;

  private byte[] held = new byte[2 * BLOCK];
  private int heldLength;

  private AesBlockCipherSpi(JcaContext context, boolean cbc, boolean padding, int fixedKeyBits) {
    super(context, fixedKeyBits, cbc);
    this.cbc = cbc;
    this.padding = padding;
  }

  /**
   * @param fixedKeyBits the only key length accepted, or 0
   */
  public static AesBlockCipherSpi ecb(JcaContext context, boolean padding, int fixedKeyBits) {
    return new AesBlockCipherSpi(context, false, padding, fixedKeyBits);
  }

  /**
   * @param fixedKeyBits the only key length accepted, or 0
   */
  public static AesBlockCipherSpi cbc(JcaContext context, boolean padding, int fixedKeyBits) {
    return new AesBlockCipherSpi(context, true, padding, fixedKeyBits);
  }

  /** CBC as XML Encryption has it. */
  public static AesBlockCipherSpi cbcWithRandomPadding(JcaContext context) {
    AesBlockCipherSpi cipher = cbc(context, true, 0);
    cipher.randomPadding = true;
    return cipher;
  }

  @Override
  protected void engineSetMode(String mode) throws NoSuchAlgorithmException {
    if (!mode.equalsIgnoreCase(cbc ? "CBC" : "ECB")) {
      super.engineSetMode(mode);
    }
  }

  @Override
  protected void engineSetPadding(String name) throws NoSuchPaddingException {
    if (name.equalsIgnoreCase("NoPadding")) {
      padding = false;
    } else if (name.equalsIgnoreCase("PKCS5Padding") || name.equalsIgnoreCase("PKCS7Padding")) {
      padding = true;
    } else {
      super.engineSetPadding(name);
    }
  }

  /** The token's own mode, or null if it does not wrap with it or the key does not fit. */
  @Override
  byte[] wrapInToken(TokenBackedKey subject) throws InvalidKeyException {
    KeyAttributes attributes = subject.tokenKey().attributes();
    boolean fits =
        padding
            ? cbc
            : attributes.keyClass() == KeyClass.SECRET
                && attributes.bits() != 0
                && attributes.bits() % (BLOCK * Byte.SIZE) == 0;
    long type = !cbc ? Ckm.AES_ECB : padding ? Ckm.AES_CBC_PAD : Ckm.AES_CBC;
    InTokenWrapping inToken = new InTokenWrapping(operations(), key());
    if (!fits || heldLength != 0 || !inToken.canWrap(type)) {
      return null;
    }
    return inToken.wrap(cbc ? Mechanism.withIv(type, iv()) : ECB, subject);
  }

  @Override
  void restart() {
    chain = iv();
    Arrays.fill(held, (byte) 0);
    heldLength = 0;
    parts().restart();
  }

  @Override
  Mechanism next() {
    return cbc ? Mechanism.withIv(Ckm.AES_CBC, chain) : ECB;
  }

  @Override
  protected int engineGetOutputSize(int inputLength) {
    int total = Math.addExact(heldLength, inputLength);
    return padding && encrypting() ? Math.addExact(total, BlockPadding.lengthFor(total)) : total;
  }

  /** Whole blocks, but the last of a padded decryption waits: it may be the padding. */
  @Override
  int updateSize(int inputLength) {
    int total = Math.addExact(heldLength, inputLength);
    int available = padding && !encrypting() ? Math.max(0, total - BLOCK) : total;
    return available - available % BLOCK;
  }

  @Override
  int update(ByteBuffer input, ByteBuffer output) throws ShortBufferException {
    int ready = updateSize(input.remaining());
    requireRoom(output, ready);
    if (input.hasRemaining()) {
      parts().update();
    }
    if (ready == 0) {
      int length = input.remaining();
      input.get(held, heldLength, length);
      heldLength += length;
      return 0;
    }
    if (heldLength != 0 || mustCopy(input, output)) {
      updateGathered(input, output, ready);
    } else {
      updateDirect(input, output, ready);
    }
    return ready;
  }

  private void updateGathered(ByteBuffer input, ByteBuffer output, int ready) {
    byte[] gathered = new byte[heldLength + input.remaining()];
    boolean done = false;
    try {
      System.arraycopy(held, 0, gathered, 0, heldLength);
      input.get(input.position(), gathered, heldLength, input.remaining());
      ByteBuffer message = ByteBuffer.wrap(gathered, 0, ready);
      chain = run(message, output);
      Arrays.fill(held, (byte) 0);
      heldLength = gathered.length - ready;
      System.arraycopy(gathered, ready, held, 0, heldLength);
      input.position(input.limit());
      done = true;
    } finally {
      if (!done) {
        putBack(input, gathered, output);
      }
      Arrays.fill(gathered, (byte) 0);
    }
  }

  /**
   * Of long data the first pieces of the output may stand in the input's place when another one
   * fails; who repeats the call must not give them for the input.
   *
   * @param copy what was held, and the input behind it
   */
  private void putBack(ByteBuffer input, byte[] copy, ByteBuffer output) {
    if (copy.length > PIECE && Overlap.possible(input, output) && !input.isReadOnly()) {
      input.duplicate().put(copy, heldLength, input.remaining());
    }
  }

  private void updateDirect(ByteBuffer input, ByteBuffer output, int ready) {
    int end = input.limit();
    int rest = input.remaining() - ready;
    byte[] tail = new byte[rest];
    input.get(end - rest, tail);
    input.limit(end - rest);
    try {
      chain = run(input, output);
      System.arraycopy(tail, 0, held, 0, rest);
      heldLength = rest;
    } finally {
      input.limit(end);
      Arrays.fill(tail, (byte) 0);
    }
    input.position(end);
  }

  @Override
  byte[] finish(ByteBuffer input) throws IllegalBlockSizeException, BadPaddingException {
    int total = requireWholeBlocks(input);
    byte[] result = new byte[engineGetOutputSize(input.remaining())];
    boolean ended = false;
    try {
      ByteBuffer message = lastMessage(input, total, result);
      run(message, ByteBuffer.wrap(result));
      input.position(input.limit());
      if (!padding || encrypting() || total == 0) {
        ended = true;
        return result;
      }
      return Arrays.copyOf(result, unpadded(result));
    } finally {
      if (!ended) {
        Arrays.fill(result, (byte) 0);
      }
      end();
    }
  }

  @Override
  int finish(ByteBuffer input, ByteBuffer output)
      throws ShortBufferException, IllegalBlockSizeException, BadPaddingException {
    int total = requireWholeBlocks(input);
    if (padding && !encrypting() && total != 0) {
      return finishUnpadding(input, output, total);
    }
    int length = engineGetOutputSize(input.remaining());
    requireRoom(output, length);
    boolean direct = !padding && heldLength == 0 && !mustCopy(input, output);
    byte[] space = new byte[direct ? 0 : length];
    boolean done = false;
    try {
      run(direct ? input : putTogether(input, total, space), output);
      input.position(input.limit());
      done = true;
      return length;
    } finally {
      if (!done && !direct) {
        putBack(input, space, output);
      }
      Arrays.fill(space, (byte) 0);
      end();
    }
  }

  /** The length of the output shows only after decryption: a short one is found out late. */
  private int finishUnpadding(ByteBuffer input, ByteBuffer output, int total)
      throws ShortBufferException, BadPaddingException {
    requireRoom(output, total - BLOCK);
    byte[] plain = new byte[total];
    boolean tooShort = false;
    try {
      run(lastMessage(input, total, plain), ByteBuffer.wrap(plain));
      int length = unpadded(plain);
      tooShort = output.remaining() < length;
      requireRoom(output, length);
      output.put(plain, 0, length);
      input.position(input.limit());
      return length;
    } finally {
      Arrays.fill(plain, (byte) 0);
      if (!tooShort) {
        end();
      }
    }
  }

  private int requireWholeBlocks(ByteBuffer input) throws IllegalBlockSizeException {
    parts().finish();
    int total = Math.addExact(heldLength, input.remaining());
    if (total % BLOCK != 0 && !(padding && encrypting())) {
      end();
      throw new IllegalBlockSizeException(
          "the length must be a multiple of 16, but " + total % BLOCK + " bytes are left over");
    }
    return total;
  }

  /** The last blocks for an output that shares no memory with the input. */
  private ByteBuffer lastMessage(ByteBuffer input, int total, byte[] space) {
    return heldLength == 0 && !(padding && encrypting())
        ? input.duplicate()
        : putTogether(input, total, space);
  }

  /** The last blocks, padded where padding is done, in {@code space}. */
  private ByteBuffer putTogether(ByteBuffer input, int total, byte[] space) {
    System.arraycopy(held, 0, space, 0, heldLength);
    input.get(input.position(), space, heldLength, input.remaining());
    if (padding && encrypting()) {
      pad(space, total);
    }
    return ByteBuffer.wrap(space);
  }

  private void pad(byte[] space, int from) {
    if (randomPadding) {
      RandomPadding.fill(space, from);
    } else {
      Arrays.fill(space, from, space.length, (byte) (space.length - from));
    }
  }

  private int unpadded(byte[] plain) throws BadPaddingException {
    int length =
        randomPadding
            ? RandomPadding.messageLength(plain)
            : BlockPadding.messageLength(plain, plain.length);
    if (length < 0) {
      throw new BadPaddingException("the padding is wrong: other key, other IV, or changed data");
    }
    return length;
  }

  /** Transforms whole blocks from the current chain on; gives the chain behind them. */
  private byte[] run(ByteBuffer input, ByteBuffer output) {
    int start = input.position();
    int end = input.limit();
    int outputStart = output.position();
    byte[] next = chain;
    boolean done = false;
    try {
      while (input.position() < end) {
        input.limit(input.position() + Math.min(end - input.position(), PIECE));
        boolean followed = input.limit() < end;
        next = cbc ? runCbc(next, input, output, followed) : runEcb(input, output, followed);
      }
      done = true;
      return next;
    } finally {
      input.limit(end);
      if (!done) {
        input.position(start);
        output.position(outputStart);
      }
    }
  }

  private byte[] runEcb(ByteBuffer input, ByteBuffer output, boolean followed) {
    crypt(ECB, input, output, followed);
    return null;
  }

  private byte[] runCbc(byte[] previous, ByteBuffer input, ByteBuffer output, boolean followed) {
    byte[] next = new byte[BLOCK];
    if (!encrypting()) {
      input.get(input.limit() - BLOCK, next);
    }
    crypt(Mechanism.withIv(Ckm.AES_CBC, previous), input, output, followed);
    if (encrypting()) {
      output.get(output.position() - BLOCK, next);
    }
    return next;
  }
}
