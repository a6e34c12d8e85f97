// SPDX-License-Identifier: Apache-2.0
package org.turnlock.provider;

import org.turnlock.config.ManagedKeySettings;
import org.turnlock.config.MechanismFilter;
import org.turnlock.config.PinSource;
import org.turnlock.jca.SoftwareKeyRule;
import org.turnlock.pkcs11.binding.CallTrace;
import org.turnlock.token.Token;

/**
 * A provider's token and what belongs to it.
 *
 * @param trace the counted calls, or null
 * @param softwareKeys what becomes of software keys where Turnlock was named
 * @param management what manages keys
 */
record OpenToken(
    Token token,
    TokenAuthentication authentication,
    ProviderPins pins,
    CallTrace trace,
    MechanismFilter filter,
    SoftwareKeyRule softwareKeys,
    KeyManagement management) {

  static OpenToken of(Token token) {
    return new OpenToken(
        token,
        new TokenAuthentication(token.login()),
        new ProviderPins(PinSource.NONE),
        null,
        MechanismFilter.ALL,
        SoftwareKeyRule.IMPORT,
        new KeyManagement(token, ManagedKeySettings.DEFAULT));
  }

  /** Ends what goes on with the token, and closes it. */
  void close() {
    try {
      management.close();
    } finally {
      token.close();
    }
  }

  /** Whether the configuration leaves a service that no mechanism stands for. */
  boolean allows(ServiceRow row) {
    return switch (row.type()) {
      case "KeyStore" -> filter.allowsKeyStore();
      case "SecureRandom" -> filter.allowsSecureRandom();
      default -> true;
    };
  }
}
