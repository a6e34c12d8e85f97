// SPDX-License-Identifier: Apache-2.0
package org.turnlock.pkcs11;

/** The parameters of a {@link Mechanism}. Arrays are shared with the caller, not copied. */
public sealed interface MechanismParameters {
  /** No parameters. */
  MechanismParameters NONE = new None();

  /** No parameters; use {@link #NONE}. */
  record None() implements MechanismParameters {}

  /** The IV itself is the parameter. */
  @SuppressWarnings("ArrayRecordComponent")
  record Iv(byte[] iv) implements MechanismParameters {}

  /** CK_AES_CTR_PARAMS with 128 counter bits. */
  @SuppressWarnings("ArrayRecordComponent")
  record Counter(byte[] block) implements MechanismParameters {}

  /** CK_GCM_PARAMS. */
  @SuppressWarnings("ArrayRecordComponent")
  record Gcm(byte[] iv, byte[] aad, int tagBits) implements MechanismParameters {}

  /** CK_RSA_PKCS_PSS_PARAMS. */
  record Pss(long hash, long mgf, int saltLength) implements MechanismParameters {}

  /** CK_RSA_PKCS_OAEP_PARAMS; an empty {@code label} means none. */
  @SuppressWarnings("ArrayRecordComponent")
  record Oaep(long hash, long mgf, byte[] label) implements MechanismParameters {}

  /** CK_CCM_PARAMS; {@code dataLength} is the plaintext's, in bytes. */
  @SuppressWarnings("ArrayRecordComponent")
  record Ccm(int dataLength, byte[] nonce, byte[] aad, int tagBytes)
      implements MechanismParameters {}

  /** CK_SALSA20_CHACHA20_POLY1305_PARAMS. */
  @SuppressWarnings("ArrayRecordComponent")
  record ChaCha20Poly1305(byte[] nonce, byte[] aad) implements MechanismParameters {}

  /** CK_EDDSA_PARAMS; an empty {@code context} means none. */
  @SuppressWarnings("ArrayRecordComponent")
  record Eddsa(boolean preHashed, byte[] context) implements MechanismParameters {}

  /** CK_ECDH1_DERIVE_PARAMS without shared data; {@code peer} is the other side's public value. */
  @SuppressWarnings("ArrayRecordComponent")
  record Ecdh(long kdf, byte[] peer) implements MechanismParameters {}

  /** The other side's public value itself is the parameter. */
  @SuppressWarnings("ArrayRecordComponent")
  record PublicValue(byte[] peer) implements MechanismParameters {}
}
