// SPDX-License-Identifier: Apache-2.0
package org.turnlock.pkcs11;

/** What the data of one operation are of all that belongs together. */
public enum Part {
  /** All. */
  WHOLE,

  /** Some, with more to come: the token's operation may stay active for them. */
  FOLLOWED,

  /** The last ones. */
  LAST
}
