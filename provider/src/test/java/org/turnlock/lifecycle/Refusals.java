// SPDX-License-Identifier: Apache-2.0
package org.turnlock.lifecycle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.turnlock.keys.ManagedKeyException;
import org.turnlock.keys.ManagedKeyException.Reason;

/** What an operation says that a key's state does not allow. */
final class Refusals {
  private Refusals() {}

  static void assertRefused(ThrowingCallable operation, Reason reason, String... words) {
    assertThatThrownBy(operation)
        .isInstanceOfSatisfying(
            ManagedKeyException.class,
            e -> {
              assertThat(e.reason()).isEqualTo(reason);
              assertThat(e.getMessage()).contains(words);
            });
  }
}
