// SPDX-License-Identifier: Apache-2.0
package org.turnlock.audit;

/** How successful uses of keys are told. What was refused or failed is always told by itself. */
public enum UseTelling {
  /** As an event each, or one of so many. */
  EACH,
  /** Added up; see {@link Auditor#sum}. */
  SUMMED_UP,
  /** Not at all. */
  LEFT_OUT
}
