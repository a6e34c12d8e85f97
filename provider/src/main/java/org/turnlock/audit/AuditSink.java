// SPDX-License-Identifier: Apache-2.0
package org.turnlock.audit;

import java.io.IOException;

/**
 * Takes the events of a provider. Each sink has a queue and a thread of its own: it may be slow or
 * fail without harm to keys' users, unless it is configured as one they must wait for. Its methods
 * are called by one thread at a time. Events come in the order in which they ended, as far as
 * threads that end at once have one.
 *
 * <p>A sink may use keys of the same provider. All other sinks are told of that, and it is not.
 *
 * <p>Found by {@link java.util.ServiceLoader}, or given to {@link AuditLog#add}.
 */
public interface AuditSink extends AutoCloseable {
  /** What messages and the configuration call it, for example {@code trail}. */
  String name();

  /**
   * Takes one event.
   *
   * @throws Exception if it is not kept; what comes next is offered all the same
   */
  void accept(AuditEvent event) throws Exception;

  /**
   * No more events wait for the moment: what was accepted becomes as durable as the sink makes it.
   */
  default void flush() throws Exception {}

  /** Nothing comes any more. */
  @Override
  default void close() throws IOException {}
}
