// SPDX-License-Identifier: Apache-2.0
package org.turnlock.provider;

import java.security.Provider;
import java.time.Clock;
import org.turnlock.config.MechanismFilter;
import org.turnlock.config.PinSource;
import org.turnlock.jca.SoftwareKeyRule;
import org.turnlock.keys.ManagedKeys;
import org.turnlock.keys.directory.ManagedKeyDirectory;
import org.turnlock.keys.directory.UseMeter;
import org.turnlock.keys.record.RecordStore;
import org.turnlock.keys.record.RecordStores;
import org.turnlock.lifecycle.ManagedKeyEngine;
import org.turnlock.pkcs11.binding.CallTrace;
import org.turnlock.token.Token;

/**
 * A provider's token and what belongs to it.
 *
 * @param trace the counted calls, or null
 * @param softwareKeys what becomes of software keys where Turnlock was named
 * @param records where the records of managed keys are kept; not asked before there is need
 * @param directory the managed keys that the records tell of
 */
record OpenToken(
    Token token,
    TokenAuthentication authentication,
    ProviderPins pins,
    CallTrace trace,
    MechanismFilter filter,
    SoftwareKeyRule softwareKeys,
    RecordStore records,
    ManagedKeyDirectory directory) {
  private static final System.Logger LOG = System.getLogger("org.turnlock.provider");

  OpenToken(
      Token token,
      TokenAuthentication authentication,
      ProviderPins pins,
      CallTrace trace,
      MechanismFilter filter,
      SoftwareKeyRule softwareKeys,
      RecordStore records) {
    this(
        token,
        authentication,
        pins,
        trace,
        filter,
        softwareKeys,
        records,
        new ManagedKeyDirectory(
            token, records, UseMeter.NONE, ManagedKeyDirectory.DEFAULT_REFRESH));
  }

  static OpenToken of(Token token) {
    return new OpenToken(
        token,
        new TokenAuthentication(token.login()),
        new ProviderPins(PinSource.NONE),
        null,
        MechanismFilter.ALL,
        SoftwareKeyRule.IMPORT,
        RecordStores.openIfPossible(token, null));
  }

  /**
   * The life of the managed keys.
   *
   * @param provider does what needs an algorithm of the JCA
   */
  ManagedKeys managedKeys(Provider provider) {
    return new ManagedKeyEngine(records, directory, provider, Clock.systemUTC());
  }

  /** Ends what the process has told of the use of keys, and closes the token. */
  void close() {
    try {
      records.close();
    } catch (RuntimeException e) {
      // A token that no longer answers is closed all the same.
      LOG.log(System.Logger.Level.DEBUG, "the last use of keys was not told", e);
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
