// SPDX-License-Identifier: Apache-2.0
package org.turnlock.token;

import java.util.Arrays;
import java.util.Optional;
import org.turnlock.pkcs11.constant.Ckk;
import org.turnlock.pkcs11.constant.Ckp;

/** The parameter sets of FIPS 203 (ML-KEM) and FIPS 204 (ML-DSA). */
public enum ParameterSet {
  ML_DSA_44("ML-DSA-44", Ckk.ML_DSA, Ckp.ML_DSA_44, 17),
  ML_DSA_65("ML-DSA-65", Ckk.ML_DSA, Ckp.ML_DSA_65, 18),
  ML_DSA_87("ML-DSA-87", Ckk.ML_DSA, Ckp.ML_DSA_87, 19),
  ML_KEM_512("ML-KEM-512", Ckk.ML_KEM, Ckp.ML_KEM_512, 1),
  ML_KEM_768("ML-KEM-768", Ckk.ML_KEM, Ckp.ML_KEM_768, 2),
  ML_KEM_1024("ML-KEM-1024", Ckk.ML_KEM, Ckp.ML_KEM_1024, 3);

  private static final String SIGNATURES = "2.16.840.1.101.3.4.3.";
  private static final String KEMS = "2.16.840.1.101.3.4.4.";

  private final String jcaName;
  private final long keyType;
  private final long number;
  private final int arc;

  ParameterSet(String jcaName, long keyType, long number, int arc) {
    this.jcaName = jcaName;
    this.keyType = keyType;
    this.number = number;
    this.arc = arc;
  }

  /** The set of a key type's number (CKA_PARAMETER_SET); empty if it is unknown. */
  public static Optional<ParameterSet> of(long keyType, long number) {
    return Arrays.stream(values())
        .filter(set -> set.keyType == keyType && set.number == number)
        .findFirst();
  }

  /** The set of this JCA name; empty if it is another. */
  public static Optional<ParameterSet> named(String jcaName) {
    return Arrays.stream(values()).filter(set -> set.jcaName.equalsIgnoreCase(jcaName)).findFirst();
  }

  /** The set of this object identifier; empty if it is another. */
  public static Optional<ParameterSet> ofOid(String oid) {
    return Arrays.stream(values()).filter(set -> set.oid().equals(oid)).findFirst();
  }

  /** The JCA's name: {@code ML-DSA-65}. */
  public String jcaName() {
    return jcaName;
  }

  /** The JCA's name of the family: {@code ML-DSA}. */
  public String family() {
    return signs() ? "ML-DSA" : "ML-KEM";
  }

  /** CKK_ML_DSA or CKK_ML_KEM. */
  public long keyType() {
    return keyType;
  }

  /** CKP_*. */
  public long number() {
    return number;
  }

  /** The object identifier in dots. */
  public String oid() {
    return (signs() ? SIGNATURES : KEMS) + arc;
  }

  /** Whether its keys sign; the others encapsulate. */
  public boolean signs() {
    return keyType == Ckk.ML_DSA;
  }

  /** What tells of a key that it is of this set. */
  public PublicPart publicPart() {
    return signs() ? new PublicPart.MlDsa(number) : new PublicPart.MlKem(number);
  }
}
