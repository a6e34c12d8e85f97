// SPDX-License-Identifier: Apache-2.0
package org.turnlock.keys.record;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicLong;
import org.turnlock.token.DataObjects;
import org.turnlock.token.TokenData;

/**
 * Data objects in memory for actors of which one runs at a time: each call of each actor waits
 * until it is let through.
 */
final class SteppedData {
  private final List<TokenData> objects = new CopyOnWriteArrayList<>();

  /** Time as all actors see it. */
  final AtomicLong nanos = new AtomicLong();

  @SuppressWarnings("ArrayRecordComponent")
  private record Held(String application, String label, byte[] value) implements TokenData {
    @Override
    public boolean equals(Object other) {
      return this == other;
    }

    @Override
    public int hashCode() {
      return System.identityHashCode(this);
    }
  }

  /** What an actor sees of it. */
  DataObjects seenBy(Runnable turn) {
    return new DataObjects() {
      @Override
      public boolean holdsData() {
        return true;
      }

      @Override
      public List<TokenData> data(String application) {
        turn.run();
        return objects.stream().filter(it -> it.application().equals(application)).toList();
      }

      @Override
      public List<TokenData> data(String application, String label) {
        return data(application).stream().filter(it -> it.label().equals(label)).toList();
      }

      @Override
      public TokenData addData(String application, String label, byte[] value) {
        turn.run();
        TokenData added = new Held(application, label, value.clone());
        objects.add(added);
        return added;
      }

      @Override
      public void destroy(TokenData data) {
        turn.run();
        objects.remove(data);
      }
    };
  }
}
