// SPDX-License-Identifier: Apache-2.0
package org.turnlock.keys;

import java.security.InvalidKeyException;

/**
 * The policy of a managed key does not allow what a cipher, a signature or a MAC was initialised
 * for, to who asks. The message says whom it refuses, what and why; the cause is the {@link
 * ManagedKeyException} of reason {@code NOT_PERMITTED}, as a use of the key throws it.
 */
public final class KeyNotPermittedException extends InvalidKeyException {
  private static final long serialVersionUID = 1L;

  KeyNotPermittedException(ManagedKeyException refusal) {
    super(refusal.getMessage(), refusal);
  }

  /** What a use of the key would throw. */
  public ManagedKeyException refusal() {
    return (ManagedKeyException) getCause();
  }
}
