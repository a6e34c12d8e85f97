// SPDX-License-Identifier: Apache-2.0
package org.turnlock.cli.doctor;

import java.security.KeyStore;
import java.security.KeyStoreException;
import java.security.Security;
import java.security.cert.Certificate;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.turnlock.config.TurnlockConfiguration;
import org.turnlock.keys.TokenBackedKey;
import org.turnlock.provider.SlotReport;
import org.turnlock.token.KeyAttributes;

/**
 * What an operator should know of a slot, of the JDK's provider list, and of what a token holds.
 */
public final class Surveys {
  private static final Duration CLOCK_TOLERANCE = Duration.ofMinutes(2);

  private Surveys() {}

  /** Warnings about a slot and its token. */
  public static List<String> slot(SlotReport slot, TurnlockConfiguration configuration) {
    List<String> warnings = new ArrayList<>();
    if (!slot.initialised()) {
      warnings.add(
          "the token is not initialised: softhsm2-util --init-token, or the vendor's tool");
    }
    if (!slot.pin().isEmpty()) {
      warnings.add("PIN: " + slot.pin());
    }
    if (!slot.loginRequired()) {
      warnings.add("no login: whoever can load the module can use every key");
    }
    if (slot.writeProtected()) {
      warnings.add("the token is write-protected: keys cannot be stored in it");
    }
    if (slot.sessionLimit() < configuration.pool().size()) {
      warnings.add(
          "the token allows "
              + slot.sessionLimit()
              + " sessions, poolSize is "
              + configuration.pool().size()
              + ": the smaller number counts, and other programs need some too");
    }
    slot.clock().flatMap(clock -> difference(clock)).ifPresent(warnings::add);
    return warnings;
  }

  private static Optional<String> difference(Instant clock) {
    Duration difference = Duration.between(clock, Instant.now());
    return difference.abs().compareTo(CLOCK_TOLERANCE) <= 0
        ? Optional.empty()
        : Optional.of(
            "the token's clock says "
                + clock
                + ", "
                + difference.abs().toMinutes()
                + " minutes from this machine's");
  }

  /** Warnings about the provider list of this JDK. */
  public static List<String> providerList() {
    String first = Security.getProperty("security.provider.1");
    return first != null && first.startsWith("Turnlock")
        ? List.of(
            "Turnlock is the first provider of this JDK: programs that name none get their new"
                + " keys, random numbers and key stores from it; register it last")
        : List.of();
  }

  /** Warnings about what a token holds: keys that can leave, certificates out of their time. */
  public static List<String> holdings(KeyStore keyStore) throws Exception {
    List<String> clear = new ArrayList<>();
    List<String> leaving = new ArrayList<>();
    List<String> expired = new ArrayList<>();
    for (String alias : Collections.list(keyStore.aliases())) {
      if (keyStore.isKeyEntry(alias)
          && keyStore.getKey(alias, null) instanceof TokenBackedKey key) {
        KeyAttributes attributes = key.tokenKey().attributes();
        if (!attributes.sensitive()) {
          clear.add(alias);
        } else if (attributes.extractable()) {
          leaving.add(alias);
        }
      }
      if (outOfTime(keyStore, alias)) {
        expired.add(alias);
      }
    }
    List<String> warnings = new ArrayList<>();
    add(warnings, clear, "can be read in clear by every program that logs in");
    add(warnings, leaving, "can leave the token wrapped (CKA_EXTRACTABLE)");
    add(warnings, expired, "have certificates that are not valid now, by this machine's clock");
    return warnings;
  }

  private static boolean outOfTime(KeyStore keyStore, String alias) throws KeyStoreException {
    Certificate certificate = keyStore.getCertificate(alias);
    Instant now = Instant.now();
    return certificate instanceof X509Certificate x509
        && (x509.getNotAfter().toInstant().isBefore(now)
            || x509.getNotBefore().toInstant().isAfter(now));
  }

  private static void add(List<String> warnings, List<String> aliases, String what) {
    if (!aliases.isEmpty()) {
      int shown = Math.min(3, aliases.size());
      String more = aliases.size() > shown ? " and " + (aliases.size() - shown) + " more" : "";
      warnings.add(String.join(", ", aliases.subList(0, shown)) + more + ": " + what);
    }
  }
}
