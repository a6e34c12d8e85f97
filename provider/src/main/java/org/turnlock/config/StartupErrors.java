// SPDX-License-Identifier: Apache-2.0
package org.turnlock.config;

/** What to do when the token cannot be opened: {@code handleStartupErrors}. */
public enum StartupErrors {
  /** {@code halt}: fail. */
  HALT("halt"),
  /** {@code ignoreAll}: be a provider without services. */
  IGNORE_ALL("ignoreAll"),
  /** {@code ignoreMissingLibrary}: the same, where the library does not exist; else fail. */
  IGNORE_MISSING_LIBRARY("ignoreMissingLibrary"),
  /** {@code ignoreMultipleInitialisation}: fail, except over what Turnlock never minds. */
  IGNORE_MULTIPLE_INITIALISATION("ignoreMultipleInitialisation");

  private final String word;

  StartupErrors(String word) {
    this.word = word;
  }

  String word() {
    return word;
  }
}
