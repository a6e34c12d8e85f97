// SPDX-License-Identifier: Apache-2.0
package org.turnlock.audit;

import java.time.Duration;

/** The audit of one provider: who is told of the uses of its keys. Thread-safe. */
public interface AuditLog {
  /**
   * Tells {@code sink} too from now on. When its queue is full it misses events, and is told how
   * many.
   *
   * @throws IllegalStateException if there is one of that name, or the provider is closed
   */
  void add(AuditSink sink);

  /**
   * Tells the sink of this name no more, once it has had what waits for it, and closes it.
   *
   * @return whether there was one
   */
  boolean remove(String name);

  /**
   * Waits until every sink has had what was told before.
   *
   * @return false if that took longer than {@code limit}
   */
  boolean flush(Duration limit) throws InterruptedException;
}
