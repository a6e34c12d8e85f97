// SPDX-License-Identifier: Apache-2.0
package org.turnlock.audit;

/** A sink that must know of each event as soon as it waits for it, lest a kill goes unnoticed. */
public interface CountingSink extends AuditSink {
  /** One event more will be offered. Called by the thread that tells of it; must not wait. */
  void enqueued();
}
