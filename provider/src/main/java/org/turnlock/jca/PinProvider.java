// SPDX-License-Identifier: Apache-2.0
package org.turnlock.jca;

import javax.security.auth.login.LoginException;

/** Where a provider finds its token's PIN when a program logs in without giving one. */
@FunctionalInterface
public interface PinProvider {
  /** Knows no PIN. */
  PinProvider NONE = () -> null;

  /**
   * The PIN in an array of its own, which the caller wipes; null if there is none to be had.
   *
   * @throws LoginException if there should be one, but it cannot be read
   */
  char[] pin() throws LoginException;
}
