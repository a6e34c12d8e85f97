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
}
