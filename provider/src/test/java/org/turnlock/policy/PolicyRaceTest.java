// SPDX-License-Identifier: Apache-2.0
package org.turnlock.policy;

import static org.assertj.core.api.Assertions.assertThat;

import java.security.Key;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.Phaser;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import javax.crypto.Cipher;
import javax.security.auth.Subject;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.turnlock.identity.Callers;
import org.turnlock.keys.KeyNotPermittedException;
import org.turnlock.keys.ManagedKeyException;
import org.turnlock.keys.ManagedKeyException.Reason;
import org.turnlock.keys.ManagedKeySpec;
import org.turnlock.keys.ManagedKeys;
import org.turnlock.provider.TestProviders;
import org.turnlock.provider.TurnlockProvider;
import org.turnlock.token.software.SoftwareToken;

/** A policy that changes while threads use its key. */
class PolicyRaceTest {
  private static final String ALIAS = "raced";
  private static final int USERS = 3;
  private static final int CHANGES = 30;
  private static final Subject ALICE = Callers.fixed("alice");

  private final TurnlockProvider provider = TestProviders.over(SoftwareToken.inMemory());
  private final ManagedKeys keys = provider.managedKeys();
  private final ExecutorService threads = Executors.newCachedThreadPool();
  private final String admin = "os:" + ProcessHandle.current().info().user().orElseThrow();

  @AfterEach
  void end() throws InterruptedException {
    threads.shutdownNow();
    assertThat(threads.awaitTermination(10, TimeUnit.SECONDS)).isTrue();
    provider.close();
  }

  private KeyPolicy policy(PolicyRule... others) {
    List<PolicyRule> rules = new ArrayList<>(List.of(others));
    rules.add(PolicyRule.allow(admin, PolicyOperation.values()));
    return KeyPolicy.of(rules);
  }

  private boolean encrypts(Key key) throws Exception {
    try {
      Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding", provider);
      cipher.init(Cipher.ENCRYPT_MODE, key);
      cipher.doFinal(new byte[10]);
      return true;
    } catch (KeyNotPermittedException e) {
      return false;
    } catch (ManagedKeyException e) {
      assertThat(e.reason()).isEqualTo(Reason.NOT_PERMITTED);
      return false;
    }
  }

  /** A use that begins and ends between two changes does what the first of them says. */
  @Test
  void eachUseObeysThePolicyOfItsTime() throws Exception {
    keys.create(ManagedKeySpec.builder(ALIAS).algorithm("AES").build());
    Key key = keys.key(ALIAS);
    KeyPolicy allowing = policy(PolicyRule.allow("subject:alice", PolicyOperation.ENCRYPT));
    KeyPolicy refusing = policy();
    keys.setPolicy(ALIAS, refusing);
    // Twice the number of changes that are done, and one more while one is under way.
    AtomicLong moment = new AtomicLong();
    ConcurrentLinkedQueue<String> wrong = new ConcurrentLinkedQueue<>();
    AtomicLong judged = new AtomicLong();
    Phaser turn = new Phaser(1);
    List<Future<?>> users = new ArrayList<>();
    for (int i = 0; i < USERS; i++) {
      turn.register();
      users.add(
          threads.submit(
              () ->
                  Callers.as(
                      ALICE,
                      () -> {
                        use(key, moment, wrong, judged, turn);
                        return null;
                      })));
    }
    for (int change = 1; change <= CHANGES; change++) {
      moment.incrementAndGet();
      keys.setPolicy(ALIAS, change % 2 == 0 ? refusing : allowing);
      moment.incrementAndGet();
      // Everybody has judged one use at least before the next change.
      turn.arriveAndAwaitAdvance();
    }
    turn.arriveAndDeregister();
    for (Future<?> user : users) {
      user.get(30, TimeUnit.SECONDS);
    }
    assertThat(wrong).isEmpty();
    assertThat(judged.get()).isGreaterThanOrEqualTo((long) USERS * CHANGES);
  }

  private void use(
      Key key,
      AtomicLong moment,
      ConcurrentLinkedQueue<String> wrong,
      AtomicLong judged,
      Phaser turn)
      throws Exception {
    long last = 0;
    while (last < 2 * CHANGES) {
      long before = moment.get();
      boolean done = encrypts(key);
      if (before % 2 == 0 && before == moment.get()) {
        boolean expected = before / 2 % 2 == 1;
        if (done != expected) {
          wrong.add("after " + before / 2 + " changes: " + (done ? "allowed" : "refused"));
        }
        if (before > last) {
          last = before;
          judged.incrementAndGet();
          turn.arrive();
        }
      }
    }
  }

  /** Whoever may no longer change the policy changes it no more, however close it was. */
  @Test
  void aRightThatIsTakenAwayWhileItIsUsedIsUsedBeforeOrNotAtAll() throws Exception {
    PolicyRule right = PolicyRule.allow("subject:alice", PolicyOperation.CHANGE_POLICY);
    PolicyRule more = PolicyRule.allow("subject:alice", PolicyOperation.DECRYPT);
    keys.create(ManagedKeySpec.builder(ALIAS).algorithm("AES").build());
    CyclicBarrier both = new CyclicBarrier(2);
    for (int i = 0; i < CHANGES; i++) {
      keys.setPolicy(ALIAS, policy(right));
      Future<?> hers =
          threads.submit(
              () ->
                  Callers.as(
                      ALICE,
                      () -> {
                        both.await();
                        return keys.setPolicy(ALIAS, policy(right, more));
                      }));
      both.await();
      keys.setPolicy(ALIAS, policy());
      try {
        hers.get(30, TimeUnit.SECONDS);
      } catch (ExecutionException e) {
        assertThat(e.getCause())
            .isInstanceOfSatisfying(
                ManagedKeyException.class,
                it -> assertThat(it.reason()).isEqualTo(Reason.NOT_PERMITTED));
      }
      assertThat(keys.policy(ALIAS)).isEqualTo(policy());
    }
  }
}
