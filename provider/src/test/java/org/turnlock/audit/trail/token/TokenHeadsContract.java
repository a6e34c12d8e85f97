// SPDX-License-Identifier: Apache-2.0
package org.turnlock.audit.trail.token;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.PublicKey;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.turnlock.audit.AuditAction;
import org.turnlock.audit.AuditEvent;
import org.turnlock.audit.AuditEventBuilder;
import org.turnlock.audit.AuditOrigin;
import org.turnlock.audit.trail.HeadKeys;
import org.turnlock.audit.trail.LaneReport;
import org.turnlock.audit.trail.SignedHead;
import org.turnlock.audit.trail.TrailFinding.Kind;
import org.turnlock.audit.trail.TrailReport;
import org.turnlock.audit.trail.TrailSettings;
import org.turnlock.audit.trail.TrailSink;
import org.turnlock.audit.trail.TrailVerifier;
import org.turnlock.token.KeyUsage;
import org.turnlock.token.ObjectQuery;
import org.turnlock.token.Token;
import org.turnlock.token.TokenKey;

/** A token signs the heads of a trail, keeps the last one, and so finds a cut tail. */
@Timeout(60)
abstract class TokenHeadsContract {
  private static final Duration LONG = Duration.ofSeconds(30);
  private static final AuditOrigin ORIGIN =
      new AuditOrigin("0a1b", "host", 4711, "shop", "Turnlock", "payments", "77aa");

  @TempDir Path directory;
  private Token token;
  private TokenHeads heads;
  private Path trail;

  /** A token that nobody has logged in to. */
  abstract Token open() throws Exception;

  abstract char[] pin();

  @BeforeEach
  void begin() throws Exception {
    token = open();
    heads = new TokenHeads(token);
    trail = directory.resolve("trail");
  }

  @AfterEach
  void end() {
    token.close();
  }

  private void logIn() throws Exception {
    if (token.login().required()) {
      token.login().login(pin());
    }
  }

  private TrailSink sink() throws Exception {
    return TrailSink.open(TrailSettings.in(trail), ORIGIN, heads);
  }

  private static AuditEvent event() {
    return new AuditEventBuilder(AuditAction.ENCRYPT, Instant.EPOCH).build(ORIGIN, 1);
  }

  @Test
  void aTrailIsSignedAndItsLastHeadIsKept() throws Exception {
    logIn();
    for (int i = 0; i < 3; i++) {
      try (TrailSink sink = sink()) {
        sink.accept(event());
        assertThat(sink.sign(LONG)).isTrue();
        sink.accept(event());
      }
    }
    TrailReport report = TrailVerifier.of(trail).askingToken(heads).verify();
    assertThat(report.allFindings()).isEmpty();
    LaneReport lane = report.lanes().get(0);
    assertThat(lane.unsigned()).isZero();
    assertThat(lane.keptThrough()).isEqualTo(lane.signedThrough()).isPositive();
    assertThat(lane.notes()).isEmpty();
    assertThat(heads.keys()).hasSize(1);
    PublicKey key = heads.keys().get(0);
    assertThat(HeadKeys.algorithm(key)).isEqualTo("SHA256withECDSA");
    assertThat(lane.key()).isEqualTo(HeadKeys.fingerprint(key));
    assertThat(token.objects().data(TokenHeads.APPLICATION, lane.chain())).hasSize(1);
    TrailReport withoutToken = TrailVerifier.of(trail).trusting(List.of(key)).verify();
    assertThat(withoutToken.isIntact()).isTrue();
  }

  @Test
  void aCutTailIsFound() throws Exception {
    logIn();
    try (TrailSink sink = sink()) {
      sink.accept(event());
    }
    Path file = trail.resolve("lane-1/000001.jsonl");
    List<String> lines = Files.readAllLines(file);
    Files.writeString(file, "");
    for (String line : lines.subList(0, 2)) {
      Files.writeString(file, line + "\n", StandardOpenOption.APPEND);
    }
    assertThat(TrailVerifier.of(trail).askingToken(heads).verify().allFindings())
        .extracting(it -> it.kind())
        .containsExactly(Kind.CUT_TAIL);
  }

  @Test
  void theKeySignsAndDoesNothingElse() throws Exception {
    logIn();
    PublicKey key = heads.choose("");
    assertThat(heads.choose("")).isEqualTo(key);
    List<TokenKey> keys = token.objects().find(new ObjectQuery.Labelled(TokenHeads.LABEL)).keys();
    assertThat(keys).hasSize(1);
    assertThat(keys.get(0).attributes().usages()).isEqualTo(Set.of(KeyUsage.SIGN));
    assertThat(keys.get(0).attributes().extractable()).isFalse();
    assertThat(keys.get(0).attributes().sensitive()).isTrue();
  }

  @Test
  void theKeyThatAChainNamesIsTakenWhereThereAreSeveral() throws Exception {
    logIn();
    PublicKey first = heads.choose("");
    HeadKeyKind.of(token).orElseThrow().make(token, TokenHeads.LABEL);
    for (PublicKey key : heads.keys()) {
      assertThat(heads.choose(HeadKeys.fingerprint(key))).isEqualTo(key);
    }
    assertThat(heads.keys()).hasSize(2).contains(first);
    assertThat(new TokenHeads(token).choose("")).isEqualTo(heads.choose("nothing"));
  }

  @Test
  void ofSeveralKeptHeadsTheLastCounts() throws Exception {
    logIn();
    try (TrailSink sink = sink()) {
      sink.accept(event());
      assertThat(sink.sign(LONG)).isTrue();
      SignedHead early = heads.kept().get(0);
      sink.accept(event());
      assertThat(sink.sign(LONG)).isTrue();
      SignedHead late = heads.kept().get(0);
      assertThat(late.through()).isGreaterThan(early.through());
      heads.keep(early); // as if its writer had been killed before it could remove it
      token.objects().addData(TokenHeads.APPLICATION, "not a head", new byte[] {1, 2, 3});
      assertThat(heads.kept()).extracting(SignedHead::text).contains(late.text());
      assertThat(heads.kept().stream().filter(it -> it.chain().equals(late.chain()))).hasSize(1);
    }
  }

  @Test
  void beforeALoginNothingIsSignedAndAfterItEverything() throws Exception {
    if (!token.login().required()) {
      return;
    }
    try (TrailSink sink = sink()) {
      sink.accept(event());
      assertThat(sink.sign(LONG)).isFalse();
      logIn();
      assertThat(sink.sign(LONG)).isTrue();
    }
    assertThat(TrailVerifier.of(trail).askingToken(heads).verify().isIntact()).isTrue();
  }

  @Test
  void theSignatureIsOverTheLinesTextAndNothingElse() throws Exception {
    logIn();
    PublicKey key = heads.choose("");
    byte[] signature = heads.sign("TLH".getBytes(StandardCharsets.UTF_8));
    java.security.Signature verifying = java.security.Signature.getInstance("SHA256withECDSA");
    verifying.initVerify(key);
    verifying.update("TLH".getBytes(StandardCharsets.UTF_8));
    assertThat(verifying.verify(signature)).isTrue();
  }
}
