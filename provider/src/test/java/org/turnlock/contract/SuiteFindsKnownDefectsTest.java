// SPDX-License-Identifier: Apache-2.0
package org.turnlock.contract;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.turnlock.contract.support.Backend;
import org.turnlock.contract.support.CipherMode;
import org.turnlock.contract.support.Defect;
import org.turnlock.contract.support.DefectiveProvider;

/** The cipher suite passes a sound provider, and fails it with any one known defect planted. */
class SuiteFindsKnownDefectsTest {
  private static final int CASES = 200;

  /** Anonymous, so that it is not discovered as a test: it is run from here. */
  private static AesCipherContract suiteOn(Defect defect) {
    return new AesCipherContract() {
      @Override
      protected Backend open() {
        return DefectiveProvider.backend(defect, CASES);
      }
    };
  }

  @ParameterizedTest
  @EnumSource
  void onlyTheSoundProviderPasses(Defect defect) throws Exception {
    AesCipherContract suite = suiteOn(defect);
    suite.openBackend();
    suite.importKeys();
    List<AssertionError> found = new ArrayList<>();
    for (CipherMode mode : CipherMode.COMMON) {
      try {
        suite.everySplitAndFormGivesTheReferenceResult(mode);
        suite.malformedCiphertextComesToWhatSunJceMakesOfIt(mode);
      } catch (AssertionError e) {
        found.add(e);
      }
    }
    if (defect == Defect.NONE) {
      assertThat(found).isEmpty();
    } else {
      assertThat(found).isNotEmpty();
    }
  }
}
