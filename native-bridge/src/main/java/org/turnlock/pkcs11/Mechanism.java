// SPDX-License-Identifier: Apache-2.0
package org.turnlock.pkcs11;

import java.util.Arrays;
import java.util.Objects;
import org.turnlock.pkcs11.constant.Ckd;
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

  /**
   * CKM_RSA_PKCS_OAEP.
   *
   * @param hash CKM_* of the hash of the label
   * @param mgf CKG_* of the mask generation function
   * @param label empty for none
   */
  public static Mechanism rsaOaep(long hash, long mgf, byte[] label) {
    return new Mechanism(Ckm.RSA_PKCS_OAEP, new MechanismParameters.Oaep(hash, mgf, label));
  }

  /**
   * CKM_AES_CCM.
   *
   * @param dataLength bytes of plaintext
   * @param nonce 7 to 13 bytes
   * @param aad empty for none
   * @param tagBytes 4 to 16, even
   */
  public static Mechanism aesCcm(int dataLength, byte[] nonce, byte[] aad, int tagBytes) {
    return new Mechanism(
        Ckm.AES_CCM, new MechanismParameters.Ccm(dataLength, nonce, aad, tagBytes));
  }

  /** CKM_CHACHA20_POLY1305 with a nonce of 12 bytes; an empty {@code aad} means none. */
  public static Mechanism chaCha20Poly1305(byte[] nonce, byte[] aad) {
    return new Mechanism(
        Ckm.CHACHA20_POLY1305, new MechanismParameters.ChaCha20Poly1305(nonce, aad));
  }

  /** CKM_EDDSA with CK_EDDSA_PARAMS; plain EdDSA goes without: {@link #of}. */
  public static Mechanism eddsa(boolean preHashed, byte[] context) {
    return new Mechanism(Ckm.EDDSA, new MechanismParameters.Eddsa(preHashed, context));
  }

  /** CKM_ECDH1_DERIVE with CKD_NULL: the shared secret itself; {@code peer} is a raw point. */
  public static Mechanism ecdh(byte[] peer) {
    return new Mechanism(Ckm.ECDH1_DERIVE, new MechanismParameters.Ecdh(Ckd.NULL, peer));
  }

  /** CKM_DH_PKCS_DERIVE; {@code peer} is the other side's public value, big-endian. */
  public static Mechanism dh(byte[] peer) {
    return new Mechanism(Ckm.DH_PKCS_DERIVE, new MechanismParameters.PublicValue(peer));
  }

  /** Whether it is the same, of block modes: of others only if it is the same object. */
  boolean isSameAs(Mechanism other) {
    if (type != other.type) {
      return false;
    }
    if (parameters instanceof MechanismParameters.Iv mine
        && other.parameters instanceof MechanismParameters.Iv its) {
      return Arrays.equals(mine.iv(), its.iv());
    }
    if (parameters instanceof MechanismParameters.Counter mine
        && other.parameters instanceof MechanismParameters.Counter its) {
      return Arrays.equals(mine.block(), its.block());
    }
    return parameters == other.parameters;
  }

  /** The mechanism's name only: parameters carry IVs and AAD. */
  @Override
  public String toString() {
    return Ckm.nameOf(type);
  }
}
