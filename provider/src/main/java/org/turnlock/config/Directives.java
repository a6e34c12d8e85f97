// SPDX-License-Identifier: Apache-2.0
package org.turnlock.config;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.turnlock.config.Directive.ValueReader;

/** The table of all directives but {@code attributes}, which alone may come several times. */
final class Directives {
  static final String JAVA = "java";
  static final String TOKEN = "token";
  static final String JNA = "jna";
  static final String FOREIGN = "foreign";
  static final String ATTRIBUTES = "attributes";
  static final String ATTRIBUTES_ALLOWED =
      "'attributes = compatibility' or 'attributes(operation, CKO_*, CKK_*) = { CKA_* = value }'";

  static final String ALLOW = "allow";
  static final String REFUSE = "refuse";
  static final String ON = "on";
  static final String OFF = "off";

  private static final String MECHANISMS = "names of mechanisms in braces: { CKM_A CKM_B }";
  private static final Duration MILLISECOND = Duration.ofMillis(1);
  private static final Duration ONE_MINUTE = Duration.ofMinutes(1);
  private static final ValueReader<Boolean> BOOLEAN =
      tokens ->
          switch (tokens.word()) {
            case "true" -> true;
            case "false" -> false;
            default -> throw new BadValue("neither true nor false");
          };

  static final Map<String, Directive> ALL = table();

  private Directives() {}

  private static Map<String, Directive> table() {
    Map<String, Directive> table = new LinkedHashMap<>();
    Stream.of(sunPkcs11(), nss(), withoutEffect(), own(), audit())
        .flatMap(List::stream)
        .forEach(directive -> table.put(directive.name(), directive));
    return table;
  }

  private static List<Directive> sunPkcs11() {
    return List.of(
        used("name", "a word, or a string in double quotes", Tokens::string),
        used("library", "the absolute path of a PKCS#11 module", Values::absolutePath),
        used("description", "words to the end of the line", Tokens::restOfLine),
        used("slot", "a slot's number", Values.numberOrUnset(Long.MAX_VALUE)),
        used("slotListIndex", "a place in the slot list", Values.numberOrUnset(Integer.MAX_VALUE)),
        used("enabledMechanisms", MECHANISMS, MechanismList::read),
        used("disabledMechanisms", MECHANISMS, MechanismList::read),
        used(
            "handleStartupErrors",
            "halt, ignoreAll, ignoreMissingLibrary or ignoreMultipleInitialisation",
            Values::startupErrors),
        flag("showInfo"),
        flag("omitInitialize"),
        used("functionList", "the name of an exported function", Tokens::string));
  }

  private static List<Directive> nss() {
    return List.of(
        flag("nssUseSecmod"),
        used("nssLibraryDirectory", "the absolute path of a directory", Values::absolutePath),
        used("nssSecmodDirectory", "a directory, sql:DIRECTORY", Values::expanded),
        used(
            "nssModule",
            "keystore, crypto, fips or trustanchors",
            Values.oneOf(Set.of("keystore", "crypto", "fips", "trustanchors"))),
        used("nssDbMode", "readWrite, readOnly or noDb", Values::dbMode),
        used("nssArgs", "a string in double quotes", Values::expandedQuoted),
        flag("nssOptimizeSpace"));
  }

  private static List<Directive> withoutEffect() {
    return List.of(
        ignored("insertionCheckInterval", "milliseconds, at least 100", Values.atLeast(100)),
        ignored("cleaner.shortInterval", "milliseconds, at least 1000", Values.atLeast(1000)),
        ignored("cleaner.longInterval", "milliseconds, at least 1000", Values.atLeast(1000)),
        ignoredFlag("destroyTokenAfterLogout"),
        ignoredFlag("allowLegacy"),
        ignoredFlag("keyStoreCompatibilityMode"),
        ignoredFlag("explicitCancel"),
        ignoredFlag("allowSingleThreadedModules"),
        ignored(
            "cipherTextStealingVariant",
            "CS1, CS2 or CS3",
            Values.oneOf(Set.of("CS1", "CS2", "CS3"))),
        ignoredFlag("nssNetscapeDbWorkaround"),
        ignoredFlag("nssUseSecmodTrust"),
        ignoredFlag("useEcX963Encoding"));
  }

  private static List<Directive> own() {
    return List.of(
        used("tokenLabel", "a token's label", Tokens::restOfLine),
        used("tokenSerial", "a token's serial number", Tokens::restOfLine),
        used("uri", "an RFC 7512 URI in double quotes", Values::uri),
        used("pinSource", "file:PATH, env:NAME, callback or callback:CLASS", Tokens::restOfLine),
        used("token", "software or pkcs11", Values.oneOf(Set.of("software", "pkcs11"))),
        used("path", "the software token's file", Tokens::restOfLine),
        used("poolSize", "a number of sessions, 1 to 100000", Values.between(1, 100_000)),
        used("poolTimeout", "a time such as 500ms, 10s or 2m", Values::duration),
        used(
            "implicitImport",
            "allow or refuse",
            Values.oneOf(Set.of(Directives.ALLOW, Directives.REFUSE))),
        used("binding", "jna or foreign", Values.oneOf(Set.of(Directives.JNA, Directives.FOREIGN))),
        flag("passDirectBuffersUnsafely"),
        used("hashing", "java or token", Values.oneOf(Set.of(Directives.JAVA, Directives.TOKEN))),
        flag("trace"),
        used("rotation", "off or on", Values.oneOf(Set.of(Directives.OFF, Directives.ON))),
        used("rotationJitter", "a time such as 30s, 5m or 2h", Values.timeFrom(MILLISECOND)),
        used(
            "defaultRotationPeriod",
            "a time such as 12h or 90d, at least 1m",
            Values.timeFrom(ONE_MINUTE)),
        used("managedKeyRefresh", "a time such as 500ms, 5s or 1m", Values::duration),
        used("managedKeyDirectory", "a directory", Tokens::restOfLine),
        used("providerName", "a word that begins with Turnlock", Values::providerName));
  }

  private static List<Directive> audit() {
    return List.of(
        used("application", "a name for the program", Values::application),
        used("auditTrail", "a directory", Tokens::restOfLine),
        used("auditSinks", "jfr, log, and names of sinks of your own", AuditDirectives::names),
        used("auditRequired", "names out of auditSinks", AuditDirectives::names),
        used("auditUses", "full, summary or off", Values.oneOf(AuditDirectives.USES.keySet())),
        used("auditOmit", "uses of keys, for example: Verify Encrypt", AuditDirectives::uses),
        used(
            "auditSample",
            "uses of keys and one in how many, for example: Encrypt/100",
            AuditDirectives::samples),
        used("auditSummaryInterval", "a time such as 10s, 1m or 1h", Values::duration),
        used(
            "auditDurability",
            "os, fsync or fsync-group",
            Values.oneOf(AuditDirectives.DURABILITIES)),
        used("auditFileSize", "a size such as 512k, 64m or 1g, at least 64k", Values::fileSize),
        used("auditFileAge", "a time such as 1h or 1d, at least 1m", Values.timeFrom(ONE_MINUTE)),
        used("auditHeadInterval", "a time such as 10s, 1m or 1h", Values::duration),
        flag("auditFailOpen"),
        used("auditQueueSize", "a number of events, 16 to 1000000", Values.between(16, 1_000_000)),
        used("auditTimeout", "a time such as 500ms, 10s or 2m", Values::duration));
  }

  private static Directive used(String name, String allowed, ValueReader<?> reader) {
    return new Directive(name, allowed, reader, true);
  }

  private static Directive ignored(String name, String allowed, ValueReader<?> reader) {
    return new Directive(name, allowed, reader, false);
  }

  private static Directive flag(String name) {
    return used(name, "true or false", BOOLEAN);
  }

  private static Directive ignoredFlag(String name) {
    return ignored(name, "true or false", BOOLEAN);
  }
}
