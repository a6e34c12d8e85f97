// SPDX-License-Identifier: Apache-2.0
package org.turnlock.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.turnlock.audit.AuditAction;
import org.turnlock.audit.trail.Durability;
import org.turnlock.audit.trail.TrailSettings;
import org.turnlock.config.SlotChoice.SlotId;
import org.turnlock.config.SlotChoice.SlotListIndex;
import org.turnlock.config.SlotChoice.TokenLabel;
import org.turnlock.config.SlotChoice.TokenSerial;
import org.turnlock.config.TokenLocation.Pkcs11;
import org.turnlock.config.TokenLocation.Software;

/** Each directive, with values that it takes and values that it refuses. */
class DirectivesTest {
  private static final String MODULE = "library = /lib/p11.so\n";
  private static final String HOME = System.getProperty("user.home");

  private record Good(String text, Function<TurnlockConfiguration, Object> read, Object value) {}

  private static final Good[] GOOD = {
    good("name = x\n" + MODULE, TurnlockConfiguration::name, "x"),
    good(MODULE, TurnlockConfiguration::name, "Turnlock"),
    good(MODULE, TurnlockConfiguration::providerName, "Turnlock"),
    good(
        MODULE + "providerName = TurnlockHsm-2",
        TurnlockConfiguration::providerName,
        "TurnlockHsm-2"),
    good(MODULE + "description = the  big one", TurnlockConfiguration::description, "the big one"),
    good(MODULE, it -> module(it).library(), "/lib/p11.so"),
    good("library = \"/with blank/x\"", it -> module(it).library(), "/with blank/x"),
    good("library = ${user.home}/x.so", it -> module(it).library(), HOME + "/x.so"),
    good(MODULE, it -> module(it).slot(), new SlotListIndex(0)),
    good(MODULE + "slot = 0x1f", it -> module(it).slot(), new SlotId(31)),
    good(MODULE + "slot = 4294967295", it -> module(it).slot(), new SlotId(4294967295L)),
    good(MODULE + "slot = -1", it -> module(it).slot(), new SlotListIndex(0)),
    good(MODULE + "slotListIndex = 2", it -> module(it).slot(), new SlotListIndex(2)),
    good(MODULE + "tokenLabel = My Token", it -> module(it).slot(), new TokenLabel("My Token")),
    good(MODULE + "tokenLabel = \"a  #b\"", it -> module(it).slot(), new TokenLabel("a  #b")),
    good(MODULE + "tokenLabel = Schlüssel", it -> module(it).slot(), new TokenLabel("Schlüssel")),
    good(MODULE + "tokenSerial = 0123", it -> module(it).slot(), new TokenSerial("0123")),
    good(
        MODULE + "functionList = FC_GetFunctionList",
        it -> module(it).functionList().get(),
        "FC_GetFunctionList"),
    good(MODULE, it -> module(it).functionList().isPresent(), false),
    good(MODULE + "omitInitialize = true", it -> module(it).omitInitialize(), true),
    good(MODULE + "nssArgs = \"a='b'\"", it -> module(it).initParameters().get(), "a='b'"),
    good(MODULE + "showInfo = true", TurnlockConfiguration::showInfo, true),
    good(MODULE, TurnlockConfiguration::implicitImport, true),
    good(MODULE + "implicitImport = allow", TurnlockConfiguration::implicitImport, true),
    good(MODULE + "implicitImport = refuse", TurnlockConfiguration::implicitImport, false),
    good(
        MODULE + "passDirectBuffersUnsafely = true",
        TurnlockConfiguration::calls,
        new CallSettings(false, true, false)),
    good(
        MODULE + "binding = foreign",
        TurnlockConfiguration::calls,
        new CallSettings(true, false, false)),
    good(
        MODULE + "hashing = token",
        TurnlockConfiguration::calls,
        new CallSettings(false, false, true)),
    good(MODULE + "hashing = java", TurnlockConfiguration::calls, CallSettings.DEFAULT),
    good(MODULE + "binding = jna", TurnlockConfiguration::calls, CallSettings.DEFAULT),
    good(MODULE, TurnlockConfiguration::calls, CallSettings.DEFAULT),
    good(MODULE + "trace = true", TurnlockConfiguration::trace, true),
    good(MODULE, TurnlockConfiguration::trace, false),
    good(MODULE, TurnlockConfiguration::pool, PoolSettings.DEFAULT),
    good(MODULE + "poolSize = 1", it -> it.pool().size(), 1),
    good(MODULE + "poolTimeout = 500ms", it -> it.pool().timeout(), Duration.ofMillis(500)),
    good(MODULE + "poolTimeout = 10s", it -> it.pool().timeout(), Duration.ofSeconds(10)),
    good(MODULE + "poolTimeout = 2m", it -> it.pool().timeout(), Duration.ofMinutes(2)),
    good(MODULE, TurnlockConfiguration::managedKeys, ManagedKeySettings.DEFAULT),
    good(MODULE + "rotation = on", it -> it.managedKeys().rotation(), true),
    good(MODULE + "rotation = off", it -> it.managedKeys().rotation(), false),
    good(
        MODULE + "rotation = on\nrotationJitter = 2h",
        it -> it.warnings().isEmpty() ? it.managedKeys().jitter() : null,
        Duration.ofHours(2)),
    good(MODULE + "rotationJitter = 2h", it -> it.warnings().size(), 1),
    good(
        MODULE + "defaultRotationPeriod = 90d",
        it -> it.managedKeys().defaultPeriod().get(),
        Duration.ofDays(90)),
    good(
        MODULE + "defaultRotationPeriod = 1m",
        it -> it.managedKeys().defaultPeriod().get(),
        Duration.ofMinutes(1)),
    good(
        MODULE + "managedKeyRefresh = 500ms",
        it -> it.managedKeys().refresh(),
        Duration.ofMillis(500)),
    good(
        MODULE + "managedKeyDirectory = ~/managed keys",
        it -> it.managedKeys().directory().get(),
        Path.of(HOME, "managed keys")),
    good(MODULE, TurnlockConfiguration::audit, AuditSettings.DEFAULT),
    good(MODULE, it -> it.application().isEmpty(), true),
    good(MODULE + "application = card payments", it -> it.application().get(), "card payments"),
    good(
        MODULE + "auditTrail = ~/audit trail",
        it -> it.audit().trail().get(),
        TrailSettings.in(Path.of(HOME, "audit trail")).durability(Durability.FSYNC_GROUP)),
    good(
        MODULE + "auditSinks = jfr my.sink\nauditRequired = my.sink",
        it -> List.of(it.audit().sinks(), it.audit().required()),
        List.of(List.of("jfr", "my.sink"), Set.of("my.sink"))),
    good(MODULE + "auditUses = off", it -> it.audit().uses(), AuditSettings.Uses.OFF),
    good(
        MODULE + "auditUses = summary\nauditSummaryInterval = 10s",
        it -> it.warnings().isEmpty() ? it.audit().summaryInterval() : null,
        Duration.ofSeconds(10)),
    good(
        MODULE + "auditOmit = Verify verifymac",
        it -> it.audit().omitted(),
        Set.of(AuditAction.VERIFY, AuditAction.VERIFY_MAC)),
    good(
        MODULE + "auditSample = Encrypt/100 Sign/2",
        it -> it.audit().samples(),
        Map.of(AuditAction.ENCRYPT, 100, AuditAction.SIGN, 2)),
    good(
        MODULE + "auditTrail = /a\nauditDurability = os",
        it -> it.audit().trail().get().durability(),
        Durability.OS),
    good(
        MODULE + "auditTrail = /a\nauditFileSize = 2m\nauditFileAge = 1h\nauditHeadInterval = 5s",
        it -> it.audit().trail().get(),
        TrailSettings.in(Path.of("/a"))
            .durability(Durability.FSYNC_GROUP)
            .files(2 << 20, Duration.ofHours(1))
            .heads(10_000, Duration.ofSeconds(5))),
    good(MODULE + "auditFileSize = 2m", it -> it.warnings().size(), 1),
    good(
        MODULE + "auditTrail = /a\nauditTimeout = 1s\nauditQueueSize = 16",
        it -> List.of(it.audit().timeout(), it.audit().queueSize(), it.audit().failOpen()),
        List.of(Duration.ofSeconds(1), 16, false)),
    good(
        MODULE + "auditTrail = /a\nauditFailOpen = true",
        it -> it.audit().failOpen() ? it.warnings() : null,
        List.of("auditFailOpen = true: keys are used though that cannot be told")),
    good(MODULE + "auditDurability = os", it -> it.warnings().size(), 1),
    good(MODULE + "auditTimeout = 1s", it -> it.warnings().size(), 1),
    good(MODULE + "auditSummaryInterval = 1s", it -> it.warnings().size(), 1),
    good(MODULE + "auditUses = summary\nauditSample = Sign/2", it -> it.warnings().size(), 1),
    good(MODULE + "auditUses = off\nauditOmit = Sign", it -> it.warnings().size(), 1),
    good(MODULE, TurnlockConfiguration::startupErrors, StartupErrors.HALT),
    good(
        MODULE + "handleStartupErrors = halt",
        TurnlockConfiguration::startupErrors,
        StartupErrors.HALT),
    good(
        MODULE + "handleStartupErrors = ignoreAll",
        TurnlockConfiguration::startupErrors,
        StartupErrors.IGNORE_ALL),
    good(
        MODULE + "handleStartupErrors = ignoreMissingLibrary",
        TurnlockConfiguration::startupErrors,
        StartupErrors.IGNORE_MISSING_LIBRARY),
    good(
        MODULE + "handleStartupErrors = ignoreMultipleInitialisation",
        TurnlockConfiguration::startupErrors,
        StartupErrors.IGNORE_MULTIPLE_INITIALISATION),
    good(MODULE + "token = pkcs11", it -> module(it).library(), "/lib/p11.so"),
    good(
        "token = software",
        TurnlockConfiguration::token,
        new Software(Path.of(HOME, ".turnlock", "token.tlk"))),
    good(
        "token = software\npath = ~/k.tlk",
        TurnlockConfiguration::token,
        new Software(Path.of(HOME, "k.tlk"))),
    good(
        "token = software\npath = ${user.home}/k",
        TurnlockConfiguration::token,
        new Software(Path.of(HOME, "k"))),
    good(
        "token = software\npath = \"/a b/k\"",
        TurnlockConfiguration::token,
        new Software(Path.of("/a b/k"))),
    good(
        MODULE + "enabledMechanisms = { CKM_AES_GCM }",
        it -> it.mechanisms().allows(0x1087) && !it.mechanisms().allows(0x1085),
        true),
    good(
        MODULE + "enabledMechanisms = { CKM_AES_GCM KeyStore }",
        it -> it.mechanisms().allowsKeyStore() && !it.mechanisms().allowsSecureRandom(),
        true),
    good(
        MODULE + "disabledMechanisms = { CKM_AES_GCM SecureRandom }",
        it -> !it.mechanisms().allows(0x1087) && it.mechanisms().allows(0x1085),
        true),
    good(
        MODULE + "disabledMechanisms = { SecureRandom }",
        it -> it.mechanisms().allowsKeyStore() && !it.mechanisms().allowsSecureRandom(),
        true),
    good(
        MODULE + "enabledMechanisms = { 0x1087 }\ndisabledMechanisms = { 0x1087 }",
        it -> it.mechanisms().allows(0x1087) && it.warnings().size() == 1,
        true),
    good(MODULE, it -> it.ignored().isEmpty() && it.warnings().isEmpty(), true),
    good(MODULE, TurnlockConfiguration::pinSource, PinSource.NONE),
  };

  private static final Map<String, String[]> BAD =
      Map.ofEntries(
          bad("name", "", "a,b", "'x'"),
          bad("library", "relative.so", "", "\"\"", "${no.such.property}/x", "${}/x"),
          bad("description", "", "a, b"),
          bad("slot", "abc", "-2", "0x", "1.5", "\"1\"", "99999999999999999999", ""),
          bad("slotListIndex", "abc", "-2", "2147483648"),
          bad(
              "enabledMechanisms",
              "CKM_AES_GCM",
              "{CKM_AES_GCM}",
              "{ AES_GCM }",
              "{ CKM_NO }",
              "{ CKM_5 }",
              "{ CKM_AES_GCM"),
          bad(
              "disabledMechanisms",
              "{ CKM_AES_GCM, CKM_AES_CBC }",
              "{ -5 }",
              "{ \"CKM_DSA\" }",
              "{ CKM_ }"),
          bad("handleStartupErrors", "ignore", "HALT", "\"halt\""),
          bad("showInfo", "yes", "TRUE", "1", "\"true\""),
          bad("omitInitialize", "maybe"),
          bad("functionList", ""),
          bad("nssArgs", "unquoted", "'single'"),
          bad("insertionCheckInterval", "99", "often"),
          bad("cleaner.shortInterval", "999"),
          bad("cleaner.longInterval", "999"),
          bad("destroyTokenAfterLogout", "x"),
          bad("allowLegacy", "x"),
          bad("keyStoreCompatibilityMode", "x"),
          bad("explicitCancel", "x"),
          bad("allowSingleThreadedModules", "x"),
          bad("cipherTextStealingVariant", "CS4", "cs1"),
          bad("nssNetscapeDbWorkaround", "x"),
          bad("nssUseSecmodTrust", "x"),
          bad("useEcX963Encoding", "x"),
          bad("nssOptimizeSpace", "x"),
          bad("nssUseSecmod", "x"),
          bad("nssLibraryDirectory", "lib"),
          bad("nssModule", "anything"),
          bad("nssDbMode", "none", "NoDb"),
          bad("nssSecmodDirectory", "", "/a=b"),
          bad("tokenLabel", "", "a = b"),
          bad("tokenSerial", ""),
          bad(
              "uri",
              "\"http://x\"",
              "\"pkcs11:tokn=x\"",
              "pkcs11:token=x",
              "\"pkcs11:token=a;token=b\""),
          bad("pinSource", "1234", "file:", "env:", "env:1X", "callback:", "callback:a b"),
          bad("token", "hardware", "SOFTWARE"),
          bad("poolSize", "0", "-1", "many", "100001"),
          bad("poolTimeout", "10", "0s", "1.5s", "25h", "-1s", "2000m", "10 s"),
          bad("implicitImport", "true", "Allow", "never"),
          bad("passDirectBuffersUnsafely", "on"),
          bad("binding", "jni"),
          bad("hashing", "on"),
          bad("trace", "on"),
          bad("rotation", "true", "On", "yes"),
          bad("rotationJitter", "0s", "often", "1y", "36526d"),
          bad("defaultRotationPeriod", "59s", "none", "90", "999999999d"),
          bad("managedKeyRefresh", "0ms", "2d", "never"),
          bad("managedKeyDirectory", ""),
          bad("application", "", "\"\"", "\"a\\tb\""),
          bad("auditTrail", ""),
          bad("auditSinks", "", "jfr jfr", "a/b", "trail"),
          bad("auditRequired", "", "jfr", "trail"),
          bad("auditUses", "none", "Full"),
          bad("auditOmit", "", "Sing", "Login", "RotateKey", "ChooseKey", "Sign Sign"),
          bad("auditSample", "Encrypt", "Encrypt/1", "Encrypt/0", "Login/2", "Sign/2 Sign/3"),
          bad("auditSummaryInterval", "0s", "25h", "often"),
          bad("auditDurability", "disk", "OS"),
          bad("auditFileSize", "63k", "1025g", "64", "1.5m", "64M"),
          bad("auditFileAge", "59s", "daily"),
          bad("auditHeadInterval", "0s", "2d"),
          bad("auditFailOpen", "yes"),
          bad("auditQueueSize", "15", "1000001", "big"),
          bad("auditTimeout", "0s", "25h"),
          bad("providerName", "SunPKCS11", "turnlock", "\"Turnlock X\"", "\"\""));

  @TestFactory
  Iterable<DynamicTest> goodValues() {
    return Arrays.stream(GOOD)
        .map(
            good ->
                DynamicTest.dynamicTest(
                    good.text(),
                    () ->
                        assertThat(good.read().apply(parse(good.text()))).isEqualTo(good.value())))
        .toList();
  }

  @TestFactory
  Iterable<DynamicTest> badValues() {
    return BAD.entrySet().stream()
        .flatMap(
            entry -> Arrays.stream(entry.getValue()).map(value -> badValue(entry.getKey(), value)))
        .toList();
  }

  /** Those that are judged when all is read. */
  private static final Set<String> WITH_MODULE = Set.of("pinSource", "auditSinks", "auditRequired");

  private static DynamicTest badValue(String directive, String value) {
    String text =
        (WITH_MODULE.contains(directive) ? MODULE : "# first line\n")
            + directive
            + " = "
            + value
            + "\n";
    return DynamicTest.dynamicTest(
        directive + " = " + value,
        () ->
            assertThatThrownBy(() -> parse(text))
                .isInstanceOfSatisfying(
                    ConfigurationException.class,
                    refusal -> {
                      assertThat(refusal.directive()).isEqualTo(directive);
                      assertThat(refusal.line()).isBetween(2, 3);
                      assertThat(refusal).hasMessageContaining("inline configuration:");
                    }));
  }

  @Test
  void everyDirectiveHasBadValuesInTheTable() {
    assertThat(BAD.keySet())
        .containsAll(
            Directives.ALL.keySet().stream()
                .filter(name -> !Set.of("path").contains(name))
                .toList());
  }

  @Test
  void directivesWithoutEffectAreNamed() {
    TurnlockConfiguration configuration =
        parse(
            MODULE
                + """
                insertionCheckInterval = 5000
                cleaner.shortInterval = 1000
                cleaner.longInterval = 60000
                destroyTokenAfterLogout = true
                allowLegacy = true
                keyStoreCompatibilityMode = false
                explicitCancel = false
                allowSingleThreadedModules = false
                cipherTextStealingVariant = CS3
                nssNetscapeDbWorkaround = false
                nssUseSecmodTrust = true
                useEcX963Encoding = true
                """);
    assertThat(configuration.ignored())
        .hasSize(12)
        .startsWith("insertionCheckInterval")
        .endsWith("useEcX963Encoding");
  }

  @Test
  void theProviderWithoutConfigurationRunsOnTheSoftwareToken() {
    TurnlockConfiguration defaults = TurnlockConfiguration.defaults();
    TurnlockConfiguration written = parse("token = software");
    assertThat(defaults.token()).isEqualTo(written.token());
    assertThat(defaults.pool()).isEqualTo(written.pool());
    assertThat(defaults.providerName()).isEqualTo(written.providerName());
    assertThat(defaults.mechanisms()).isEqualTo(written.mechanisms());
  }

  private static TurnlockConfiguration parse(String text) {
    return TurnlockConfiguration.parse("--" + text);
  }

  private static Pkcs11 module(TurnlockConfiguration configuration) {
    return (Pkcs11) configuration.token();
  }

  private static Good good(
      String text, Function<TurnlockConfiguration, Object> read, Object value) {
    return new Good(text, read, value);
  }

  private static Map.Entry<String, String[]> bad(String directive, String... values) {
    return Map.entry(directive, values);
  }
}
