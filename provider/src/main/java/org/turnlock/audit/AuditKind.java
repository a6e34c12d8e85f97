// SPDX-License-Identifier: Apache-2.0
package org.turnlock.audit;

/** What an event is about. Only {@link #USE} may be sampled, filtered or summed up. */
public enum AuditKind {
  /** A key did something, or was asked to. */
  USE("use"),
  /** A key, its policy or an object of the token was made, changed or removed, or was to be. */
  ADMINISTRATION("administration"),
  /** Somebody logged in or out, or failed to. */
  LOGIN("login"),
  /** A provider was configured or closed, a token was lost or came back, a sink failed. */
  SYSTEM("system");

  private final String text;

  AuditKind(String text) {
    this.text = text;
  }

  /** As records say it. */
  public String text() {
    return text;
  }
}
