// SPDX-License-Identifier: Apache-2.0
package org.turnlock.config;

/** What is wrong with one value; whoever knows the file and the directive adds them. */
final class BadValue extends Exception {
  private static final long serialVersionUID = 1L;

  /** Takes the message as it is to be shown: without secrets. */
  BadValue(String problem) {
    super(problem);
  }
}
