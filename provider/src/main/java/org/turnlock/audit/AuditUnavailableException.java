// SPDX-License-Identifier: Apache-2.0
package org.turnlock.audit;

import java.security.ProviderException;

/**
 * A key was not used, because it could not be told: the sink that must miss nothing takes no
 * events. Turns into use again by itself once the sink does.
 */
public class AuditUnavailableException extends ProviderException {
  private static final long serialVersionUID = 1L;

  public AuditUnavailableException(String message, Throwable cause) {
    super(message, cause);
  }
}
