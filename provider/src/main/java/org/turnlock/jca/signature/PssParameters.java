// SPDX-License-Identifier: Apache-2.0
package org.turnlock.jca.signature;

import java.security.InvalidAlgorithmParameterException;
import java.security.spec.AlgorithmParameterSpec;
import java.security.spec.MGF1ParameterSpec;
import java.security.spec.PSSParameterSpec;
import org.turnlock.jca.Hash;
import org.turnlock.pkcs11.Mechanism;

/**
 * Checked RSASSA-PSS parameters.
 *
 * @param spec as the caller gave them
 * @param hash of the message
 * @param mgfHash of the mask generation function MGF1
 */
record PssParameters(PSSParameterSpec spec, Hash hash, Hash mgfHash) {

  static PssParameters check(AlgorithmParameterSpec params)
      throws InvalidAlgorithmParameterException {
    if (params == null) {
      throw new InvalidAlgorithmParameterException("RSASSA-PSS needs parameters, got null");
    }
    if (!(params instanceof PSSParameterSpec pss)) {
      throw new InvalidAlgorithmParameterException(
          "RSASSA-PSS takes a PSSParameterSpec, not a " + params.getClass().getName());
    }
    if (!pss.getMGFAlgorithm().equalsIgnoreCase("MGF1")) {
      throw new InvalidAlgorithmParameterException("RSASSA-PSS: the only mask function is MGF1");
    }
    if (pss.getTrailerField() != PSSParameterSpec.TRAILER_FIELD_BC) {
      throw new InvalidAlgorithmParameterException("RSASSA-PSS: the only trailer field is 1");
    }
    Hash hash = hash(pss.getDigestAlgorithm());
    return new PssParameters(pss, hash, maskHash(pss.getMGFParameters(), hash));
  }

  /** Without parameters of its own, the mask is made with the message's hash, as in the JDK. */
  private static Hash maskHash(AlgorithmParameterSpec mask, Hash hash)
      throws InvalidAlgorithmParameterException {
    if (mask == null) {
      return hash;
    }
    if (!(mask instanceof MGF1ParameterSpec mgf1)) {
      throw new InvalidAlgorithmParameterException(
          "RSASSA-PSS: MGF1 takes an MGF1ParameterSpec, not a " + mask.getClass().getName());
    }
    return hash(mgf1.getDigestAlgorithm());
  }

  /** The parameters that names such as SHA256withRSAandMGF1 stand for. */
  static PssParameters of(Hash hash) {
    return new PssParameters(spec(hash, hash, hash.length()), hash, hash);
  }

  /** The parameters with digests by their standard names and nothing left to defaults. */
  PSSParameterSpec standardSpec() {
    return spec(hash, mgfHash, spec.getSaltLength());
  }

  private static PSSParameterSpec spec(Hash hash, Hash maskHash, int saltLength) {
    return new PSSParameterSpec(
        hash.digestName(),
        "MGF1",
        new MGF1ParameterSpec(maskHash.digestName()),
        saltLength,
        PSSParameterSpec.TRAILER_FIELD_BC);
  }

  private static Hash hash(String name) throws InvalidAlgorithmParameterException {
    Hash hash = Hash.named(name);
    if (hash == null) {
      throw new InvalidAlgorithmParameterException("RSASSA-PSS: no digest " + name + " here");
    }
    return hash;
  }

  /** The mechanism of this type (CKM_*) with these parameters. */
  Mechanism mechanism(long type) {
    return Mechanism.rsaPss(type, hash.mechanism(), mgfHash.mgf(), spec.getSaltLength());
  }

  /** The shortest encoded message that takes digest and salt, in bytes. */
  long minEncodedLength() {
    return hash.length() + 2L + spec.getSaltLength();
  }
}
