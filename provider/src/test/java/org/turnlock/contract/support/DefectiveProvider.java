// SPDX-License-Identifier: Apache-2.0
package org.turnlock.contract.support;

import java.security.Provider;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/** SunJCE's AES behind a simple buffering front with one planted defect: tests of the tests. */
public final class DefectiveProvider extends Provider {
  private static final long serialVersionUID = 1L;

  private DefectiveProvider(Defect defect) {
    super("Defective", "1", "SunJCE with the defect " + defect);
    for (CipherMode mode : CipherMode.COMMON) {
      putService(
          new Service(
              this,
              "Cipher",
              mode.transformation(),
              DefectiveCipherSpi.class.getName(),
              null,
              null) {
            @Override
            public Object newInstance(Object parameter) {
              return new DefectiveCipherSpi(mode, defect);
            }
          });
    }
  }

  /** A backend with software keys; its front gathers everything, so blocks are not eager. */
  public static Backend backend(Defect defect, int cases) {
    Set<Feature> lacks = EnumSet.of(Feature.EAGER_BLOCKS, Feature.TINY_CIPHERTEXT);
    return new Backend(
        defect.name(),
        List.of(new DefectiveProvider(defect)),
        KeyImport.none(),
        lacks,
        Set.of(),
        cases);
  }
}
