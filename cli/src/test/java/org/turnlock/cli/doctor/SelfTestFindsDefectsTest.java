// SPDX-License-Identifier: Apache-2.0
package org.turnlock.cli.doctor;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.turnlock.cli.DefectiveProvider;

/** A trial that cannot fail would say nothing. */
class SelfTestFindsDefectsTest {
  private final SelfTest test = new SelfTest(new DefectiveProvider(), () -> 0);

  @Test
  void aMacThatIgnoresTheMessageFails() {
    TrialResult result = test.run("Mac", "HmacSHA256");
    assertThat(result.outcome()).isEqualTo(TrialResult.Outcome.FAILED);
    assertThat(result.message()).contains("does not depend on the message");
  }

  @Test
  void aKeyThatShowsItsBytesFails() {
    TrialResult result = test.run("KeyGenerator", "HmacSHA256");
    assertThat(result.outcome()).isEqualTo(TrialResult.Outcome.FAILED);
    assertThat(result.message()).contains("shows its bytes");
  }

  @Test
  void aServiceThatIsNotThereFailsByName() {
    assertThat(test.run("Cipher", "AES/GCM/NoPadding").message()).contains("AES");
    assertThat(test.run("Something", "Else").outcome()).isEqualTo(TrialResult.Outcome.NOT_TRIED);
  }
}
