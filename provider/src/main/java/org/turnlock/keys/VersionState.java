// SPDX-License-Identifier: Apache-2.0
package org.turnlock.keys;

/** The state of one version of a managed key. */
public enum VersionState {
  /** Does the new work, and its share of the old. */
  CURRENT,
  /** Decrypts, unwraps and verifies what it has made. */
  DECRYPT_ONLY,
  /** Refuses every use until it is enabled again. */
  DISABLED,
  /** Gone for good. */
  DESTROYED,
  /** Made, and waits for its certificate to become the current one. */
  PENDING
}
