// SPDX-License-Identifier: Apache-2.0
package org.turnlock.keys.record;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.util.List;
import org.turnlock.token.DataObjects;
import org.turnlock.token.Token;

/** Stores for tests of other packages. */
public final class TestRecordStores {
  private TestRecordStores() {}

  /** The token's own store, where whoever waits for a dead writer has waited long enough. */
  public static RecordStore withoutWaiting(Token token) {
    return RecordStores.open(token, null, new FakeTime().settings(Duration.ofSeconds(30)));
  }

  /** A store whose list of all records is an old one. */
  public static RecordStore listing(List<ManagedKeyRecord> old, RecordStore real) {
    return (RecordStore)
        Proxy.newProxyInstance(
            RecordStore.class.getClassLoader(),
            new Class<?>[] {RecordStore.class},
            (self, method, arguments) -> {
              try {
                return method.getName().equals("all") ? old : method.invoke(real, arguments);
              } catch (InvocationTargetException e) {
                throw e.getCause();
              }
            });
  }

  /** How many records of an alias there are; fails where there are parts that belong to none. */
  public static int records(DataObjects data, String alias) {
    return whole(Records.records(data, alias), alias);
  }

  /** The same of ledgers. */
  public static int ledgers(DataObjects data, String alias) {
    return whole(Records.ledgers(data, alias), alias);
  }

  private static int whole(List<StoredValue> values, String alias) {
    assertThat(values).as(alias).allMatch(StoredValue::isWhole);
    return values.size();
  }
}
