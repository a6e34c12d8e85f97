// SPDX-License-Identifier: Apache-2.0
package org.turnlock.provider;

import java.util.List;
import java.util.Optional;
import org.turnlock.audit.AuditSink;
import org.turnlock.audit.sink.JfrSink;
import org.turnlock.audit.sink.LogSink;

/** The sinks that Turnlock has itself, beside the trail. */
final class BuiltInSinks {
  static final List<String> NAMES = List.of(JfrSink.NAME, LogSink.NAME);

  private BuiltInSinks() {}

  /** Empty if there is none of this name. */
  static Optional<AuditSink> named(String name) {
    return switch (name) {
      case JfrSink.NAME -> Optional.of(JfrSink.open());
      case LogSink.NAME -> Optional.of(new LogSink());
      default -> Optional.empty();
    };
  }
}
