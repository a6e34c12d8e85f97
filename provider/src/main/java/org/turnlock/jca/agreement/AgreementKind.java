// SPDX-License-Identifier: Apache-2.0
package org.turnlock.jca.agreement;

import java.security.InvalidAlgorithmParameterException;
import java.security.InvalidKeyException;
import java.security.Key;
import java.security.spec.AlgorithmParameterSpec;
import org.turnlock.keys.TokenPrivateKey;

/**
 * What one algorithm has of its own: which keys it takes, and how it checks the other side's. All
 * checks of public values are done here, in Java: a token may check less, and leak its key to who
 * sends points of small order or of another curve.
 */
public interface AgreementKind {
  /** CKK_* of a software key's copy in the token. */
  long keyType();

  /** The private key, if it is one of this algorithm in a token. */
  TokenPrivateKey privateKey(Key key) throws InvalidKeyException;

  /** Refuses parameters that are not those of the key. */
  void checkParameters(AlgorithmParameterSpec params, TokenPrivateKey own)
      throws InvalidKeyException, InvalidAlgorithmParameterException;

  /** The derivation with the other side's public key, which is checked. */
  Derivation with(Key peer, TokenPrivateKey own) throws InvalidKeyException;

  /** Whether the other side's key can be replaced by calling doPhase again, as in SunJCE's DH. */
  default boolean replacesPeer() {
    return false;
  }

  /** Whether a TLS premaster secret goes without its leading zeros (RFC 5246, section 8.1.2). */
  default boolean stripsTlsZeros() {
    return false;
  }
}
