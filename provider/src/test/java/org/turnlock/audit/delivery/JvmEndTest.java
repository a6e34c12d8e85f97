// SPDX-License-Identifier: Apache-2.0
package org.turnlock.audit.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.ref.ReferenceQueue;
import java.lang.ref.WeakReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The JVM holds on to what is to be done at its end, and to all that this knows: for how long? */
@Timeout(60)
class JvmEndTest {
  private static final int WAIT_MILLIS = 20;

  private final ReferenceQueue<Object> collected = new ReferenceQueue<>();

  private static JvmEnd watching(Object[] loaded) {
    JvmEnd end = new JvmEnd(() -> use(loaded));
    end.watch();
    end.watch();
    return end;
  }

  private static void use(Object[] loaded) {
    loaded[0] = null;
  }

  private static WeakReference<Object> toBeCollected(
      Object[] loaded, ReferenceQueue<Object> queue) {
    return new WeakReference<>(loaded[0], queue);
  }

  @Test
  void onlyUntilItIsForgotten() throws Exception {
    Object[] loaded = {new Object()};
    WeakReference<Object> reference = toBeCollected(loaded, collected);
    JvmEnd end = watching(loaded);
    loaded = null;
    System.gc();
    assertThat(reference.get()).isNotNull();
    end.forget();
    end.forget();
    end = null;
    while (collected.remove(WAIT_MILLIS) == null) {
      System.gc();
    }
    assertThat(reference.get()).isNull();
  }
}
