// SPDX-License-Identifier: Apache-2.0
package org.turnlock.cli.file;

/** Who may read what a command writes. */
public enum Readers {
  /** Its owner alone. */
  OWNER,
  /** Whoever the process lets, as with any file: it is public. */
  ANYBODY,
  /** Whoever may read the file that it replaces, which keeps its owner and group too. */
  AS_BEFORE
}
