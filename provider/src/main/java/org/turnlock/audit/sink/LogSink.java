// SPDX-License-Identifier: Apache-2.0
package org.turnlock.audit.sink;

import java.lang.System.Logger.Level;
import org.turnlock.audit.AuditAction;
import org.turnlock.audit.AuditEvent;
import org.turnlock.audit.AuditJson;
import org.turnlock.audit.AuditKind;
import org.turnlock.audit.AuditOutcome;
import org.turnlock.audit.AuditSink;

/**
 * Writes events to the logger {@code org.turnlock.audit.events}, one line of JSON each: what was
 * refused or failed as a warning, successful uses for debugging, all else as information.
 */
public final class LogSink implements AuditSink {
  public static final String NAME = "log";

  private static final System.Logger LOG = System.getLogger("org.turnlock.audit.events");

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public void accept(AuditEvent event) {
    Level level = level(event);
    if (LOG.isLoggable(level)) {
      LOG.log(level, AuditJson.text(event));
    }
  }

  static Level level(AuditEvent event) {
    if (event.outcome() != AuditOutcome.SUCCESS || event.action() == AuditAction.AUDIT_GAP) {
      return Level.WARNING;
    }
    boolean use = event.action().kind() == AuditKind.USE && event.action() != AuditAction.SUMMARY;
    return use ? Level.DEBUG : Level.INFO;
  }
}
