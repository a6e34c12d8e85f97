// SPDX-License-Identifier: Apache-2.0
package org.turnlock.audit.trail.token;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
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

  @Test
  void theTrailSaysWhyItIsNotSigned() throws Exception {
    AuditOrigin origin = new AuditOrigin("0a1b", "host", 1, "shop", "Turnlock", "nss", "0");
    String lines =
        "--name=nss\nnssLibraryDirectory=" + NssSoftokn.find().directory() + "\nnssDbMode=noDb\n";
    try (Token token = TestProviders.token(lines)) {
      TokenHeads heads = new TokenHeads(token);
      assertThat(heads.neverKeeps()).isPresent();
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
  }
}
