// SPDX-License-Identifier: Apache-2.0
package org.turnlock.provider;

import org.turnlock.audit.AuditAction;
import org.turnlock.audit.AuditEventBuilder;
import org.turnlock.operation.UseErrors;
import org.turnlock.operation.Witness;
import org.turnlock.pkcs11.TokenListener;

/** Tells what a token has lost and got back. Nobody hears of it before {@link #tell}. */
final class LostAndFound implements TokenListener {
  private volatile Witness witness = Witness.NOBODY;

  /** Tells {@code who} from now on. */
  void tell(Witness who) {
    witness = who;
  }

  @Override
  public void loggedIn(RuntimeException failure) {
    if (witness.auditor().listens()) {
      tell(event(AuditAction.LOG_IN).parameter("how", "by the provider itself"), failure);
    }
  }

  @Override
  public void sessionsLost(String answer, RuntimeException failure) {
    if (witness.auditor().listens()) {
      tell(event(AuditAction.RECOVER).parameter("lost", answer), failure);
    }
  }

  private AuditEventBuilder event(AuditAction action) {
    return new AuditEventBuilder(action, witness.clock().instant())
        .principal(witness.principalIfKnown());
  }

  private void tell(AuditEventBuilder event, RuntimeException failure) {
    witness
        .auditor()
        .tell(
            failure == null
                ? event
                : event.failed(UseErrors.outcome(failure), UseErrors.of(failure)));
  }
}
