// SPDX-License-Identifier: Apache-2.0
package org.turnlock.pkcs11.binding;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.turnlock.pkcs11.binding.CallTrace.Count;

/** What a trace counts, of which thread. */
class CallTraceTest {
  private final CallTrace trace = new CallTrace();
  private final Seam seam = trace.around(Seam.class, code -> code);

  /** A function of a module that answers what it is told to. */
  @FunctionalInterface
  interface Seam {
    long call(long code);
  }

  @Test
  void countsCallsAndFailuresOfAllThreads() throws Exception {
    seam.call(0);
    inAnotherThread(() -> seam.call(5));
    assertThat(trace.total()).isEqualTo(2);
    Count count = trace.counts().get("call");
    assertThat(count.calls()).isEqualTo(2);
    assertThat(count.failures()).isEqualTo(1);
  }

  @Test
  void countsOfWorkAreThoseOfItsThreadAlone() throws Exception {
    Map<String, Count> counts =
        trace.countsOf(
            () -> {
              seam.call(5);
              inAnotherThread(() -> seam.call(0));
              return seam.call(0);
            });
    assertThat(counts.get("call").calls()).isEqualTo(2);
    assertThat(counts.get("call").failures()).isEqualTo(1);
    seam.call(0);
    assertThat(trace.countsOf(() -> null)).isEmpty();
    assertThat(trace.total()).isEqualTo(4);
  }

  private static void inAnotherThread(Runnable work) throws InterruptedException {
    Thread thread = new Thread(work);
    thread.start();
    thread.join();
  }
}
