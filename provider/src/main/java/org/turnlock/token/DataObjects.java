// SPDX-License-Identifier: Apache-2.0
package org.turnlock.token;

import java.util.List;

/**
 * Values beside the keys, which every process that uses the token sees at once. They are made and
 * removed, never changed; any number can have one name, and making one is no lock. Only who is
 * logged in sees them. Failures are {@link TokenException}. Thread-safe.
 */
public interface DataObjects {
  /** Whether there is room for data objects here at all; if not, the other methods fail. */
  boolean holdsData();

  /**
   * The resident data objects of one application. None that was there all the while is missing, and
   * where one is missing that was there at the start, all that replaced it are not: what vanishes
   * meanwhile makes for another look.
   *
   * @throws TokenException with {@link TokenException.Reason#NOT_LOGGED_IN} where a login is needed
   *     first
   */
  List<TokenData> data(String application);

  /** As {@link #data(String)}, those of one label. */
  List<TokenData> data(String application, String label);

  /** Adds a resident data object; on return it is durable, and every process sees it. */
  TokenData addData(String application, String label, byte[] value);

  /** Removes a data object. No effect if it is gone already. */
  void destroy(TokenData data);
}
