// SPDX-License-Identifier: Apache-2.0
package org.turnlock.cli.console;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * Lets a command end in good order, what it made removed, when its process is told to stop
 * (Ctrl-C): the process waits a while for it to come to its next step.
 */
public final class Interruption implements AutoCloseable {
  private static final int PATIENCE_SECONDS = 15;

  private final CountDownLatch ended = new CountDownLatch(1);
  private final Thread hook = new Thread(this::await, "turnlock-interruption");
  private final String doing;
  private volatile boolean asked;

  /**
   * @param doing what then is done still, for the user: {@code removing what was made}
   */
  public Interruption(String doing) {
    this.doing = doing;
    Runtime.getRuntime().addShutdownHook(hook);
  }

  private void await() {
    asked = true;
    // Said here: the process may be gone before the command itself gets to say it.
    System.err.println("turnlock: interrupted; " + doing);
    try {
      if (!ended.await(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
        System.getLogger("org.turnlock.cli")
            .log(System.Logger.Level.WARNING, "interrupted in a long step; something may be left");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** Whether the process has been told to stop. */
  public boolean asked() {
    return asked;
  }

  /**
   * Goes on, or not.
   *
   * @throws Failure if the process has been told to stop
   */
  public void check() {
    if (asked) {
      throw new Failure("interrupted");
    }
  }

  /** The command has ended, and has nothing left to remove. */
  @Override
  public void close() {
    ended.countDown();
    if (!asked) {
      try {
        Runtime.getRuntime().removeShutdownHook(hook);
      } catch (IllegalStateException e) {
        // Told to stop just now: the hook runs, and need not wait.
      }
    }
  }
}
