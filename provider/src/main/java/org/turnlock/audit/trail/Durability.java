// SPDX-License-Identifier: Apache-2.0
package org.turnlock.audit.trail;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** What outlives what. */
public enum Durability {
  /** Records are with the operating system at once: they outlive the process, however it ends. */
  OS,
  /** Each record outlives a loss of power before the next is taken. */
  FSYNC,
  /** The same, a group of records at a time: as many as came while the disk was busy. */
  FSYNC_GROUP;

  /** As the configuration says it. */
  public String text() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /** The one that {@code text} names; empty if there is none. */
  public static Optional<Durability> of(String text) {
    return Arrays.stream(values()).filter(it -> it.text().equals(text)).findAny();
  }
}
