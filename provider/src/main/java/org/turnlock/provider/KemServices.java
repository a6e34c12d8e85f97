// SPDX-License-Identifier: Apache-2.0
package org.turnlock.provider;

import java.util.ArrayList;
import java.util.List;
import org.turnlock.jca.kem.MlKemSpi;
import org.turnlock.pkcs11.constant.Ckf;
import org.turnlock.pkcs11.constant.Ckm;
import org.turnlock.token.ParameterSet;

/** Key encapsulation: from JDK 21 on, which has the API. */
final class KemServices {
  private KemServices() {}

  static List<ServiceRow> rows() {
    List<ServiceRow> rows = new ArrayList<>();
    rows.add(kem("ML-KEM"));
    for (ParameterSet set : ParameterSet.values()) {
      if (!set.signs()) {
        rows.add(kem(set.jcaName()).oid(set.oid()));
      }
    }
    return rows;
  }

  private static ServiceRow kem(String name) {
    return ServiceRow.of("KEM", name, MlKemSpi.class, context -> MlKemSpi.of(context, name))
        .needs(Need.of(Ckm.ML_KEM, Ckf.DECAPSULATE))
        .takes(KeyKind.ML_KEM_PRIVATE);
  }
}
