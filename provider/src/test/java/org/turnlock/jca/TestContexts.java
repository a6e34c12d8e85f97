// SPDX-License-Identifier: Apache-2.0
package org.turnlock.jca;

import java.time.Clock;
import org.turnlock.keys.directory.ManagedKeyDirectory;
import org.turnlock.keys.directory.UseMeter;
import org.turnlock.keys.record.MemoryRecordStore;
import org.turnlock.keys.record.RecordStore;
import org.turnlock.lifecycle.ManagedKeyEngine;
import org.turnlock.operation.ActionAudit;
import org.turnlock.operation.KeyOperations;
import org.turnlock.token.Token;

/** What an SPI is given, over a token of a test's own. */
public final class TestContexts {
  private TestContexts() {}

  public static JcaContext over(Token token) {
    return over(token, PinProvider.NONE);
  }

  public static JcaContext over(Token token, PinProvider pins) {
    return over(token, pins, SoftwareKeyRule.IMPORT);
  }

  public static JcaContext over(Token token, PinProvider pins, SoftwareKeyRule rule) {
    RecordStore records = new MemoryRecordStore();
    ManagedKeyDirectory directory =
        new ManagedKeyDirectory(token, records, UseMeter.NONE, ManagedKeyDirectory.DEFAULT_REFRESH);
    return new JcaContext(
        token,
        new KeyOperations(),
        ActionAudit.NONE,
        pins,
        rule,
        Hashing.IN_JAVA,
        directory,
        new ManagedKeyEngine(records, directory, new TestProvider(), Clock.systemUTC()));
  }
}
