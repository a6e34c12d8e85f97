// SPDX-License-Identifier: Apache-2.0
package org.turnlock.jca.cipher;

import org.turnlock.pkcs11.Mechanism;
import org.turnlock.pkcs11.constant.Ckm;
import org.turnlock.token.Token;

/** RSA without padding: the data is the number, short data one with leading zeros. */
final class RawScheme implements RsaScheme {
  static final RawScheme INSTANCE = new RawScheme();

  private RawScheme() {}

  @Override
  public String transformation() {
    return "RSA/ECB/NoPadding";
  }

  @Override
  public int overhead() {
    return 0;
  }

  @Override
  public Mechanism mechanism() {
    return Mechanism.of(Ckm.RSA_X_509);
  }

  /** Raw RSA hides no key: a token is not asked to wrap with it. */
  @Override
  public boolean takenBy(Token token) {
    return false;
  }

  @Override
  public int messageStart(byte[] block) {
    return 0;
  }

  @Override
  public byte[] signatureBlock(byte[] data, int modulusBytes) {
    return aligned(data, data.length, modulusBytes);
  }

  /** A new array as long as the modulus with the number in its last bytes. */
  static byte[] aligned(byte[] number, int length, int modulusBytes) {
    byte[] block = new byte[modulusBytes];
    System.arraycopy(number, 0, block, modulusBytes - length, length);
    return block;
  }

  @Override
  public String toString() {
    return "RSA without padding";
  }
}
