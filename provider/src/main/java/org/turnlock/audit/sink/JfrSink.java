// SPDX-License-Identifier: Apache-2.0
package org.turnlock.audit.sink;

import java.security.ProviderException;
import org.turnlock.audit.AuditEvent;
import org.turnlock.audit.AuditSink;

/**
 * Writes events to Flight Recorder, while a recording is on. Needs the module {@code jdk.jfr},
 * which nothing else in Turnlock does.
 */
public final class JfrSink implements AuditSink {
  public static final String NAME = "jfr";

  private JfrSink() {}

  /**
   * The sink.
   *
   * @throws ProviderException if this Java runtime has no Flight Recorder
   */
  public static JfrSink open() {
    if (ModuleLayer.boot().findModule("jdk.jfr").isEmpty()) {
      throw new ProviderException(
          "auditSinks: the sink 'jfr' needs the module jdk.jfr, which this Java runtime lacks or"
              + " has not loaded (--add-modules jdk.jfr)");
    }
    return new JfrSink();
  }

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public void accept(AuditEvent event) {
    KeyUseEvent.write(event);
  }
}
