// SPDX-License-Identifier: Apache-2.0
package org.turnlock.provider;

import org.turnlock.config.MechanismFilter;
import org.turnlock.config.PinSource;
import org.turnlock.config.TurnlockConfiguration;
import org.turnlock.identity.CallerIdentity;
import org.turnlock.identity.PrincipalSource;
import org.turnlock.jca.Hashing;
import org.turnlock.jca.SoftwareKeyRule;
import org.turnlock.operation.ActionAudit;
import org.turnlock.operation.AuditedLogin;
import org.turnlock.pkcs11.binding.CallTrace;
import org.turnlock.token.Token;

/**
 * A provider's token and what belongs to it.
 *
 * @param trace the counted calls, or null
 * @param softwareKeys what becomes of software keys where Turnlock was named
 * @param hashing where messages to be signed are hashed
 * @param management what manages keys
 * @param audit who is told of what happens
 */
record OpenToken(
    Token token,
    TokenAuthentication authentication,
    ProviderPins pins,
    CallTrace trace,
    MechanismFilter filter,
    SoftwareKeyRule softwareKeys,
    Hashing hashing,
    KeyManagement management,
    ProviderAudit audit) {

  static OpenToken of(Token token) {
    TurnlockConfiguration configuration = TurnlockConfiguration.defaults();
    return of(token, configuration, null, new ProviderPins(PinSource.NONE));
  }

  /**
   * What belongs to a token that was opened as a configuration says.
   *
   * @throws java.security.ProviderException if an audit sink cannot be made, or a source of
   *     principals
   */
  static OpenToken of(
      Token token, TurnlockConfiguration configuration, CallTrace trace, ProviderPins pins) {
    CallerIdentity callers =
        CallerIdentity.of(configuration.application(), PrincipalSource.class.getClassLoader());
    ProviderAudit audit = ProviderAudit.open(configuration, token, () -> callers.current().name());
    ActionAudit actions = new ActionAudit(audit.witness());
    return new OpenToken(
        token,
        new TokenAuthentication(new AuditedLogin(token.login(), actions)),
        pins,
        trace,
        configuration.mechanisms(),
        configuration.implicitImport() ? SoftwareKeyRule.IMPORT : SoftwareKeyRule.REFUSE,
        configuration.calls().hashingOnToken() ? Hashing.ON_TOKEN : Hashing.IN_JAVA,
        new KeyManagement(token, configuration.managedKeys(), audit.witness(), callers),
        audit);
  }

  /** Ends what goes on with the token, and closes it. */
  void close() {
    try {
      management.close();
    } finally {
      try {
        audit.close();
      } finally {
        token.close();
      }
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
