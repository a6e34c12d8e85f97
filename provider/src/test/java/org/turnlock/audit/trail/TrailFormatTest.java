// SPDX-License-Identifier: Apache-2.0
package org.turnlock.audit.trail;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyFactory;
import java.security.MessageDigest;
import java.security.PublicKey;
import java.security.Signature;
import java.security.spec.X509EncodedKeySpec;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.turnlock.audit.AuditAction;
import org.turnlock.audit.AuditError;
import org.turnlock.audit.AuditEvent;
import org.turnlock.audit.AuditEventBuilder;
import org.turnlock.audit.AuditOrigin;
import org.turnlock.audit.AuditOutcome;
import org.turnlock.audit.AuditedKey;

/** The trail is what docs/formats.md says. */
class TrailFormatTest {
  private static final Path FORMATS =
      Path.of(System.getProperty("basedir", "."), "..", "docs", "formats.md");

  @TempDir Path directory;
  private String section;
  private List<String> vector;

  @BeforeEach
  void read() throws IOException {
    String formats = Files.readString(FORMATS);
    section = formats.substring(formats.indexOf("## Audit trail, format 1"));
    section = section.substring(0, section.indexOf("\n## "));
    vector =
        section.lines().filter(line -> line.startsWith("{\"seq\":") && line.length() > 99).toList();
    assertThat(vector).hasSize(4);
  }

  /** With nothing but the JDK. */
  @Test
  void theVectorHoldsByTheDocumentAlone() throws Exception {
    String before = "0".repeat(64);
    for (int i = 0; i < vector.size(); i++) {
      assertThat(vector.get(i)).startsWith("{\"seq\":" + (i + 1) + ",\"prev\":\"" + before + "\",");
      byte[] line = vector.get(i).getBytes(StandardCharsets.UTF_8);
      before = HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(line));
      if (i == 2) {
        assertThat(section).contains("SHA-256 of the third line is `" + before + "`");
        assertThat(vector.get(3)).contains("\"through\":\"3\"", "\"hash\":\"" + before + "\"");
      }
    }
    PublicKey key =
        KeyFactory.getInstance("EC")
            .generatePublic(new X509EncodedKeySpec(base64(vector.get(1), "publicKey")));
    String head = vector.get(3);
    String signed =
        head.substring(head.indexOf("\"eventVersion\""), head.indexOf(",\"signature\""));
    Signature verifying = Signature.getInstance("SHA256withECDSA");
    verifying.initVerify(key);
    verifying.update(HexFormat.of().parseHex("544c4801"));
    verifying.update(signed.getBytes(StandardCharsets.UTF_8));
    assertThat(verifying.verify(base64(head, "signature"))).isTrue();
    byte[] fingerprint = MessageDigest.getInstance("SHA-256").digest(key.getEncoded());
    assertThat(head).contains("\"key\":\"" + HexFormat.of().formatHex(fingerprint) + "\"");
  }

  private static byte[] base64(String line, String field) {
    Matcher value = Pattern.compile("\"" + field + "\":\"([^\"]+)\"").matcher(line);
    assertThat(value.find()).isTrue();
    return Base64.getDecoder().decode(value.group(1));
  }

  @Test
  void turnlockVerifiesTheVector() throws IOException {
    Path lane = Files.createDirectories(directory.resolve("lane-1"));
    Trails.write(lane.resolve("000001.jsonl"), vector);
    TrailReport report = TrailVerifier.of(directory).verify();
    assertThat(report.allFindings()).isEmpty();
    assertThat(report.lanes().get(0).signedThrough()).isEqualTo(3);
    assertThat(report.lanes().get(0).unsigned()).isZero();
    assertThat(report.lanes().get(0).chain()).isEqualTo("0f1e2d3c4b5a69788796a5b4c3d2e1f0");
  }

  @Test
  void turnlockWritesTheVector() {
    AuditOrigin provider =
        new AuditOrigin("5eed", "web1", 4711, "shop", "Turnlock", "payments", "77aa");
    AuditOrigin own =
        new AuditOrigin(
            "00112233445566778899aabbccddeeff",
            "web1",
            4711,
            "shop",
            "Turnlock",
            "payments",
            "77aa");
    Instant begin = Instant.parse("2026-11-28T20:00:00Z");
    Chain chain = new Chain(0, TrailLine.NOTHING_BEFORE);
    chain.add(
        new AuditEventBuilder(AuditAction.TRAIL, begin)
            .parameter("event", "begin")
            .parameter("chain", "0f1e2d3c4b5a69788796a5b4c3d2e1f0")
            .parameter("told", "0")
            .parameter("lane", "/var/log/turnlock/lane-1")
            .parameter("software", "Turnlock 0.1")
            .build(own, 1));
    Map<?, ?> key = (Map<?, ?>) Json.object(vector.get(1)).get("parameters");
    AuditEventBuilder naming = new AuditEventBuilder(AuditAction.TRAIL, begin.plusMillis(5));
    key.forEach((name, value) -> naming.parameter(name.toString(), value.toString()));
    chain.add(naming.build(own, 2));
    chain.add(
        new AuditEventBuilder(AuditAction.ENCRYPT, begin.plusSeconds(1))
            .principal("alice")
            .key(new AuditedKey("payments", 3, "cafe01"))
            .algorithm("AES/GCM/NoPadding")
            .mechanism("CKM_AES_GCM")
            .bytes(1024, 1040)
            .context(() -> Map.of("tenant", "7"))
            .took(8431, 2)
            .build(provider, 1));
    chain.add(SignedHead.parse("{" + vector.get(3).substring(vector.get(3).indexOf("\"eventV"))));
    byte[] written = Arrays.copyOf(chain.gathered(), chain.length());
    assertThat(new String(written, StandardCharsets.UTF_8))
        .isEqualTo(String.join("\n", vector) + "\n");
  }

  /** Each field that a record can have is in the table and in the schema. */
  /** Else who names things so could hide from all readers what he does. */
  @Test
  void noTextMakesARecordTooLong() throws Exception {
    String longest = "\u0001".repeat(20_000_000);
    Map<String, String> pairs = new TreeMap<>(Map.of("a", "b"));
    for (int i = 0; i < 100_000; i++) {
      pairs.put("name " + i, "a value of some length, for the encryption context");
    }
    AuditEvent event =
        new AuditEventBuilder(AuditAction.DECRYPT, Instant.EPOCH)
            .principal(longest)
            .key(AuditedKey.named(longest))
            .algorithm(longest)
            .context(() -> pairs)
            .parameter("after", longest)
            .failed(AuditOutcome.REFUSED, new AuditError("E", "R", "", longest))
            .build(Trails.ORIGIN, 1);
    try (TrailSink sink =
        TrailSink.open(Trails.settings(directory), Trails.ORIGIN, HeadSigner.NONE)) {
      sink.accept(event);
      sink.accept(
          new AuditEventBuilder(AuditAction.DECRYPT, Instant.EPOCH)
              .context(() -> Map.of(longest, longest))
              .build(Trails.ORIGIN, 2));
    }
    assertThat(TrailVerifier.of(directory).verify().allFindings()).isEmpty();
    List<TrailRecord> read = new ArrayList<>();
    new TrailReader(directory)
        .forEach(TrailReader.LineFilter.holding("\"eventName\":\"Decrypt\""), read::add);
    assertThat(read).hasSize(2);
    assertThat(read.get(0).principal())
        .hasSizeLessThan(70_000)
        .endsWith("... (20000000 characters)");
    assertThat(read.get(0).context()).containsEntry("a", "b");
    assertThat(Integer.parseInt(read.get(0).context().get("...").replace(" more", "")))
        .isEqualTo(pairs.size() - read.get(0).context().size() + 1);
    assertThat(read.get(1).context()).hasSize(1);
  }

  @Test
  void theTableAndTheSchemaHaveAllFields() {
    AuditEventBuilder full =
        new AuditEventBuilder(AuditAction.DECRYPT, Instant.EPOCH)
            .principal("alice")
            .key(new AuditedKey("payments", 3, "cafe01"))
            .algorithm("AES/GCM/NoPadding")
            .mechanism("CKM_AES_GCM")
            .bytes(1024, 1040)
            .context(() -> Map.of("tenant", "7"))
            .failed(AuditOutcome.FAILED, new AuditError("A", "B", "C", "D"))
            .parameter("a", "b")
            .took(8431, 2);
    Chain chain = new Chain(0, TrailLine.NOTHING_BEFORE);
    chain.add(full.build(Trails.ORIGIN, 1));
    String line = new String(chain.gathered(), 0, chain.length() - 1, StandardCharsets.UTF_8);
    Set<String> fields = new TreeSet<>(Json.object(line).keySet());
    for (String part : List.of("process", "token", "key", "error")) {
      ((Map<?, ?>) Json.object(line).get(part)).keySet().forEach(it -> fields.add(it.toString()));
    }
    fields.add("signature");
    String schema =
        section.substring(section.indexOf("\"$schema\""), section.indexOf("### What a"));
    String table =
        section.substring(section.indexOf("### Records"), section.indexOf("As JSON Schema"));
    for (String field : fields) {
      assertThat(schema).contains("\"" + field + "\": {");
      assertThat(table).contains("`" + field + "`");
    }
  }
}
