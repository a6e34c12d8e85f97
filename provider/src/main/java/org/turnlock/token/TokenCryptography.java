// SPDX-License-Identifier: Apache-2.0
package org.turnlock.token;

import java.nio.ByteBuffer;
import org.turnlock.pkcs11.Mechanism;
import org.turnlock.pkcs11.Transfer;

/**
 * Uses of a {@link Token}'s keys. Each method is one whole operation on the bytes between the
 * input's position and limit; it consumes the input, writes at the output's position, advances it
 * and returns the number of bytes written. On failure both positions are as before.
 *
 * <p>Input and output may overlap in any way: all input is read before any output is written. The
 * buffers may be heap or direct; the input may be read-only. The output must have room for what the
 * mechanism can give: as many bytes as the input for ciphers, for AES-GCM plus the tag when
 * encrypting and less it when decrypting.
 *
 * <p>Block modes are without padding: callers pad, and chain longer messages by the IV.
 */
public interface TokenCryptography {
  /** Encrypts: AES_ECB, AES_CBC, AES_CTR, AES_GCM (ciphertext, then tag). */
  int encrypt(TokenKey key, Mechanism mechanism, ByteBuffer input, ByteBuffer output);

  /** The same, from and to wherever {@code transfer} says. */
  default int encrypt(TokenKey key, Mechanism mechanism, Transfer transfer) {
    return encrypt(key, mechanism, transfer.input(), transfer.output());
  }

  /**
   * Decrypts: AES_ECB, AES_CBC, AES_CTR, AES_GCM, RSA_PKCS, RSA_X_509.
   *
   * @throws TokenException with {@link TokenException.Reason#DATA_REJECTED} if the tag or the
   *     padding is wrong; nothing is written then
   */
  int decrypt(TokenKey key, Mechanism mechanism, ByteBuffer input, ByteBuffer output);

  /** The same, from and to wherever {@code transfer} says. */
  default int decrypt(TokenKey key, Mechanism mechanism, Transfer transfer) {
    return decrypt(key, mechanism, transfer.input(), transfer.output());
  }

  /**
   * Says that no part follows on the last {@link org.turnlock.pkcs11.Part#FOLLOWED} one, which the
   * token may want to know. Throws nothing.
   *
   * @param next by what the next part would have begun
   */
  default void endParts(TokenKey key, boolean encrypting, Mechanism next) {}

  /**
   * Signs or computes a MAC: RSA_PKCS (over a DigestInfo or any data that fits), RSA_X_509,
   * RSA_PKCS_PSS and ECDSA (over a digest; ECDSA gives r | s, each as long as the curve's order),
   * EDDSA (over the message; without parameters in its plain form, on both curves) and ML_DSA, the
   * SHA*_RSA_PKCS, SHA*_RSA_PKCS_PSS and ECDSA_SHA* where the token has them, *_HMAC.
   */
  int sign(TokenKey key, Mechanism mechanism, ByteBuffer input, ByteBuffer output);

  /**
   * Whether {@link #sign} heeds these very parameters, as far as is known without a try. There are
   * tokens that have EDDSA and ignore its context: for those the answer is no.
   */
  boolean signs(Mechanism mechanism);

  /**
   * Begins a signature or MAC over data that comes in pieces: the mechanisms of {@link #sign} that
   * hash. Holds a session from here to its end.
   */
  TokenSigning beginSign(TokenKey key, Mechanism mechanism);

  /** Fills {@code output} from its position to its limit with random bytes of the token. */
  void random(ByteBuffer output);

  /** Mixes {@code seed} into the token's generator; no effect on tokens that accept no seed. */
  void seedRandom(byte[] seed);
}
