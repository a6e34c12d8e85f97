// SPDX-License-Identifier: Apache-2.0
package org.turnlock.lifecycle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.turnlock.contract.support.TurnlockBackends;
import org.turnlock.keys.ManagedKeySpec;
import org.turnlock.keys.ManagedKeys;
import org.turnlock.provider.TurnlockProvider;
import org.turnlock.softhsm.SoftHsm;
import org.turnlock.softhsm.SoftHsmToken;
import org.turnlock.token.TokenException;

/** Managed keys of a provider with one session only, logged out, closed, without a token. */
@SoftHsm
class SoftHsmScarceTokenTest {
  private final TurnlockProvider provider;

  SoftHsmScarceTokenTest(SoftHsmToken token) {
    provider = TurnlockBackends.softHsmProvider(token, "poolSize=1");
  }

  @Test
  void oneSessionIsEnoughAndNoneIsRefusedClearly() throws Exception {
    ManagedKeys keys = provider.managedKeys();
    keys.create(ManagedKeySpec.builder("lonely").build());
    keys.create(ManagedKeySpec.builder("pair").algorithm("EC").build());
    assertThat(keys.rotate("lonely", 1).current()).isEqualTo(2);
    assertThat(Storm.of(4, thread -> keys.destroyVersion("lonely", 1).current()))
        .containsExactly(2, 2, 2, 2);
    assertThat(keys.publicKey("pair", 1)).isNotNull();
    provider.logout();
    assertThatThrownBy(() -> keys.rotate("lonely", 2))
        .isInstanceOfSatisfying(
            TokenException.class,
            e -> assertThat(e.reason()).isEqualTo(TokenException.Reason.NOT_LOGGED_IN));
    provider.close();
    assertThatThrownBy(provider::managedKeys)
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("closed");
    assertThatThrownBy(() -> keys.describe("lonely")).isInstanceOf(TokenException.class);
    assertThatThrownBy(() -> new TurnlockProvider().managedKeys())
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("configure");
  }
}
