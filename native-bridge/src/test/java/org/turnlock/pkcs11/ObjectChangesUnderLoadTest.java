// SPDX-License-Identifier: Apache-2.0
package org.turnlock.pkcs11;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.turnlock.pkcs11.constant.Cka;
import org.turnlock.pkcs11.constant.Ckr;
import org.turnlock.pkcs11.error.Pkcs11Exception;
import org.turnlock.softhsm.SoftHsm;
import org.turnlock.softhsm.SoftHsmToken;

/**
 * SoftHSM loses and breaks token objects that are changed under load; the drained pool does not.
 */
@SoftHsm
class ObjectChangesUnderLoadTest {
  private static final int CHANGES = 60;
  private static final int LOGOUTS = 200;

  @Test
  void tokenObjectsAreMadeChangedAndRemovedWhileOthersEncrypt(SoftHsmToken softHsm)
      throws Exception {
    try (Pkcs11Token token = Tokens.softHsm(softHsm)) {
      change(token, token);
    }
  }

  /** Two providers of one program may have the token open. */
  @Test
  void neitherDoOperationsOfTheSameTokenOpenedTwiceBreakThem(SoftHsmToken softHsm)
      throws Exception {
    try (Pkcs11Token one = Tokens.softHsm(softHsm);
        Pkcs11Token other = Tokens.softHsm(softHsm)) {
      change(one, other);
    }
  }

  /** Logins and changes wait for each other, never in a circle. */
  @Test
  void changesGoOnWhileTheSameTokenIsLoggedOutElsewhere(SoftHsmToken softHsm) throws Exception {
    ExecutorService threads = Executors.newFixedThreadPool(4);
    try (Pkcs11Token one = Tokens.softHsm(softHsm);
        Pkcs11Token other = Tokens.softHsm(softHsm)) {
      ObjectRef used = Tokens.newAesKey(one, true, "used elsewhere", new byte[] {9});
      AtomicBoolean done = new AtomicBoolean();
      List<Future<Integer>> users = new ArrayList<>();
      for (int i = 0; i < 2; i++) {
        byte thread = (byte) (2 + i);
        users.add(
            threads.submit(
                () -> goOn(done, () -> Tokens.encrypt(one, used, Tokens.gcm(1), new byte[1]))));
        users.add(
            threads.submit(
                () ->
                    goOn(
                        done,
                        () ->
                            one.objects()
                                .destroy(Tokens.newAesKey(one, true, "k", new byte[] {thread})))));
      }
      for (int i = 0; i < LOGOUTS; i++) {
        other.login().logout();
        other.login().login(softHsm.pinChars());
      }
      done.set(true);
      for (Future<Integer> user : users) {
        assertThat(user.get(60, TimeUnit.SECONDS)).as("successes").isPositive();
      }
    } finally {
      threads.shutdownNow();
    }
  }

  /** Counts successes: a logout in the middle may fail a call. */
  private static int goOn(AtomicBoolean done, Runnable call) {
    int successes = 0;
    while (!done.get() || successes == 0) {
      try {
        call.run();
        successes++;
      } catch (Pkcs11Exception loggedOut) {
        assertThat(loggedOut.code()).isNotEqualTo(Ckr.PIN_LOCKED);
      }
    }
    return successes;
  }

  /** Two threads change objects through one token, four use a key and one reads in another. */
  private static void change(Pkcs11Token changing, Pkcs11Token using) throws Exception {
    ExecutorService threads = Executors.newFixedThreadPool(7);
    try {
      ObjectRef changed = Tokens.newAesKey(changing, true, "changed", new byte[] {0});
      ObjectRef used = Tokens.newAesKey(using, true, "used", new byte[] {1});
      Template all = Template.builder().set(Cka.TOKEN, true).build();
      long[] asked = {Cka.CLASS, Cka.LABEL};
      int before = changing.objects().find(all, asked, values -> all).size();
      AtomicBoolean done = new AtomicBoolean();
      List<Future<Integer>> users = new ArrayList<>();
      for (int i = 0; i < 4; i++) {
        users.add(threads.submit(() -> use(using, used, done)));
      }
      users.add(
          threads.submit(
              () -> {
                int readings = 0;
                for (; !done.get(); readings++) {
                  using.objects().find(all, asked, values -> all);
                }
                return readings;
              }));
      List<Future<Integer>> changers = new ArrayList<>();
      for (int i = 2; i <= 3; i++) {
        byte thread = (byte) i;
        Callable<Integer> change = () -> change(changing, changed, thread);
        changers.add(threads.submit(change));
      }
      for (Future<Integer> changer : changers) {
        assertThat(changer.get()).isEqualTo(CHANGES);
      }
      done.set(true);
      for (Future<Integer> user : users) {
        assertThat(user.get()).as("operations meanwhile").isPositive();
      }
      assertThat(changing.objects().find(all, asked, values -> all))
          .as("no orphans")
          .hasSize(before);
    } finally {
      threads.shutdownNow();
    }
  }

  private static int use(Pkcs11Token token, ObjectRef key, AtomicBoolean done) {
    int operations = 0;
    while (!done.get()) {
      byte[] sealed = Tokens.encrypt(token, key, Tokens.gcm(operations), new byte[100]);
      assertThat(Tokens.decrypt(token, key, Tokens.gcm(operations), sealed)).hasSize(100);
      operations++;
    }
    return operations;
  }

  private static int change(Pkcs11Token token, ObjectRef shared, byte thread) {
    for (int i = 0; i < CHANGES; i++) {
      ObjectRef key = Tokens.newAesKey(token, true, "k", new byte[] {thread, (byte) i});
      token.objects().set(shared, Template.builder().set(Cka.LABEL, "shared " + i).build());
      token.objects().destroy(key);
    }
    return CHANGES;
  }

  /** Its maker was killed before it gave the file to all: others could not take turns with it. */
  @Test
  void theLockFileIsForAllWhoMayWriteBesideItWhoeverMadeIt(@TempDir Path directory)
      throws IOException {
    Path file = Files.createFile(directory.resolve("lock"));
    Files.setPosixFilePermissions(directory, PosixFilePermissions.fromString("rwxrwx---"));
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
    assertThat(new ChangeTurn(file).taking(() -> "done")).isEqualTo("done");
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
        .isEqualTo("rw-rw----");
  }
}
