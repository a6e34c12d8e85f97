// SPDX-License-Identifier: Apache-2.0
package org.turnlock.pkcs11;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.Proxy;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.turnlock.pkcs11.binding.Cryptoki;
import org.turnlock.pkcs11.binding.MessageFunctions;
import org.turnlock.pkcs11.constant.Ckr;

/** The pool alone, with a module that answers CKR_OK to everything. */
class SessionPoolTest {
  private final Primer primer =
      new Primer(answering(Cryptoki.class), answering(MessageFunctions.class));
  private final SessionOpener opener = new SessionOpener(answering(Cryptoki.class), 0);

  /** What happens at the end of what a session was primed for. */
  private Runnable atFinal = () -> {};

  private <T> T answering(Class<T> seam) {
    return seam.cast(
        Proxy.newProxyInstance(
            seam.getClassLoader(),
            new Class<?>[] {seam},
            (self, method, arguments) -> {
              if (method.getName().equals("C_MessageEncryptFinal")) {
                atFinal.run();
              }
              return Ckr.OK;
            }));
  }

  private SessionPool pool(OpenSessions sessions, PrimedSessions primed) {
    return new SessionPool(sessions, primed, Duration.ofSeconds(10));
  }

  private void sendMessage(SessionPool pool, long key) {
    Session session = pool.borrowFor(key, 1, true, null);
    if (!session.isPrimedFor(key, 1, true, null)) {
      primer.prime(session, key, 1, true);
    }
    pool.giveBack(session, SessionFate.KEEP);
  }

  private static boolean isPrimed(SessionPool pool) {
    Session session = pool.borrow();
    boolean primed = session.priming() != null;
    pool.giveBack(session, SessionFate.KEEP);
    return primed;
  }

  /** One that was not primed when it was seen may be when it is had. */
  @Test
  void aSessionForAnythingIsNeverPrimed() throws Exception {
    OpenSessions sessions = new OpenSessions(opener, 3);
    SessionPool pool = pool(sessions, new PrimedSessions(sessions, primer));
    ExecutorService threads = Executors.newFixedThreadPool(8);
    List<Future<Integer>> found = new ArrayList<>();
    for (int t = 0; t < 8; t++) {
      int own = t;
      found.add(
          threads.submit(
              () -> {
                int primed = 0;
                for (int i = 0; i < 200_000; i++) {
                  if (own % 2 == 0) {
                    sendMessage(pool, 1 + i % 2);
                  } else {
                    primed += isPrimed(pool) ? 1 : 0;
                  }
                }
                return primed;
              }));
    }
    for (Future<Integer> each : found) {
      assertThat(each.get()).isZero();
    }
    threads.shutdown();
    assertThat(pool.report().inUse()).isZero();
  }

  /** Whoever goes on using a key does not keep its change from ending. */
  @Test
  @Timeout(30)
  void whatIsPrimedMeanwhileStays() throws Exception {
    OpenSessions sessions = new OpenSessions(opener, 8);
    PrimedSessions primed = new PrimedSessions(sessions, primer);
    SessionPool pool = pool(sessions, primed);
    AtomicBoolean over = new AtomicBoolean();
    Thread[] users = new Thread[6];
    for (int t = 0; t < users.length; t++) {
      users[t] =
          new Thread(
              () -> {
                while (!over.get()) {
                  sendMessage(pool, 7);
                }
              });
      users[t].start();
    }
    for (int i = 0; i < 2_000; i++) {
      primed.end(7);
    }
    over.set(true);
    for (Thread user : users) {
      user.join();
    }
    assertThat(pool.report().inUse()).isZero();
    primed.end(7);
    for (int i = 0; i < 8; i++) {
      assertThat(isPrimed(pool)).isFalse();
    }
  }

  /** Somebody primes another one each time that one is ended. */
  @Test
  void onlyWhatWasPrimedBeforeIsEnded() {
    OpenSessions sessions = new OpenSessions(opener, 2);
    PrimedSessions primed = new PrimedSessions(sessions, primer);
    SessionPool pool = pool(sessions, primed);
    sendMessage(pool, 7);
    AtomicInteger ended = new AtomicInteger();
    atFinal =
        () -> {
          assertThat(ended.incrementAndGet()).isLessThan(10);
          sendMessage(pool, 7);
        };
    primed.end(7);
    assertThat(ended).hasValue(1);
    assertThat(pool.borrowFor(7, 1, true, null).isPrimedFor(7, 1, true, null)).isTrue();
  }
}
