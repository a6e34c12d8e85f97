// SPDX-License-Identifier: Apache-2.0
package org.turnlock.softhsm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.platform.testkit.engine.EngineTestKit;

/** Two test classes get two tokens, the tests of one class share one. */
class SoftHsmExtensionTest {
  private static final List<SoftHsmToken> FIRST = new ArrayList<>();
  private static final List<SoftHsmToken> SECOND = new ArrayList<>();

  @Test
  void eachClassGetsATokenOfItsOwn() {
    EngineTestKit.engine("junit-jupiter")
        .selectors(selectClass(FirstFixture.class), selectClass(SecondFixture.class))
        .execute()
        .testEvents()
        .assertStatistics(statistics -> statistics.succeeded(3).failed(0));

    assertThat(FIRST).hasSize(2);
    assertThat(FIRST.get(0)).isSameAs(FIRST.get(1));
    assertThat(SECOND).hasSize(1);
    assertThat(SECOND.get(0).label()).isNotEqualTo(FIRST.get(0).label());
    assertThat(SECOND.get(0).configuration()).isNotEqualTo(FIRST.get(0).configuration());
  }

  @SoftHsm
  static class FirstFixture {
    @Test
    void one(SoftHsmToken token) {
      FIRST.add(token);
    }

    @Test
    void two(SoftHsmToken token) {
      FIRST.add(token);
    }
  }

  @ExtendWith(SoftHsmExtension.class)
  static class SecondFixture {
    @Test
    void one(SoftHsmToken token) {
      SECOND.add(token);
    }
  }
}
