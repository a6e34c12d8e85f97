// SPDX-License-Identifier: Apache-2.0
package org.turnlock.audit.trail.token;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.turnlock.audit.AuditOrigin;
import org.turnlock.audit.trail.TrailReader;
import org.turnlock.audit.trail.TrailSettings;
import org.turnlock.audit.trail.TrailSink;
import org.turnlock.provider.TestProviders;
import org.turnlock.softhsm.NssSoftokn;
import org.turnlock.token.Token;

/** A token that keeps nothing: the trail goes on, and says why it is not signed. */
@Timeout(60)
class NssTokenHeadsTest {
  @TempDir Path directory;

  private final List<LogRecord> logged = new ArrayList<>();
  private final Logger logger = Logger.getLogger("org.turnlock.audit");
  private final Handler handler =
      new Handler() {
        @Override
        public synchronized void publish(LogRecord record) {
          logged.add(record);
        }

        @Override
        public void flush() {}

        @Override
        public void close() {}
      };

  @AfterEach
  void stopListening() {
    logger.removeHandler(handler);
  }

  @Test
  void theTrailSaysWhyItIsNotSignedAndTheLogOnceWithoutAStackTrace() throws Exception {
    AuditOrigin origin = new AuditOrigin("0a1b", "host", 1, "shop", "Turnlock", "nss", "0");
    String lines =
        "--name=nss\nnssLibraryDirectory=" + NssSoftokn.find().directory() + "\nnssDbMode=noDb\n";
    try (Token token = TestProviders.token(lines)) {
      TokenHeads heads = new TokenHeads(token);
      assertThat(heads.neverKeeps()).isPresent();
      logger.addHandler(handler);
      try (TrailSink sink = TrailSink.open(TrailSettings.in(directory), origin, heads)) {
        sink.flush();
        long[] told = {0};
        while (told[0] == 0) {
          LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(5));
          new TrailReader(directory)
              .forEach(TrailReader.LineFilter.holding("\"unsigned\":"), record -> ++told[0] > 0);
        }
      }
    }
    assertThat(logged)
        .singleElement()
        .satisfies(
            record -> {
              assertThat(record.getLevel()).isEqualTo(Level.WARNING);
              assertThat(record.getThrown()).isNull();
              assertThat(record.getMessage())
                  .contains("is not signed", "cannot keep the key pair 'turnlock-audit'");
            });
  }
}
