// SPDX-License-Identifier: Apache-2.0
package org.turnlock.provider;

import java.util.concurrent.Executor;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/**
 * One daemon thread, there only while it has something to do. It holds nothing of the application
 * whose thread had it begun. What comes after its end is not done.
 */
final class BackgroundThread implements Executor, AutoCloseable {
  private static final int IDLE_SECONDS = 1;

  private final ThreadPoolExecutor tasks;

  BackgroundThread(String name) {
    tasks =
        new ThreadPoolExecutor(
            1,
            1,
            IDLE_SECONDS,
            TimeUnit.SECONDS,
            new LinkedBlockingQueue<>(),
            task -> {
              Thread thread = new Thread(null, task, name, 0, false);
              thread.setContextClassLoader(null);
              thread.setDaemon(true);
              return thread;
            },
            new ThreadPoolExecutor.DiscardPolicy());
    tasks.allowCoreThreadTimeOut(true);
  }

  @Override
  public void execute(Runnable task) {
    tasks.execute(task);
  }

  /** Begins nothing more; does not wait for what goes on. */
  @Override
  public void close() {
    tasks.shutdown();
    tasks.getQueue().clear();
  }
}
