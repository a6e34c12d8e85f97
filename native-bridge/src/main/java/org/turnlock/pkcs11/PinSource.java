// SPDX-License-Identifier: Apache-2.0
package org.turnlock.pkcs11;

/** Where a PIN comes from: a file, an environment variable, a person. */
@FunctionalInterface
public interface PinSource {
  /** Never has one. */
  PinSource NONE = () -> null;

  /** A new array that the caller wipes, or null if there is no PIN to be had. */
  char[] pin();
}
