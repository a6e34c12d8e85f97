// SPDX-License-Identifier: Apache-2.0
package org.turnlock.envelope;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import javax.crypto.Cipher;
import javax.crypto.SecretKey;
import org.junit.jupiter.api.Test;
import org.turnlock.contract.support.Messages;
import org.turnlock.softhsm.SoftHsm;
import org.turnlock.softhsm.SoftHsmToken;
import org.turnlock.token.Token;

/** With a pool of one session: one that is not given back would end it all. */
@SoftHsm
class SoftHsmSealedCipherTest extends SealedCipherContract {
  private static final int THREADS = 8;
  private static final int MESSAGES = 60;
  private static final int ROTATIONS = 6;

  private final SoftHsmToken softHsm;

  SoftHsmSealedCipherTest(SoftHsmToken softHsm) {
    this.softHsm = softHsm;
  }

  @Override
  Token open() {
    return OneSession.of(softHsm);
  }

  @Override
  char[] pin() {
    return softHsm.pinChars();
  }

  @Test
  void threadsSealAndOpenOnOneKeyWhileItRotates() throws Exception {
    keys.add("storm", Messages.bytes(new Random(0), 16));
    SecretKey shared = keys.key("storm");
    ExecutorService threads = Executors.newFixedThreadPool(THREADS);
    try {
      List<Future<Set<Integer>>> done = new ArrayList<>();
      for (int i = 0; i < THREADS; i++) {
        Random random = random("storm", i);
        done.add(threads.submit(() -> sealAndOpen(shared, random)));
      }
      for (int version = 2; version <= ROTATIONS; version++) {
        keys.add("storm", Messages.bytes(new Random(version), 32));
      }
      Set<Integer> versions = new TreeSet<>();
      for (Future<Set<Integer>> thread : done) {
        versions.addAll(thread.get(1, TimeUnit.MINUTES));
      }
      assertThat(versions).isSubsetOf(IntStream.rangeClosed(1, ROTATIONS).boxed().toList());
      assertThat(seal(shared, new byte[1])[7]).isEqualTo((byte) ROTATIONS);
    } finally {
      threads.shutdownNow();
    }
  }

  private byte[] seal(SecretKey with, byte[] message) throws GeneralSecurityException {
    Cipher cipher = cipher();
    cipher.init(Cipher.ENCRYPT_MODE, with);
    return cipher.doFinal(message);
  }

  /** The versions that sealed. */
  private Set<Integer> sealAndOpen(SecretKey with, Random random) throws GeneralSecurityException {
    Set<Integer> versions = new TreeSet<>();
    Cipher opening = cipher();
    opening.init(Cipher.DECRYPT_MODE, with);
    for (int i = 0; i < MESSAGES; i++) {
      int length = i % 20 == 7 ? SEGMENT + random.nextInt(100) : random.nextInt(3000);
      byte[] message = Messages.bytes(random, length);
      byte[] sealed = seal(with, message);
      versions.add(ByteBuffer.wrap(sealed).getInt(4));
      assertThat(opening.doFinal(sealed)).isEqualTo(message);
    }
    return versions;
  }
}
