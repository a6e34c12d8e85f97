// SPDX-License-Identifier: Apache-2.0
package org.turnlock.audit;

/** How it ended. */
public enum AuditOutcome {
  /** As asked. */
  SUCCESS("success"),
  /** State, policy or limit of the key forbade it: the token was not asked. */
  REFUSED("refused"),
  /** It was tried, and came to nothing: changed ciphertext, a token that is gone. */
  FAILED("failed");

  private final String text;

  AuditOutcome(String text) {
    this.text = text;
  }

  /** As records say it. */
  public String text() {
    return text;
  }
}
