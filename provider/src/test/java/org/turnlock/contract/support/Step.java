// SPDX-License-Identifier: Apache-2.0
package org.turnlock.contract.support;

/** The two kinds of call that take data. */
enum Step {
  UPDATE,
  FINAL
}
