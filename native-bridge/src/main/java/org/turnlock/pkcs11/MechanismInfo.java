// SPDX-License-Identifier: Apache-2.0
package org.turnlock.pkcs11;

/**
 * CK_MECHANISM_INFO: what a token says of one mechanism.
 *
 * @param minKeySize bits or bytes, as the mechanism defines; 0 where it says nothing
 * @param maxKeySize bits or bytes, as the mechanism defines; 0 where it says nothing
 * @param flags CKF_* bits: the functions that accept the mechanism
 */
public record MechanismInfo(long minKeySize, long maxKeySize, long flags) {
  /** Whether every bit of {@code wanted} is set. */
  public boolean has(long wanted) {
    return (flags & wanted) == wanted;
  }
}
