// SPDX-License-Identifier: Apache-2.0
package org.turnlock.benchmarks;

import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.turnlock.pkcs11.binding.ThreadCalls;

/** What one thread has for itself; the key is all threads' own. Tells its C calls. */
@State(Scope.Thread)
public abstract class Caller {
  private long before;

  Caller() {}

  /** Begins to count. */
  @Setup(Level.Iteration)
  public final void beginToCount() {
    before = ThreadCalls.made();
  }

  /** Tells what was counted. */
  @TearDown(Level.Iteration)
  public final void tellCalls() {
    TokenCalls.tell(ThreadCalls.made() - before);
  }
}
