// SPDX-License-Identifier: Apache-2.0
package org.turnlock.provider;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.security.ProviderException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledForJreRange;
import org.junit.jupiter.api.condition.JRE;
import org.turnlock.contract.support.TurnlockBackends;

/** What {@code binding = foreign} needs; what it does is in the contracts' tests. */
class ForeignBindingTest {
  @Test
  @EnabledForJreRange(max = JRE.JAVA_21)
  void aJavaWithoutItIsTold() {
    assertThatThrownBy(() -> TurnlockBackends.nssProvider("binding=foreign"))
        .isInstanceOf(ProviderException.class)
        .hasMessageContaining("Java 22")
        .hasMessageContaining("leave the directive 'binding' out");
  }

  @Test
  @EnabledForJreRange(min = JRE.JAVA_22)
  void aLibraryHasOneBindingInAProcess() {
    TurnlockProvider first = TurnlockBackends.nssProvider("binding=foreign");
    try (first) {
      assertThatThrownBy(() -> TurnlockBackends.nssProvider())
          .isInstanceOf(ProviderException.class)
          .hasMessageContaining("other binding");
    }
  }
}
