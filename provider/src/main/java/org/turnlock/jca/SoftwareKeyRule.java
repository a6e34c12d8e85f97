// SPDX-License-Identifier: Apache-2.0
package org.turnlock.jca;

/** What becomes of a software key that is handed to a Turnlock object. */
public enum SoftwareKeyRule {
  /** The program named Turnlock: the object works with a copy in the token. */
  IMPORT,
  /** The configuration says {@code implicitImport = refuse}. */
  REFUSE,
  /** The program named no provider: no software key goes into the token, not even if asked. */
  NAMELESS
}
