// SPDX-License-Identifier: Apache-2.0
package org.turnlock.lifecycle;

/** Which certificate a new version gets: what the one before has, it has too. */
enum CertificateNeed {
  /** None. */
  NONE,
  /** One that it signs itself. */
  SELF_SIGNED,
  /** One that somebody else must issue: it is never replaced by a self-signed one. */
  ISSUED
}
