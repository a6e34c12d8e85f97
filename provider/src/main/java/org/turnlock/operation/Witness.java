// SPDX-License-Identifier: Apache-2.0
package org.turnlock.operation;

import java.time.Clock;
import java.util.function.Supplier;
import org.turnlock.audit.Auditor;

/**
 * Who sees what is done with keys, and what all that is told of it has in common.
 *
 * @param clock says when it began
 * @param principal on whose behalf the calling thread works
 * @param countsCalls whether {@link org.turnlock.pkcs11.binding.ThreadCalls} counts the token's
 */
public record Witness(
    Auditor auditor, Clock clock, Supplier<String> principal, boolean countsCalls) {
  /** Nobody. */
  public static final Witness NOBODY =
      new Witness(Auditor.NONE, Clock.systemUTC(), () -> "", false);

  /** The principal; empty where nobody can say, of what happens all the same. */
  public String principalIfKnown() {
    try {
      return principal.get();
    } catch (RuntimeException e) {
      return "";
    }
  }
}
