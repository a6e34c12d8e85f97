// SPDX-License-Identifier: Apache-2.0
package org.turnlock.keys.record;

import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.turnlock.keys.ManagedKeyException;
import org.turnlock.token.Token;

/**
 * A process that counts in a key's description, one commit at a time, and in another thread looks
 * whether the record ever vanishes or goes back. Arguments behind those of {@link TokenProcess}:
 * alias, seconds, and for how many milliseconds a silent lease is good.
 */
final class CountingProcess {
  private CountingProcess() {}

  public static void main(String[] args) throws Exception {
    PrintStream out = new PrintStream(System.out, true, StandardCharsets.UTF_8);
    Token token = TokenProcess.open(Arrays.asList(args).subList(0, 3));
    List<String> own = Arrays.asList(args).subList(3, args.length);
    String alias = own.get(0);
    RecordStore store = RecordStores.open(token, null);
    out.println("READY");
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(Long.parseLong(own.get(1)));
    Thread reader = new Thread(() -> read(store, alias, end, out));
    reader.start();
    while (System.nanoTime() < end) {
      try (RecordLease lease = store.lease(alias)) {
        ManagedKeyRecord record = lease.record().orElseThrow();
        int count = Integer.parseInt(record.description()) + 1;
        lease.commit(record.toBuilder().description(Integer.toString(count)).build());
        out.println("COUNTED " + count);
      } catch (ManagedKeyException e) {
        out.println(e.reason() + " " + e.getMessage());
      }
    }
    reader.join();
    out.println("END");
  }

  private static void read(RecordStore store, String alias, long end, PrintStream out) {
    long last = 0;
    int reads = 0;
    while (System.nanoTime() < end) {
      long revision = store.find(alias).map(ManagedKeyRecord::revision).orElse(-1L);
      reads++;
      if (revision < last) {
        out.println("WRONG revision " + revision + " after " + last);
      }
      last = revision;
    }
    out.println("READS " + reads);
  }
}
