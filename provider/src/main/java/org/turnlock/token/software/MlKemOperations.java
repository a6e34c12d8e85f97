// SPDX-License-Identifier: Apache-2.0
package org.turnlock.token.software;

import java.util.Arrays;
import org.bouncycastle.crypto.kems.MLKEMExtractor;
import org.bouncycastle.crypto.params.MLKEMPrivateKeyParameters;
import org.turnlock.pkcs11.constant.Cka;
import org.turnlock.pkcs11.constant.Ckk;
import org.turnlock.token.KeyAttributes.KeyClass;
import org.turnlock.token.KeyUsage;
import org.turnlock.token.ParameterSet;
import org.turnlock.token.TokenException;
import org.turnlock.token.TokenException.Reason;

/** ML_KEM (FIPS 203): decapsulation. What was not encapsulated for the key gives another secret. */
final class MlKemOperations {
  private MlKemOperations() {}

  static byte[] secret(StoredObject object, byte[] encapsulation) {
    object.require(KeyClass.PRIVATE, KeyUsage.DECAPSULATE, Ckk.ML_KEM);
    // Made anew for each use: Bouncy Castle's object keeps the bytes open.
    MLKEMPrivateKeyParameters key = key(object);
    try {
      MLKEMExtractor extractor = new MLKEMExtractor(key);
      if (encapsulation.length != extractor.getEncapsulationLength()) {
        throw new TokenException(
            Reason.DATA_REJECTED,
            "an encapsulation has "
                + extractor.getEncapsulationLength()
                + " bytes, not "
                + encapsulation.length);
      }
      return extractor.extractSecret(encapsulation);
    } finally {
      key.destroy();
    }
  }

  private static MLKEMPrivateKeyParameters key(StoredObject object) {
    ParameterSet set =
        ParameterSet.of(Ckk.ML_KEM, object.attributes().number(Cka.PARAMETER_SET, -1))
            .orElseThrow(() -> new TokenException(Reason.KEY_REFUSED, "unknown parameter set"));
    byte[] value = object.material().copyOf(Cka.VALUE);
    try {
      return new MLKEMPrivateKeyParameters(PostQuantumKeys.mlKemParameters(set), value);
    } finally {
      Arrays.fill(value, (byte) 0);
    }
  }
}
