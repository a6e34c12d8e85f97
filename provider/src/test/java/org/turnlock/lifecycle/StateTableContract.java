// SPDX-License-Identifier: Apache-2.0
package org.turnlock.lifecycle;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.security.InvalidKeyException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import javax.crypto.spec.SecretKeySpec;
import javax.security.auth.x500.X500Principal;
import org.junit.jupiter.api.Test;
import org.turnlock.keys.KeyState;
import org.turnlock.keys.KeyVersion;
import org.turnlock.keys.ManagedKeyException;
import org.turnlock.keys.ManagedKeyException.Reason;
import org.turnlock.keys.ManagedKeyInfo;
import org.turnlock.keys.ManagedKeySpec;
import org.turnlock.keys.ManagedKeys;
import org.turnlock.keys.TokenBackedKey;
import org.turnlock.keys.TokenSecretKey;
import org.turnlock.keys.UseLimits;
import org.turnlock.keys.VersionState;
import org.turnlock.operation.KeyOperations;
import org.turnlock.pkcs11.Mechanism;
import org.turnlock.pkcs11.constant.Ckk;
import org.turnlock.pkcs11.constant.Ckm;
import org.turnlock.token.KeyUsage;
import org.turnlock.token.NewKey;
import org.turnlock.token.Token;

/**
 * Every operation in every state of a key, and of a version. A refusal changes nothing, and says
 * which key it is, in which state, and what to do.
 */
public abstract class StateTableContract {
  private static final String HMAC = "HmacSHA256";
  private static final byte[] DATA = new byte[40];
  private static final Mechanism MECHANISM = Mechanism.of(Ckm.SHA256_HMAC);

  private LifecycleFixture fixture;
  private ManagedKeys keys;

  /** A token, logged in. */
  protected abstract Token token();

  private void open() {
    fixture = new LifecycleFixture(token());
    keys = fixture.keys;
  }

  /** What is done to the key of an alias. */
  private interface Operation {
    void on(String alias) throws Exception;
  }

  /** Outcomes in the order of the columns; the reason of a refusal, or null for success. */
  private record Row(Operation operation, Reason... refusals) {}

  private static final KeyState[] STATES = {
    KeyState.ENABLED, KeyState.DISABLED, KeyState.PENDING_IMPORT, KeyState.PENDING_DELETION
  };

  private Map<String, Row> stateTable() {
    Reason ok = null;
    Reason d = Reason.DISABLED;
    Reason s = Reason.STATE;
    Reason e = Reason.EXISTS;
    Map<String, Row> table = new LinkedHashMap<>();
    table.put("create", new Row(alias -> keys.create(hmac(alias).build()), e, e, e, e));
    table.put("adopt", new Row(alias -> keys.adopt(plain(), hmac(alias).build()), e, e, e, e));
    table.put("find", new Row(alias -> assertThat(keys.find(alias)).isPresent(), ok, ok, ok, ok));
    table.put("describe", new Row(alias -> keys.describe(alias), ok, ok, ok, ok));
    table.put("list", new Row(this::findInList, ok, ok, ok, ok));
    table.put("sign", new Row(this::sign, ok, d, s, s));
    table.put("verify", new Row(alias -> verify(alias, DATA), ok, d, s, s));
    table.put("rotate", new Row(alias -> keys.rotate(alias, current(alias)), ok, d, s, s));
    table.put("import", new Row(this::importVersion, ok, d, ok, s));
    table.put("enable", new Row(alias -> keys.enable(alias), ok, ok, s, s));
    table.put("disable", new Row(alias -> keys.disable(alias), ok, ok, s, s));
    table.put("rotation on", new Row(alias -> rotation(alias, "P9D"), ok, d, s, s));
    table.put("rotation off", new Row(alias -> rotation(alias, null), ok, d, s, s));
    table.put("limits", new Row(alias -> keys.setLimits(alias, new UseLimits(9, 9)), ok, d, s, s));
    table.put("description", new Row(alias -> keys.setDescription(alias, "x"), ok, ok, ok, s));
    table.put("tags", new Row(alias -> keys.setTags(alias, Map.of("a", "b")), ok, ok, ok, s));
    table.put("delete", new Row(alias -> keys.scheduleDeletion(alias, 7), ok, ok, ok, s));
    table.put("cancel", new Row(alias -> keys.cancelDeletion(alias), s, s, s, ok));
    table.put("enable version", new Row(alias -> keys.enableVersion(alias, 1), ok, ok, s, s));
    table.put("disable version", new Row(alias -> keys.disableVersion(alias, 1), ok, ok, s, s));
    table.put("destroy version", new Row(alias -> keys.destroyVersion(alias, 1), ok, ok, s, s));
    table.put("floor", new Row(alias -> keys.setFloor(alias, 2), ok, ok, s, s));
    return table;
  }

  @Test
  void everyOperationInEveryStateOfAKey() {
    open();
    List<String> wrong = new ArrayList<>();
    Map<KeyState, String> aliases = new EnumMap<>(KeyState.class);
    stateTable()
        .forEach(
            (name, row) -> {
              for (int i = 0; i < STATES.length; i++) {
                String alias = aliases.computeIfAbsent(STATES[i], this::keyIn);
                List<KeyVersion> versions = keys.describe(alias).versions();
                check(name + " when " + STATES[i], alias, row, i, wrong);
                ManagedKeyInfo after = keys.describe(alias);
                if (after.state() != STATES[i] || !after.versions().equals(versions)) {
                  aliases.remove(STATES[i]);
                }
              }
            });
    assertThat(wrong).isEmpty();
  }

  private static final VersionState[] VERSION_STATES = {
    VersionState.CURRENT,
    VersionState.DECRYPT_ONLY,
    VersionState.DISABLED,
    VersionState.DESTROYED,
    VersionState.PENDING
  };

  private interface VersionOperation {
    void on(String alias, int version) throws Exception;
  }

  private record VersionRow(VersionOperation operation, Reason... refusals) {}

  private Map<String, VersionRow> versionTable() {
    Reason ok = null;
    Reason d = Reason.DISABLED;
    Reason s = Reason.STATE;
    Reason x = Reason.DESTROYED;
    Map<String, VersionRow> table = new LinkedHashMap<>();
    table.put("enable", new VersionRow((a, v) -> keys.enableVersion(a, v), ok, ok, ok, x, s));
    table.put("disable", new VersionRow((a, v) -> keys.disableVersion(a, v), s, ok, ok, x, s));
    table.put("destroy", new VersionRow((a, v) -> keys.destroyVersion(a, v), s, ok, ok, ok, ok));
    table.put("floor", new VersionRow((a, v) -> keys.setFloor(a, v), ok, ok, ok, ok, s));
    table.put("new work", new VersionRow(this::newWork, ok, s, d, x, s));
    table.put("old work", new VersionRow(this::oldWork, ok, ok, d, x, s));
    return table;
  }

  @Test
  void everyOperationInEveryStateOfAVersion() {
    open();
    List<String> wrong = new ArrayList<>();
    versionTable()
        .forEach(
            (name, row) -> {
              for (int i = 0; i < VERSION_STATES.length; i++) {
                VersionState state = VERSION_STATES[i];
                String alias =
                    state == VersionState.PENDING ? waitingKey() : keyIn(KeyState.ENABLED);
                int version = versionIn(alias, state);
                check(
                    name + " a version that is " + VERSION_STATES[i],
                    alias,
                    new Row(it -> row.operation().on(it, version), row.refusals()),
                    i,
                    wrong);
              }
            });
    assertThat(wrong).isEmpty();
  }

  private void check(String what, String alias, Row row, int column, List<String> wrong) {
    ManagedKeyInfo before = keys.describe(alias);
    Reason expected = row.refusals()[column];
    try {
      row.operation().on(alias);
      if (expected != null) {
        wrong.add(what + " was allowed, expected " + expected);
      }
    } catch (Exception e) {
      ManagedKeyException refusal = refusal(e);
      if (refusal == null || refusal.reason() != expected) {
        wrong.add(what + ": " + e + ", expected " + expected);
      } else if (!refusal.getMessage().contains("'" + alias + "'")) {
        wrong.add(what + " does not name the key: " + refusal.getMessage());
      } else if (!refusal.alias().equals(Optional.of(alias))) {
        wrong.add(what + " is about " + refusal.alias() + ", not " + alias);
      }
      if (!keys.describe(alias).equals(before)) {
        wrong.add(what + " was refused, and changed the key to " + keys.describe(alias));
      }
    }
  }

  /** A key's refusal reaches those who initialise a cipher inside an InvalidKeyException. */
  private static ManagedKeyException refusal(Exception e) {
    if (e instanceof InvalidKeyException && e.getCause() instanceof ManagedKeyException cause) {
      return cause;
    }
    return e instanceof ManagedKeyException own ? own : null;
  }

  // The keys.

  private static ManagedKeySpec.Builder hmac(String alias) {
    return ManagedKeySpec.builder(alias).algorithm(HMAC);
  }

  /** A new key in this state, of two versions where it has any. */
  private String keyIn(KeyState state) {
    String alias = LifecycleFixture.newAlias();
    if (state == KeyState.PENDING_IMPORT) {
      return keys.create(hmac(alias).awaitingImport().build()).alias();
    }
    keys.create(hmac(alias).build());
    keys.rotate(alias, 1);
    if (state == KeyState.DISABLED) {
      keys.disable(alias);
    } else if (state == KeyState.PENDING_DELETION) {
      keys.scheduleDeletion(alias, 30);
    }
    return alias;
  }

  /** A pair whose second version waits for its certificate. */
  private String waitingKey() {
    String alias = LifecycleFixture.newAlias();
    keys.create(
        ManagedKeySpec.builder(alias)
            .algorithm("EC")
            .subject(new X500Principal("CN=waiting"))
            .build());
    keys.prepareVersion(alias, 1);
    return alias;
  }

  /** The number of a version of this state. */
  private int versionIn(String alias, VersionState state) {
    switch (state) {
      case CURRENT, PENDING -> {
        return 2;
      }
      case DISABLED -> keys.disableVersion(alias, 1);
      case DESTROYED -> keys.destroyVersion(alias, 1);
      case DECRYPT_ONLY -> {}
    }
    return 1;
  }

  private TokenSecretKey plain() {
    NewKey description = NewKey.resident(LifecycleFixture.newAlias(), Set.of(KeyUsage.SIGN));
    return new TokenSecretKey(
        token().objects().generateSecretKey(Ckk.GENERIC_SECRET, 32, description), HMAC);
  }

  // The operations.

  private int current(String alias) {
    return keys.describe(alias).current();
  }

  private void findInList(String alias) {
    assertThat(keys.list().stream().map(ManagedKeyInfo::alias)).contains(alias);
  }

  private void importVersion(String alias) throws InvalidKeyException {
    keys.importVersion(alias, current(alias), new SecretKeySpec(new byte[32], HMAC));
  }

  private void rotation(String alias, String period) {
    keys.setRotationPeriod(alias, Optional.ofNullable(period).map(Duration::parse));
  }

  private byte[] sign(String alias) throws Exception {
    TokenBackedKey key = (TokenBackedKey) keys.key(alias);
    return mac(new TokenSecretKey(key.source().forNewWork(KeyUsage.SIGN), HMAC));
  }

  private static byte[] mac(TokenSecretKey key) {
    ByteBuffer mac = ByteBuffer.allocate(32);
    new KeyOperations().sign(key, MECHANISM, ByteBuffer.wrap(DATA), mac);
    return mac.array();
  }

  private void verify(String alias, byte[] data) throws InvalidKeyException {
    assertThat(keys.verifyMac(alias, HMAC, data, new byte[32])).isEmpty();
  }

  private void newWork(String alias, int version) throws Exception {
    mac(
        new TokenSecretKey(
            fixture.version(alias, version).source().forNewWork(KeyUsage.SIGN), HMAC));
  }

  private void oldWork(String alias, int version) throws Exception {
    fixture.version(alias, version).source().forOldWork(KeyUsage.VERIFY).get(0).tokenKey();
  }
}
