// SPDX-License-Identifier: Apache-2.0
package org.turnlock.jca.keystore;

import java.util.ArrayDeque;
import java.util.Deque;

/**
 * The way back out of a change that takes several steps: unless {@link #commit()} is called,
 * closing it runs what was noted, newest first. A step that fails does not stop the others.
 */
final class Undo implements AutoCloseable {
  private final Deque<Runnable> steps = new ArrayDeque<>();

  /** Notes how to take back what has just been done. */
  void note(Runnable step) {
    steps.push(step);
  }

  /** The change is whole: nothing is taken back. */
  void commit() {
    steps.clear();
  }

  @Override
  public void close() {
    RuntimeException failure = null;
    while (!steps.isEmpty()) {
      try {
        steps.pop().run();
      } catch (RuntimeException e) {
        if (failure == null) {
          failure = e;
        } else {
          failure.addSuppressed(e);
        }
      }
    }
    if (failure != null) {
      throw failure;
    }
  }
}
