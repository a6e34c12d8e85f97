// SPDX-License-Identifier: Apache-2.0
package org.turnlock.token;

import java.security.interfaces.RSAPublicKey;
import org.turnlock.pkcs11.Mechanism;

/**
 * Keys of a {@link Token} made out of, or hidden under, other keys of it (PKCS#11 3.1, section
 * 5.18). New keys are session or token objects as their description says.
 */
public interface TokenWrapping {
  /**
   * Wraps a key: AES_KEY_WRAP, AES_KEY_WRAP_KWP. A secret key goes in as its bytes, a private key
   * as PKCS#8.
   *
   * @throws TokenException with {@link TokenException.Reason#KEY_REFUSED} if the key is not
   *     extractable or the wrapping key may not wrap
   */
  byte[] wrap(TokenKey wrappingKey, Mechanism mechanism, TokenKey key);

  /**
   * Wraps a key under a public key that the token does not keep: RSA_PKCS, RSA_PKCS_OAEP.
   *
   * @throws TokenException with {@link TokenException.Reason#KEY_REFUSED} if the key is not
   *     extractable
   */
  byte[] wrapUnder(RSAPublicKey wrappingKey, Mechanism mechanism, TokenKey key);

  /**
   * Unwraps a key into the token: the mechanisms of {@link #wrap}, RSA_PKCS, RSA_PKCS_OAEP.
   *
   * @throws TokenException with {@link TokenException.Reason#DATA_REJECTED} if {@code wrapped} is
   *     not what this key wrapped
   */
  TokenKey unwrap(TokenKey unwrappingKey, Mechanism mechanism, byte[] wrapped, KeyOutcome outcome);

  /**
   * Derives a secret key from a private one: ECDH1_DERIVE, DH_PKCS_DERIVE. Of a secret that is
   * longer than the key, the last bytes are taken (PKCS#11 3.1, section 6.3.17).
   *
   * @throws TokenException with {@link TokenException.Reason#DATA_REJECTED} if the other side's
   *     public value is none
   */
  TokenKey derive(TokenKey baseKey, Mechanism mechanism, KeyOutcome outcome);

  /**
   * Derives a secret and gives its bytes, for the caller to wipe; no key of it stays in the token,
   * whatever happens. The configuration's attribute templates have no say: there is no key.
   *
   * @param bytes the secret's whole length
   */
  byte[] deriveValue(TokenKey baseKey, Mechanism mechanism, int bytes);

  /**
   * Makes the secret key out of an encapsulation for a private key: ML_KEM. A token on PKCS#11 3.2
   * does it by C_DecapsulateKey.
   *
   * @throws TokenException with {@link TokenException.Reason#DATA_REJECTED} if {@code
   *     encapsulation} has not the length of one; a wrong one of the right length gives another
   *     secret
   */
  default TokenKey decapsulate(
      TokenKey key, Mechanism mechanism, byte[] encapsulation, KeyOutcome outcome) {
    throw new TokenException(
        TokenException.Reason.UNSUPPORTED, "the token cannot decapsulate keys");
  }

  /** The bytes of the secret that {@link #decapsulate} makes a key of, for the caller to wipe. */
  default byte[] decapsulateValue(TokenKey key, Mechanism mechanism, byte[] encapsulation) {
    throw new TokenException(
        TokenException.Reason.UNSUPPORTED, "the token cannot decapsulate keys");
  }
}
