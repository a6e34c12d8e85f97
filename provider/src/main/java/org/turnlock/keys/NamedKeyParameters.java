// SPDX-License-Identifier: Apache-2.0
package org.turnlock.keys;

import java.security.spec.NamedParameterSpec;
import java.util.Optional;
import org.turnlock.pkcs11.constant.Ckk;
import org.turnlock.token.ParameterSet;
import org.turnlock.token.PublicPart;
import org.turnlock.token.Rfc8410Curve;

/** Parameters that have nothing but a name: Edwards and Montgomery curves, post-quantum sets. */
public final class NamedKeyParameters {
  private NamedKeyParameters() {}

  /** The parameters that {@code part} names; null if it names none, or unknown ones. */
  public static NamedParameterSpec of(PublicPart part) {
    return name(part).map(NamedParameterSpec::new).orElse(null);
  }

  private static Optional<String> name(PublicPart part) {
    if (part instanceof PublicPart.Edwards edwards) {
      return Rfc8410Curve.decode(edwards.parameters()).map(Rfc8410Curve::jcaName);
    }
    if (part instanceof PublicPart.Montgomery montgomery) {
      return Rfc8410Curve.decode(montgomery.parameters()).map(Rfc8410Curve::jcaName);
    }
    if (part instanceof PublicPart.MlDsa dsa) {
      return ParameterSet.of(Ckk.ML_DSA, dsa.set()).map(ParameterSet::jcaName);
    }
    return part instanceof PublicPart.MlKem kem
        ? ParameterSet.of(Ckk.ML_KEM, kem.set()).map(ParameterSet::jcaName)
        : Optional.empty();
  }
}
