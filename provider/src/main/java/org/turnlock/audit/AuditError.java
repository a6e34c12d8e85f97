// SPDX-License-Identifier: Apache-2.0
package org.turnlock.audit;

/**
 * Why something did not happen.
 *
 * @param type simple name of the exception, for example {@code AEADBadTagException}
 * @param reason the kind of refusal, for example {@code DISABLED}; empty if there is none
 * @param cryptoki name of the token's answer, for example {@code CKR_DEVICE_REMOVED}; empty if it
 *     was not asked
 * @param message what the caller was told; Turnlock's messages hold no secret
 */
public record AuditError(String type, String reason, String cryptoki, String message) {
  /** Cuts what is too long to be told. */
  public AuditError {
    message = AuditText.shortened(message);
  }
}
