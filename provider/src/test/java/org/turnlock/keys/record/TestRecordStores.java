// SPDX-License-Identifier: Apache-2.0
package org.turnlock.keys.record;

import java.time.Duration;
import org.turnlock.token.Token;

/** Stores for tests of other packages. */
public final class TestRecordStores {
  private TestRecordStores() {}

  /** The token's own store, where whoever waits for a dead writer has waited long enough. */
  public static RecordStore withoutWaiting(Token token) {
    return RecordStores.open(token, null, new FakeTime().settings(Duration.ofSeconds(30)));
  }
}
