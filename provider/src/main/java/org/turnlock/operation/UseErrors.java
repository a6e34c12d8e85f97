// SPDX-License-Identifier: Apache-2.0
package org.turnlock.operation;

import org.turnlock.audit.AuditError;
import org.turnlock.audit.AuditOutcome;
import org.turnlock.audit.AuditUnavailableException;
import org.turnlock.keys.ManagedKeyException;
import org.turnlock.pkcs11.error.Pkcs11Exception;
import org.turnlock.token.TokenException;

/** What the audit says of a failure: its kinds, and the message, which holds no secret. */
public final class UseErrors {
  /** A signature that the key has not made. */
  static final AuditError NOT_VALID = new AuditError("", "NOT_VALID", "", "not this key's");

  private static final int CAUSES = 8;

  private UseErrors() {}

  /** Refused if Turnlock itself said no, failed if the token did or could not be asked. */
  public static AuditOutcome outcome(Throwable why) {
    return cause(why, ManagedKeyException.class) != null
            || cause(why, AuditUnavailableException.class) != null
        ? AuditOutcome.REFUSED
        : AuditOutcome.FAILED;
  }

  public static AuditError of(Throwable why) {
    ManagedKeyException managed = cause(why, ManagedKeyException.class);
    TokenException token = cause(why, TokenException.class);
    Pkcs11Exception answer = cause(why, Pkcs11Exception.class);
    String reason =
        managed != null ? managed.reason().name() : token != null ? token.reason().name() : "";
    String message = why.getMessage();
    return new AuditError(
        why.getClass().getSimpleName(),
        reason,
        answer == null ? "" : answer.name(),
        message == null ? "" : message);
  }

  private static <T> T cause(Throwable of, Class<T> type) {
    Throwable now = of;
    for (int i = 0; i < CAUSES && now != null; i++) {
      if (type.isInstance(now)) {
        return type.cast(now);
      }
      now = now.getCause();
    }
    return null;
  }
}
