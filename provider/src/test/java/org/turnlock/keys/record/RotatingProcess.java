// SPDX-License-Identifier: Apache-2.0
package org.turnlock.keys.record;

import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import org.turnlock.keys.KeyNames;
import org.turnlock.keys.record.StoreSettings.Step;
import org.turnlock.pkcs11.constant.Ckk;
import org.turnlock.token.KeyId;
import org.turnlock.token.KeyUsage;
import org.turnlock.token.NewKey;
import org.turnlock.token.ObjectQuery;
import org.turnlock.token.Token;
import org.turnlock.token.TokenKey;

/**
 * A process that rotates several keys at once, some in two steps, tells of a use of each, and stops
 * each rotation at a step of its own, for ever. Arguments behind those of {@link TokenProcess}:
 * {@code alias=STEP}, and no step for a rotation that is to be whole.
 */
final class RotatingProcess {
  static final String KEY_MADE = "KEY_MADE";

  /** Records are kept in several parts. */
  static final StoreSettings SETTINGS = StoreSettings.STANDARD.with(150);

  static final Usage USE = new Usage(5, 500, Records.NOW);

  private static final PrintStream OUT = new PrintStream(System.out, true, StandardCharsets.UTF_8);

  private final Token token;
  private final String alias;
  private final String stopAt;
  private boolean hasTold;

  private RotatingProcess(Token token, String alias, String stopAt) {
    this.token = token;
    this.alias = alias;
    this.stopAt = stopAt;
  }

  public static void main(String[] args) throws Exception {
    Token token = TokenProcess.open(Arrays.asList(args).subList(0, 3));
    for (String work : Arrays.asList(args).subList(3, args.length)) {
      String[] parts = work.split("=", -1);
      new Thread(() -> new RotatingProcess(token, parts[0], parts[1]).run()).start();
    }
  }

  private void run() {
    try {
      RecordStore store =
          RecordStores.open(token, null, SETTINGS.with((Step step) -> reached(step.name())));
      store.addUsage(alias, 1, USE);
      hasTold = true;
      ManagedKeyRecord committed = rotate(store, token, alias, this::reached, stopAt);
      OUT.println("DONE " + alias + " " + (committed == null ? "" : committed.revision()));
    } catch (Throwable e) {
      OUT.println("FAILED " + alias + " " + e);
    }
  }

  private void reached(String step) {
    if (hasTold && step.equals(stopAt)) {
      OUT.println("AT " + alias + " " + step);
      while (true) {
        try {
          new CountDownLatch(1).await();
        } catch (InterruptedException e) {
          // Only a kill ends this.
        }
      }
    }
  }

  interface Reached {
    void step(String name);
  }

  /** Whether a key's new versions wait first, and another change makes them current. */
  static boolean inTwoSteps(String alias) {
    return alias.length() % 2 == 0;
  }

  /** One rotation, or the creation of the key; null where the key is made and left behind. */
  static ManagedKeyRecord rotate(
      RecordStore store, Token token, String alias, Reached reached, String stopAt) {
    try (RecordLease lease = store.lease(alias)) {
      lease.removeLeftovers(id -> keys(token, id).forEach(token.objects()::destroy));
      ManagedKeyRecord record = lease.record().orElse(null);
      ManagedKeyRecord next =
          record != null && record.pendingVersion().isPresent()
              ? Records.activated(record)
              : withNewKey(lease, token, alias, record);
      reached.step(KEY_MADE);
      return stopAt.equals(Step.KEY_ABANDONED.name()) ? null : lease.commit(next);
    }
  }

  private static ManagedKeyRecord withNewKey(
      RecordLease lease, Token token, String alias, ManagedKeyRecord record) {
    KeyId id = lease.newKeyId();
    ManagedKeyRecord next =
        record == null
            ? Records.first(alias, id)
            : inTwoSteps(alias) ? Records.prepared(record, id) : Records.rotated(record, id);
    String name = KeyNames.of(alias, next.versions().size());
    token
        .objects()
        .generateSecretKey(
            Ckk.AES, 32, new NewKey(true, name, id, Set.of(KeyUsage.ENCRYPT), true, false));
    return next;
  }

  static List<TokenKey> keys(Token token, KeyId id) {
    return token.objects().find(new ObjectQuery.Identified(id)).keys();
  }
}
