// SPDX-License-Identifier: Apache-2.0
package org.turnlock.audit.trail;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.turnlock.audit.AuditAction;
import org.turnlock.audit.AuditEventBuilder;
import org.turnlock.audit.delivery.AuditDelivery;
import org.turnlock.audit.delivery.SinkRule;

/**
 * A process of its own that tells of uses from several threads, and prints a line for each as soon
 * as it was told. Arguments: trail, durability, threads, how many each.
 */
final class TrailWritingProcess {
  private TrailWritingProcess() {}

  public static void main(String[] args) throws Exception {
    PrintStream out = new PrintStream(System.out, true, StandardCharsets.UTF_8);
    TrailSettings settings =
        Trails.settings(Path.of(args[0]))
            .durability(Durability.of(args[1]).orElseThrow())
            .files(100_000, Duration.ofDays(1));
    AuditDelivery delivery = new AuditDelivery(Trails.ORIGIN);
    delivery.add(TrailSink.open(settings, Trails.ORIGIN, HeadSigner.NONE), SinkRule.mandatory());
    int each = Integer.parseInt(args[3]);
    Thread[] threads = new Thread[Integer.parseInt(args[2])];
    for (int i = 0; i < threads.length; i++) {
      threads[i] =
          new Thread(
              () -> {
                for (int j = 0; j < each; j++) {
                  AuditEventBuilder event =
                      new AuditEventBuilder(AuditAction.ENCRYPT, Instant.EPOCH).bytes(j, j);
                  delivery.reserve(AuditAction.ENCRYPT).tell(event);
                  out.println("told");
                }
              });
      threads[i].start();
    }
    for (Thread thread : threads) {
      thread.join();
    }
    delivery.close();
    out.println("closed");
  }

  static Process start(Path trail, Durability durability, int threads, int each)
      throws IOException {
    Path java = Path.of(System.getProperty("java.home"), "bin", "java");
    return new ProcessBuilder(
            List.of(
                java.toString(),
                "-Xshare:auto",
                "-XX:TieredStopAtLevel=1",
                "-cp",
                System.getProperty("java.class.path"),
                TrailWritingProcess.class.getName(),
                trail.toString(),
                durability.text(),
                Integer.toString(threads),
                Integer.toString(each)))
        .redirectError(ProcessBuilder.Redirect.INHERIT)
        .start();
  }
}
