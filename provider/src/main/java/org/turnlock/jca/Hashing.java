// SPDX-License-Identifier: Apache-2.0
package org.turnlock.jca;

/** Where the message of a signature is hashed. */
public enum Hashing {
  /** In Java, and the token gets a digest: one call whatever the message's length. */
  IN_JAVA,
  /**
   * By the token, where it has a mechanism that does: for rules under which a hash must come from
   * the certified module. A message of more than 16 KiB goes there in several calls.
   */
  ON_TOKEN
}
