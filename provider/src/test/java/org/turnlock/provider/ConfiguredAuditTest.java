// SPDX-License-Identifier: Apache-2.0
package org.turnlock.provider;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.security.ProviderException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import javax.crypto.AEADBadTagException;
import javax.crypto.Cipher;
import javax.crypto.SecretKey;
import javax.crypto.spec.GCMParameterSpec;
import jdk.jfr.Recording;
import jdk.jfr.consumer.RecordedEvent;
import jdk.jfr.consumer.RecordingFile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.turnlock.audit.AuditAction;
import org.turnlock.audit.AuditEvent;
import org.turnlock.audit.trail.TrailReader;
import org.turnlock.audit.trail.TrailRecord;
import org.turnlock.audit.trail.TrailReport;
import org.turnlock.audit.trail.TrailVerifier;
import org.turnlock.audit.trail.token.TokenHeads;
import org.turnlock.keys.ManagedKeyException;
import org.turnlock.keys.ManagedKeySpec;
import org.turnlock.softhsm.SoftHsm;
import org.turnlock.softhsm.SoftHsmToken;
import org.turnlock.token.Token;

/** The audit as an operator configures it: where it is told, and what is said of mistakes. */
@SoftHsm
class ConfiguredAuditTest {
  @TempDir Path directory;
  private final SoftHsmToken softHsm;

  ConfiguredAuditTest(SoftHsmToken softHsm) {
    this.softHsm = softHsm;
  }

  private String token() {
    return "--name=audited\nlibrary="
        + softHsm.library()
        + "\ntokenLabel="
        + softHsm.label()
        + "\n";
  }

  private TurnlockProvider configured(String directives) throws Exception {
    TurnlockProvider provider =
        (TurnlockProvider) new TurnlockProvider().configure(token() + directives);
    KeyStore.getInstance("Turnlock", provider).load(null, softHsm.pinChars());
    return provider;
  }

  private static void use(TurnlockProvider provider, String alias, int times) throws Exception {
    provider.managedKeys().create(ManagedKeySpec.builder(alias).algorithm("AES").size(256).build());
    SecretKey key = (SecretKey) provider.managedKeys().key(alias);
    for (int i = 0; i < times; i++) {
      Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding", provider);
      cipher.init(Cipher.ENCRYPT_MODE, key);
      cipher.doFinal(new byte[64]);
    }
  }

  private static void forged(TurnlockProvider provider, String alias) throws Exception {
    Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding", provider);
    SecretKey key = (SecretKey) provider.managedKeys().key(alias);
    cipher.init(Cipher.DECRYPT_MODE, key, new GCMParameterSpec(128, new byte[12]));
    cipher.doFinal(new byte[64]);
  }

  /** The records, in their order. */
  private static List<TrailRecord> records(Path trail) throws Exception {
    return new TrailReader(trail).last(1000);
  }

  @Test
  void aTrailHoldsAllFromTheBeginningToTheEndSignedByTheToken() throws Exception {
    Path trail = directory.resolve("trail");
    TurnlockProvider provider =
        configured("application = card payments\nauditDurability = os\nauditTrail = " + trail);
    use(provider, "trailed", 3);
    provider.logout();
    provider.close();
    List<TrailRecord> records = records(trail);
    assertThat(records)
        .extracting(TrailRecord::name)
        .contains("ConfigureProvider", "Login", "CreateKey", "Encrypt", "Logout", "CloseProvider");
    assertThat(records.stream().filter(it -> it.name().equals("Encrypt"))).hasSize(3);
    assertThat(records)
        .filteredOn(it -> it.name().equals("Encrypt"))
        .allMatch(it -> it.principal().equals("app:card payments"))
        .allMatch(it -> it.alias().equals("trailed") && it.version() == 1);
    try (Token own = TestProviders.token(token())) {
      own.login().login(softHsm.pinChars());
      TrailReport report = TrailVerifier.of(trail).askingToken(new TokenHeads(own)).verify();
      assertThat(report.records()).isGreaterThanOrEqualTo(records.size());
      // What came after the logout has no signature: nobody was logged in who could.
      assertThat(report.isIntact()).as(report.allFindings().toString()).isTrue();
    }
  }

  @Test
  void summariesStandForUsesAndTheLastOneIsToldAtTheEnd() throws Exception {
    Path trail = directory.resolve("trail");
    TurnlockProvider provider =
        configured("auditUses = summary\nauditSummaryInterval = 1h\nauditTrail = " + trail);
    use(provider, "summed", 5);
    assertThatThrownBy(() -> forged(provider, "summed")).isInstanceOf(AEADBadTagException.class);
    SecretKey key = (SecretKey) provider.managedKeys().key("summed");
    Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding", provider);
    cipher.init(Cipher.ENCRYPT_MODE, key);
    provider.managedKeys().disable("summed");
    assertThatThrownBy(() -> cipher.doFinal(new byte[64])).isInstanceOf(ManagedKeyException.class);
    provider.close();
    List<TrailRecord> summaries =
        records(trail).stream().filter(it -> it.name().equals("UseSummary")).toList();
    assertThat(summaries).hasSize(1);
    TrailRecord summary = summaries.get(0);
    assertThat(summary.parameters())
        .containsEntry("summaryOf", "Encrypt")
        .containsEntry("count", "5");
    assertThat(List.of(summary.inputBytes(), summary.outputBytes()))
        .containsExactly(5 * 64L, 5 * 80L);
    // What fails, and what is refused, stands by itself.
    assertThat(records(trail))
        .filteredOn(it -> List.of("Encrypt", "Decrypt").contains(it.name()))
        .extracting(it -> it.name() + " " + it.outcome() + " " + it.text("mechanism"))
        .containsExactly("Decrypt failed CKM_AES_GCM", "Encrypt refused CKM_AES_GCM");
  }

  @Test
  void flightRecorderHasTheUsesWithoutStackTraces() throws Exception {
    Path file = directory.resolve("recording.jfr");
    try (Recording recording = new Recording()) {
      recording.enable("org.turnlock.Audit");
      recording.start();
      TurnlockProvider provider = configured("auditSinks = jfr");
      use(provider, "recorded", 2);
      provider.close();
      recording.stop();
      recording.dump(file);
    }
    List<RecordedEvent> uses =
        RecordingFile.readAllEvents(file).stream()
            .filter(it -> it.getEventType().getName().equals("org.turnlock.Audit"))
            .filter(it -> it.getString("eventName").equals("Encrypt"))
            .filter(it -> it.getString("alias").equals("recorded"))
            .toList();
    assertThat(uses).hasSize(2);
    // The first one opens a session besides.
    RecordedEvent use = uses.get(1);
    assertThat(use.getStackTrace()).isNull();
    assertThat(use.getInt("version")).isEqualTo(1);
    assertThat(use.getInt("tokenCalls")).isEqualTo(2);
    assertThat(use.getLong("inputBytes")).isEqualTo(64);
    assertThat(use.getString("outcome")).isEqualTo("success");
    assertThat(use.getString("mechanism")).isEqualTo("CKM_AES_GCM");
  }

  @Test
  void theLoggerHasAdministrationAndWarningsOfRefusals() throws Exception {
    List<LogRecord> records = new ArrayList<>();
    Handler handler =
        new Handler() {
          @Override
          public synchronized void publish(LogRecord record) {
            records.add(record);
          }

          @Override
          public void flush() {}

          @Override
          public void close() {}
        };
    Logger logger = Logger.getLogger("org.turnlock.audit.events");
    logger.addHandler(handler);
    try {
      TurnlockProvider provider = configured("auditSinks = log\nauditRequired = log");
      use(provider, "logged", 1);
      assertThatThrownBy(() -> provider.managedKeys().rotate("logged", 9))
          .isInstanceOf(ProviderException.class);
      provider.close();
    } finally {
      logger.removeHandler(handler);
    }
    assertThat(records)
        .filteredOn(it -> it.getLevel().equals(Level.INFO))
        .anyMatch(it -> it.getMessage().contains("\"CreateKey\""))
        .noneMatch(it -> it.getMessage().contains("\"Encrypt\""));
    assertThat(records)
        .filteredOn(it -> it.getLevel().equals(Level.WARNING))
        .singleElement()
        .matches(it -> it.getMessage().contains("\"RotateKey\""));
  }

  @Test
  void aSinkThatAJarProvidesIsFoundByItsName() throws Exception {
    TurnlockProvider provider =
        configured("providerName = Turnlock-provided\nauditSinks = " + ProvidedSink.NAME);
    provider.close();
    assertThat(ProvidedSink.TOLD)
        .filteredOn(it -> it.origin().provider().equals("Turnlock-provided"))
        .extracting(AuditEvent::action)
        .startsWith(AuditAction.CONFIGURE)
        .endsWith(AuditAction.CLOSE);
  }

  @Test
  void whatCannotBeOpenedIsSaidAtTheStart() throws Exception {
    assertThatThrownBy(() -> configured("auditSinks = syslog"))
        .isInstanceOf(ProviderException.class)
        .hasMessageContainingAll("auditSinks", "'syslog'", "jfr, log, provided.sink");
    Path file = Files.writeString(directory.resolve("file"), "", StandardCharsets.UTF_8);
    assertThatThrownBy(() -> configured("auditTrail = " + file))
        .isInstanceOf(ProviderException.class)
        .hasMessageContaining("auditTrail: " + file + ": it is there, and is no directory");
    Path trail = directory.resolve("unused");
    assertThatThrownBy(() -> configured("auditSinks = syslog\nauditTrail = " + trail))
        .isInstanceOf(ProviderException.class)
        .hasMessageContaining("org.turnlock.audit.AuditSink");
    assertThat(trail).doesNotExist();
  }

  @Test
  void whatIsLeftOutIsSaidWhenTheProviderBegins() throws Exception {
    Path trail = directory.resolve("trail");
    configured("auditOmit = Encrypt\nauditSample = Sign/10\nauditTrail = " + trail).close();
    assertThat(records(trail))
        .filteredOn(it -> it.name().equals("ConfigureProvider"))
        .singleElement()
        .satisfies(
            it ->
                assertThat(it.parameters())
                    .containsAllEntriesOf(
                        Map.of(
                            "auditUses", "full",
                            "auditOmit", "Encrypt",
                            "auditSample", "Sign",
                            "auditFailOpen", "false")));
  }
}
