// SPDX-License-Identifier: Apache-2.0
package org.turnlock.token;

import java.math.BigInteger;

/** Which key pair to make. Arrays are shared with the caller, not copied. */
public sealed interface KeyPairParameters {
  /** RSA; {@code bits} is the length of the modulus. */
  record Rsa(int bits, BigInteger publicExponent) implements KeyPairParameters {}

  /** EC; {@code curve} is DER of ECParameters: a named curve's identifier (RFC 5480, 2.1.1). */
  @SuppressWarnings("ArrayRecordComponent")
  record Ec(byte[] curve) implements KeyPairParameters {}

  /** Ed25519 or Ed448; {@code curve} is DER of the identifier (RFC 8410). */
  @SuppressWarnings("ArrayRecordComponent")
  record Edwards(byte[] curve) implements KeyPairParameters {}

  /** X25519 or X448; {@code curve} is DER of the identifier (RFC 8410). */
  @SuppressWarnings("ArrayRecordComponent")
  record Montgomery(byte[] curve) implements KeyPairParameters {}

  /** Diffie-Hellman; {@code privateBits} is the length of the private value, 0 for the token's. */
  record Dh(BigInteger prime, BigInteger base, int privateBits) implements KeyPairParameters {}

  /** ML-DSA; {@code set} is CKP_ML_DSA_*. */
  record MlDsa(long set) implements KeyPairParameters {}

  /** ML-KEM; {@code set} is CKP_ML_KEM_*. */
  record MlKem(long set) implements KeyPairParameters {}
}
