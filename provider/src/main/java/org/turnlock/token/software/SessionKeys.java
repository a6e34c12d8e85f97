// SPDX-License-Identifier: Apache-2.0
package org.turnlock.token.software;

import java.util.Collections;
import java.util.Set;
import java.util.WeakHashMap;
import org.turnlock.token.TokenException;

/**
 * The session keys made during one login, so that its end wipes them; holds none against the GC.
 */
final class SessionKeys {
  private final Set<KeyMaterial> live = Collections.newSetFromMap(new WeakHashMap<>());
  private boolean ended;

  synchronized void add(KeyMaterial key) {
    if (ended) {
      key.wipe();
      throw new TokenException(
          TokenException.Reason.NOT_LOGGED_IN, "the login ended before the key was made");
    }
    live.add(key);
  }

  /** Wipes all, and lets no key in any more. */
  synchronized void end() {
    ended = true;
    live.forEach(KeyMaterial::wipe);
    live.clear();
  }
}
