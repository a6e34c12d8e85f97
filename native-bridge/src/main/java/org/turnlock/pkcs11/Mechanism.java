// SPDX-License-Identifier: Apache-2.0
package org.turnlock.pkcs11;

import java.util.Objects;
import org.turnlock.pkcs11.constant.Ckm;

/**
 * A mechanism with its parameters: CK_MECHANISM (PKCS#11 3.1, section 3.5) as a Java value.
 *
 * @param type CKM_* number
 * @param parameters what the mechanism takes beside the data
 */
public record Mechanism(long type, MechanismParameters parameters) {
  public Mechanism {
    Objects.requireNonNull(parameters, "parameters");
  }

  /** A mechanism without parameters. */
  public static Mechanism of(long type) {
    return new Mechanism(type, MechanismParameters.NONE);
  }

  /** CBC: the parameter is the IV itself, one block. */
  public static Mechanism withIv(long type, byte[] iv) {
    return new Mechanism(type, new MechanismParameters.Iv(iv));
  }

  /**
   * CKM_AES_CTR with a counter of 128 bits; {@code counter} is the first counter block, 16 bytes.
   */
  public static Mechanism aesCtr(byte[] counter) {
    return new Mechanism(Ckm.AES_CTR, new MechanismParameters.Counter(counter));
  }

  /** CKM_AES_GCM; an empty {@code aad} means none; {@code tagBits} is 96 to 128 in steps of 8. */
  public static Mechanism aesGcm(byte[] iv, byte[] aad, int tagBits) {
    return new Mechanism(Ckm.AES_GCM, new MechanismParameters.Gcm(iv, aad, tagBits));
  }

  /**
   * RSASSA-PSS.
   *
   * @param type CKM_RSA_PKCS_PSS or one of the CKM_SHA*_RSA_PKCS_PSS
   * @param hash CKM_* of the message digest
   * @param mgf CKG_* of the mask generation function
   * @param saltLength bytes
   */
  public static Mechanism rsaPss(long type, long hash, long mgf, int saltLength) {
    return new Mechanism(type, new MechanismParameters.Pss(hash, mgf, saltLength));
  }

  /** The mechanism's name only: parameters carry IVs and AAD. */
  @Override
  public String toString() {
    return Ckm.nameOf(type);
  }
}
