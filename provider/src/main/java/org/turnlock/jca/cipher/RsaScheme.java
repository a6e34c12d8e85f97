// SPDX-License-Identifier: Apache-2.0
package org.turnlock.jca.cipher;

import java.security.InvalidKeyException;
import javax.crypto.spec.OAEPParameterSpec;
import org.turnlock.pkcs11.Mechanism;
import org.turnlock.token.Token;

/** How an RSA cipher pads: a padding with its parameters. Immutable. */
interface RsaScheme {
  /** The software that does the same, as a transformation of SunJCE. */
  String transformation();

  /** How much longer a block is than the longest message. */
  int overhead();

  /** The mechanism that does all of it in a token. */
  Mechanism mechanism();

  /** Whether a token that has the mechanism takes these parameters of it. */
  default boolean takenBy(Token token) {
    return token.mayTake(mechanism());
  }

  /** Whether a message under another key shows as wrong, always. */
  default boolean tellsWrongKeys() {
    return false;
  }

  /**
   * Where the message begins in a decrypted block, or -1 if the padding is wrong. The work is the
   * same for every block, wherever it is wrong: who can tell the cases apart can decrypt messages.
   * May use the block as scratch.
   */
  int messageStart(byte[] block);

  /** The block, as long as the modulus, in which a private key "encrypts" {@code data}. */
  byte[] signatureBlock(byte[] data, int modulusBytes);

  /**
   * Fails unless the scheme fits the length of a key, and what the key is used for.
   *
   * @param backwards a private key is to encrypt, or a public one to decrypt
   */
  default void check(int modulusBytes, boolean backwards) throws InvalidKeyException {
    if (modulusBytes < overhead()) {
      throw new InvalidKeyException("the key is too short for this padding");
    }
  }

  /** OAEP's parameters; null for schemes without. */
  default OAEPParameterSpec parameters() {
    return null;
  }
}
