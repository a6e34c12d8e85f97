// SPDX-License-Identifier: Apache-2.0
package org.turnlock.pkcs11;

import java.lang.ref.WeakReference;
import java.util.ArrayList;
import java.util.List;

/**
 * The tokens that this process has opened on one slot. Where a change of objects must be the only
 * call in flight, it is so for all of them: several providers may share a token.
 */
final class SlotUsers {
  /** What makes calls of one token. Who keeps it is a user; who drops it has left. */
  record User(SessionPool pool, Keeper keeper) {}

  private final List<WeakReference<User>> users = new ArrayList<>();

  /** A new user; waits for a change that goes on. */
  synchronized User join(SessionPool pool, Keeper keeper) {
    User user = new User(pool, keeper);
    users.removeIf(it -> it.get() == null);
    users.add(new WeakReference<>(user));
    return user;
  }

  synchronized void leave(User user) {
    users.removeIf(it -> it.get() == null || user.equals(it.get()));
  }

  /**
   * Runs {@code change} while no user has a call in flight. Who changes keeps his own keeper free:
   * the change goes through it, and so does a login that it may have to wait for.
   */
  synchronized void alone(User changing, Runnable change) {
    Runnable work = change;
    List<User> present = present();
    // Pools before keepers: a call that is in flight may need its keeper to end.
    for (User user : present) {
      if (!user.equals(changing)) {
        Runnable inner = work;
        work = () -> user.keeper().holding(inner);
      }
    }
    for (User user : present) {
      Runnable inner = work;
      work = () -> user.pool().alone(inner);
    }
    work.run();
  }

  private List<User> present() {
    List<User> present = new ArrayList<>();
    for (WeakReference<User> reference : users) {
      User user = reference.get();
      if (user != null) {
        present.add(user);
      }
    }
    return present;
  }
}
