// SPDX-License-Identifier: Apache-2.0
package org.turnlock.lifecycle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.security.Key;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.turnlock.keys.FixedKeySource;
import org.turnlock.keys.KeyGuard;
import org.turnlock.keys.KeyOrigin;
import org.turnlock.keys.KeyState;
import org.turnlock.keys.KeyVersion;
import org.turnlock.keys.Keys;
import org.turnlock.keys.ManagedKeyException;
import org.turnlock.keys.ManagedKeyInfo;
import org.turnlock.keys.ManagedKeyKind;
import org.turnlock.keys.ManagedKeySpec;
import org.turnlock.keys.VersionState;
import org.turnlock.keys.record.RecordBuilder;
import org.turnlock.keys.record.RecordLease;
import org.turnlock.keys.record.RecordStore;
import org.turnlock.keys.record.TestRecordStores;
import org.turnlock.keys.record.Usage;
import org.turnlock.keys.record.VersionRecord;
import org.turnlock.lifecycle.FailingToken.Manner;
import org.turnlock.pkcs11.constant.Ckk;
import org.turnlock.token.KeyId;
import org.turnlock.token.KeyUsage;
import org.turnlock.token.NewKey;
import org.turnlock.token.ObjectQuery;
import org.turnlock.token.Token;
import org.turnlock.token.TokenException;
import org.turnlock.token.TokenKey;
import org.turnlock.token.software.SoftwareToken;

/**
 * A token that fails at any one step of a change: before it does what it was asked, or after. The
 * change has happened whole or not at all, and the next one leaves nothing behind.
 */
class HalfDoneChangeTest {
  private static final int MORE_THAN_THERE_ARE = 100;

  private final Token token = SoftwareToken.inMemory();
  private final FailingToken failing = new FailingToken(token);
  private final LifecycleFixture fixture =
      new LifecycleFixture(failing.token(), TestRecordStores.withoutWaiting(failing.token()));

  private interface Change {
    void on(String alias);
  }

  @Test
  void aRotationHappensWholeOrNotAtAll() {
    int failures =
        failEverywhere(
            "AES",
            alias -> fixture.keys.rotate(alias, 1),
            (alias, done) -> {
              ManagedKeyInfo info = fixture.keys.describe(alias);
              assertThat(info.versions()).hasSize(info.current());
              assertThat(!done || info.current() == 2).isTrue();
            });
    assertThat(failures).isGreaterThan(8);
  }

  @Test
  void aRotationOfAPairDoesToo() {
    failEverywhere(
        "EC",
        alias -> fixture.keys.rotate(alias, 1),
        (alias, done) -> {
          int current = fixture.keys.describe(alias).current();
          assertThat(!done || current == 2).isTrue();
          assertThat(fixture.keys.publicKey(alias, current)).isNotNull();
        });
  }

  @Test
  void aDestructionThatHasBegunIsEnded() {
    failEverywhere(
        "AES",
        alias -> {
          int current = fixture.keys.describe(alias).current();
          if (current == 1) {
            fixture.keys.rotate(alias, 1);
          }
          fixture.keys.destroyVersion(alias, 1);
        },
        (alias, done) -> {
          if (done) {
            assertThat(fixture.keys.describe(alias).version(1).orElseThrow().state())
                .isEqualTo(VersionState.DESTROYED);
          }
        });
  }

  /** A process that is stopped for long while it adopts: another one has adopted meanwhile. */
  @Test
  void ofTwoAdoptionsOfOneKeyOnlyOneLasts() throws Exception {
    for (String moment : List.of("lease", "commit")) {
      TokenKey inToken =
          token
              .objects()
              .generateSecretKey(
                  Ckk.AES, 32, NewKey.resident(moment, Set.of(KeyUsage.ENCRYPT, KeyUsage.DECRYPT)));
      RecordStore real = TestRecordStores.withoutWaiting(token);
      AtomicBoolean done = new AtomicBoolean();
      Runnable another =
          () -> {
            if (done.compareAndSet(false, true)) {
              adoptElsewhere(real, "first-" + moment, inToken.attributes().id());
            }
          };
      LifecycleFixture late =
          new LifecycleFixture(token, interrupted(real, "second-" + moment, moment, another));
      Key key = Keys.of(new FixedKeySource(inToken, KeyGuard.NONE, moment, 0));
      assertThatThrownBy(
              () -> late.keys.adopt(key, ManagedKeySpec.builder("second-" + moment).build()))
          .isInstanceOf(ManagedKeyException.class)
          .hasMessageContaining("first-" + moment);
      assertThat(done).isTrue();
      assertThat(real.find("second-" + moment)).isEmpty();
      assertThat(real.find("first-" + moment)).isPresent();
      assertThat(fixture.key("first-" + moment)).isNotNull();
    }
  }

  private static void adoptElsewhere(RecordStore store, String alias, KeyId id) {
    try (RecordLease lease = store.lease(alias)) {
      lease.commit(
          new RecordBuilder(alias, new ManagedKeyKind("AES", 256, ""), Instant.EPOCH)
              .state(KeyState.ENABLED)
              .usages(Set.of(KeyUsage.ENCRYPT, KeyUsage.DECRYPT))
              .version(
                  new VersionRecord(
                      1,
                      id,
                      VersionRecord.Standing.ENABLED,
                      KeyOrigin.ADOPTED,
                      Instant.EPOCH,
                      Usage.NONE))
              .current(1)
              .build());
    }
  }

  /** A store in which something comes between, after a call for one alias. */
  private static RecordStore interrupted(
      RecordStore store, String alias, String moment, Runnable between) {
    return after(
        RecordStore.class,
        store,
        (call, arguments, result) -> {
          if (!call.equals("lease") || !alias.equals(arguments[0])) {
            return result;
          }
          if (moment.equals("lease")) {
            between.run();
          }
          return after(
              RecordLease.class,
              (RecordLease) result,
              (inLease, ignored, of) -> {
                if (inLease.equals(moment)) {
                  between.run();
                }
                return of;
              });
        });
  }

  private interface After {
    Object with(String call, Object[] arguments, Object result);
  }

  private static <T> T after(Class<T> type, T target, After after) {
    return type.cast(
        Proxy.newProxyInstance(
            type.getClassLoader(),
            new Class<?>[] {type},
            (proxy, method, arguments) -> {
              try {
                return after.with(method.getName(), arguments, method.invoke(target, arguments));
              } catch (InvocationTargetException e) {
                throw e.getCause();
              }
            }));
  }

  /** Programs that make the key if it is missing start together; each goes on to use it. */
  @Test
  void whoComesSecondWithANewKeyKnowsTheFirst() {
    ManagedKeySpec spec = LifecycleFixture.spec("AES").build();
    AtomicBoolean made = new AtomicBoolean();
    RecordStore late =
        after(
            RecordStore.class,
            fixture.store,
            (call, arguments, result) -> {
              if (call.equals("find") && made.compareAndSet(false, true)) {
                fixture.keys.create(spec);
              }
              return result;
            });
    LifecycleFixture second = new LifecycleFixture(token, late);
    assertThatThrownBy(() -> second.keys.create(spec)).hasMessageContaining("already");
    assertThat(second.directory.seen(spec.alias())).isPresent();
  }

  /** What is done with a new version before the commit, such as getting its certificate. */
  @Test
  void aVersionWhoseLastStepFailsIsTakenBackAtOnce() {
    String alias = fixture.create("EC").alias();
    VersionAdding adding =
        new VersionAdding(
            new RecordChanges(fixture.store, fixture.directory, new PolicyGate(fixture.directory)),
            token,
            Clock.systemUTC());
    NewVersion.Step<IOException> last =
        version -> {
          assertThat(version.version().number()).isEqualTo(2);
          assertThat(version.publicKey()).isPresent();
          assertThat(fixture.inToken(alias)).containsExactly(alias + "@1", alias + "@2");
          throw new IOException("no certificate today");
        };
    GeneratedMaterial material = new GeneratedMaterial(token);
    assertThatThrownBy(
            () ->
                adding.add(
                    alias,
                    record -> record,
                    new VersionAdding.Making<Exception>(KeyOrigin.GENERATED, material, last)))
        .isInstanceOf(IOException.class);
    assertThat(fixture.inToken(alias)).containsExactly(alias + "@1");
    assertThat(fixture.keys.rotate(alias, 1).current()).isEqualTo(2);
  }

  private interface Check {
    /**
     * @param done whether the caller was told that the change has happened
     */
    void after(String alias, boolean done);
  }

  /** How often the change has failed, each time at another step. */
  private int failEverywhere(String algorithm, Change change, Check check) {
    int failures = 0;
    for (Manner manner : Manner.values()) {
      for (int step = 1; step < MORE_THAN_THERE_ARE; step++) {
        String alias = fixture.create(algorithm).alias();
        failing.failAt(step, manner);
        boolean done = tried(change, alias);
        boolean failed = failing.hasFailed();
        failing.recover();
        if (!failed) {
          break;
        }
        failures++;
        check.after(alias, done);
        requireNothingLeftBehind(alias);
      }
    }
    return failures;
  }

  private static boolean tried(Change change, String alias) {
    try {
      change.on(alias);
      return true;
    } catch (TokenException e) {
      assertThat(e).hasMessageContaining("failed on demand");
      return false;
    }
  }

  private void requireNothingLeftBehind(String alias) {
    int current = fixture.keys.describe(alias).current();
    ManagedKeyInfo info = fixture.keys.rotate(alias, current);
    assertThat(info.current()).isEqualTo(current + 1);
    List<String> labels =
        info.versions().stream()
            .filter(version -> version.state() != VersionState.DESTROYED)
            .map(version -> alias + "@" + version.number())
            .toList();
    assertThat(fixture.inToken(alias)).containsExactlyElementsOf(labels);
    for (KeyVersion version : info.versions()) {
      if (version.state() != VersionState.DESTROYED) {
        Set<KeyId> found =
            Set.copyOf(
                token
                    .objects()
                    .find(new ObjectQuery.Labelled(alias + "@" + version.number()))
                    .keys()
                    .stream()
                    .map(TokenKey::attributes)
                    .map(attributes -> attributes.id())
                    .toList());
        assertThat(found).extracting(KeyId::toString).containsExactly(version.id());
      }
    }
    assertThat(token.objects().data("turnlock lease", alias)).isEmpty();
    assertThat(token.objects().data("turnlock key", alias)).hasSize(1);
  }
}
