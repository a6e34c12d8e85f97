// SPDX-License-Identifier: Apache-2.0
package org.turnlock.keys;

import java.nio.charset.StandardCharsets;
import java.security.spec.NamedParameterSpec;
import java.util.Map;
import org.bouncycastle.asn1.ASN1Encodable;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.ASN1Primitive;
import org.bouncycastle.asn1.ASN1String;
import org.turnlock.pkcs11.constant.Ckp;
import org.turnlock.token.PublicPart;

/**
 * Parameters that have nothing but a name: Edwards and Montgomery curves, post-quantum sets.
 * CKA_EC_PARAMS tells such a curve by its identifier (RFC 8410) or by a name (PKCS#11 3.1, section
 * 6.3.5).
 */
public final class NamedKeyParameters {
  private static final Map<String, NamedParameterSpec> CURVES =
      Map.of(
          "1.3.101.110", NamedParameterSpec.X25519,
          "curve25519", NamedParameterSpec.X25519,
          "1.3.101.111", NamedParameterSpec.X448,
          "curve448", NamedParameterSpec.X448,
          "1.3.101.112", NamedParameterSpec.ED25519,
          "edwards25519", NamedParameterSpec.ED25519,
          "1.3.101.113", NamedParameterSpec.ED448,
          "edwards448", NamedParameterSpec.ED448);

  private static final Map<Long, String> ML_DSA =
      Map.of(Ckp.ML_DSA_44, "ML-DSA-44", Ckp.ML_DSA_65, "ML-DSA-65", Ckp.ML_DSA_87, "ML-DSA-87");

  private static final Map<Long, String> ML_KEM =
      Map.of(
          Ckp.ML_KEM_512, "ML-KEM-512",
          Ckp.ML_KEM_768, "ML-KEM-768",
          Ckp.ML_KEM_1024, "ML-KEM-1024");

  private NamedKeyParameters() {}

  /** The parameters that {@code part} names; null if it names none, or unknown ones. */
  public static NamedParameterSpec of(PublicPart part) {
    if (part instanceof PublicPart.Edwards edwards) {
      return curve(edwards.parameters());
    }
    if (part instanceof PublicPart.Montgomery montgomery) {
      return curve(montgomery.parameters());
    }
    if (part instanceof PublicPart.MlDsa dsa) {
      return set(ML_DSA.get(dsa.set()));
    }
    return part instanceof PublicPart.MlKem kem ? set(ML_KEM.get(kem.set())) : null;
  }

  private static NamedParameterSpec set(String name) {
    return name == null ? null : new NamedParameterSpec(name);
  }

  private static NamedParameterSpec curve(byte[] parameters) {
    try {
      ASN1Encodable value = ASN1Primitive.fromByteArray(parameters);
      if (value instanceof ASN1ObjectIdentifier identifier) {
        return CURVES.get(identifier.getId());
      }
      return value instanceof ASN1String name ? CURVES.get(name.getString()) : null;
    } catch (java.io.IOException notDer) {
      return CURVES.get(new String(parameters, StandardCharsets.US_ASCII));
    }
  }
}
