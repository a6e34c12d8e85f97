// SPDX-License-Identifier: Apache-2.0
package org.turnlock.token;

import java.math.BigInteger;

/** What of a token's key is public. */
public sealed interface PublicPart {
  /** Nothing: a secret key, or a private key whose token hides even this. */
  record None() implements PublicPart {}

  /** An RSA key's modulus and public exponent; the exponent is null where the token hides it. */
  record Rsa(BigInteger modulus, BigInteger publicExponent) implements PublicPart {}

  /** An EC key's curve: DER of ECParameters, as CKA_EC_PARAMS. */
  @SuppressWarnings("ArrayRecordComponent")
  record Ec(byte[] parameters) implements PublicPart {}

  /** An Edwards key's curve, as CKA_EC_PARAMS: an identifier or a name. */
  @SuppressWarnings("ArrayRecordComponent")
  record Edwards(byte[] parameters) implements PublicPart {}

  /** A Montgomery key's curve, as CKA_EC_PARAMS: an identifier or a name. */
  @SuppressWarnings("ArrayRecordComponent")
  record Montgomery(byte[] parameters) implements PublicPart {}

  /** A Diffie-Hellman key's group. */
  record Dh(BigInteger prime, BigInteger base) implements PublicPart {}

  /** An ML-DSA key's parameter set, CKP_ML_DSA_*. */
  record MlDsa(long set) implements PublicPart {}

  /** An ML-KEM key's parameter set, CKP_ML_KEM_*. */
  record MlKem(long set) implements PublicPart {}
}
