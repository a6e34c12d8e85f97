// SPDX-License-Identifier: Apache-2.0
package org.turnlock.provider;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.turnlock.audit.AuditEvent;
import org.turnlock.audit.AuditSink;

/** A sink as a jar beside Turnlock provides it. */
public final class ProvidedSink implements AuditSink {
  static final String NAME = "provided.sink";

  /** Of all that were made, by name of the provider. */
  static final List<AuditEvent> TOLD = new CopyOnWriteArrayList<>();

  /** As services are made. */
  public ProvidedSink() {}

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public void accept(AuditEvent event) {
    TOLD.add(event);
  }
}
