// SPDX-License-Identifier: Apache-2.0
package org.turnlock.contract;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.security.GeneralSecurityException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import javax.crypto.BadPaddingException;
import javax.crypto.Cipher;
import javax.crypto.IllegalBlockSizeException;
import javax.crypto.ShortBufferException;
import javax.crypto.spec.IvParameterSpec;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.turnlock.contract.support.Messages;
import org.turnlock.contract.support.Reference;
import org.turnlock.contract.support.SecretTwin;
import org.turnlock.contract.support.Seed;
import org.turnlock.provider.TurnlockProvider;

/**
 * Many streams at once, begun, fed, refused, ended and dropped in any order, that share a key and a
 * few sessions: each gives what SunJCE gives.
 */
public abstract class StreamStormContract extends SessionContract {
  private static final int THREADS = 4;
  private static final int STREAMS = 3;
  private static final int STEPS = Integer.getInteger("turnlock.cases", 2000) * 3 / 4;
  private static final List<String> TRANSFORMATIONS =
      List.of(
          "AES/ECB/NoPadding",
          "AES/ECB/PKCS5Padding",
          "AES/CBC/NoPadding",
          "AES/CBC/PKCS5Padding",
          "AES/CTR/NoPadding");

  private final Seed seed = Seed.announce(getClass().getSimpleName());

  @ParameterizedTest
  @ValueSource(ints = {1, 3, 16})
  final void everyStreamIsAsIfItWereAlone(int sessions) throws Exception {
    TurnlockProvider provider = openPool(sessions);
    TestKeys keys = importKeys(provider);
    ExecutorService threads = Executors.newFixedThreadPool(THREADS);
    try {
      List<Future<?>> running = new ArrayList<>();
      for (int i = 0; i < THREADS; i++) {
        Random random = seed.forCase("storm " + sessions, i);
        running.add(
            threads.submit(
                () -> {
                  storm(provider, keys.aes(), random);
                  return null;
                }));
      }
      for (Future<?> one : running) {
        one.get();
      }
    } finally {
      threads.shutdownNow();
    }
    requireNoSessionInUse();
    new GoodWork(provider, keys).requireDone();
  }

  private void storm(TurnlockProvider provider, SecretTwin key, Random random) throws Exception {
    List<Pair> streams = new ArrayList<>();
    for (int i = 0; i < STREAMS; i++) {
      streams.add(new Pair(provider, key, random));
    }
    for (int step = 0; step < STEPS; step++) {
      int at = random.nextInt(STREAMS);
      switch (random.nextInt(40)) {
        case 0 -> streams.set(at, new Pair(provider, key, random));
        case 1 -> streams.get(at).begin();
        case 2, 3 -> streams.get(at).end();
        case 4 -> streams.get(at).refused();
        default -> streams.get(at).piece();
      }
    }
  }

  /** A cipher under test and SunJCE's, which are given the same. */
  private final class Pair {
    private final SecretTwin key;
    private final Random random;
    private final Cipher ours;
    private final Cipher theirs;
    private final boolean ecb;
    private final boolean ctr;
    private ByteArrayOutputStream given;
    private ByteArrayOutputStream expected;

    /** Of some streams all pieces are of one size, as programs have them. */
    private int size;

    Pair(TurnlockProvider provider, SecretTwin key, Random random) throws Exception {
      this.key = key;
      this.random = random;
      String transformation = TRANSFORMATIONS.get(random.nextInt(TRANSFORMATIONS.size()));
      ours = Cipher.getInstance(transformation, provider);
      theirs = Reference.sunJce(transformation);
      ecb = transformation.contains("/ECB/");
      ctr = transformation.contains("/CTR/");
      begin();
    }

    void begin() throws GeneralSecurityException {
      int mode = random.nextBoolean() ? Cipher.ENCRYPT_MODE : Cipher.DECRYPT_MODE;
      if (ecb) {
        ours.init(mode, key.underTest());
        theirs.init(mode, key.software());
      } else {
        ours.init(mode, key.underTest(), iv());
        theirs.init(mode, key.software(), new IvParameterSpec(ours.getIV()));
      }
      restart();
    }

    private void restart() {
      given = new ByteArrayOutputStream();
      expected = new ByteArrayOutputStream();
      size = random.nextBoolean() ? 16 * (1 + random.nextInt(100)) : 0;
    }

    /** Few, so that streams stand at the same place; of CTR some that wrap. */
    private IvParameterSpec iv() {
      byte[] iv = new byte[16];
      if (ctr && random.nextBoolean()) {
        Arrays.fill(iv, 0, 15, (byte) 0xff);
      }
      iv[15] = (byte) random.nextInt(2);
      return new IvParameterSpec(iv);
    }

    private byte[] bytes() {
      int length =
          switch (random.nextInt(30)) {
            case 0 -> random.nextInt(100_000);
            case 1 -> random.nextInt(20);
            case 2 -> (1 << 20) + random.nextInt(2 << 20);
            default -> size > 0 ? size : random.nextInt(3000);
          };
      return Messages.bytes(random, length);
    }

    void piece() throws Exception {
      byte[] piece = bytes();
      put(given, ours.update(piece));
      put(expected, theirs.update(piece));
    }

    private static void put(ByteArrayOutputStream all, byte[] more) {
      if (more != null) {
        all.writeBytes(more);
      }
    }

    /** For want of room, which changes nothing. */
    void refused() {
      byte[] piece = Messages.bytes(random, 16 * (2 + random.nextInt(50)));
      Exception thrown = null;
      try {
        ours.update(piece, 0, piece.length, new byte[3], 0);
      } catch (ShortBufferException e) {
        thrown = e;
      }
      assertThat(thrown).as("%s", seed).isNotNull();
    }

    void end() throws GeneralSecurityException {
      byte[] last = random.nextBoolean() ? new byte[0] : bytes();
      Class<?> theirFailure = end(theirs, last, expected);
      assertThat(end(ours, last, given)).as("%s", seed).isEqualTo(theirFailure);
      if (theirFailure == null) {
        assertThat(given.toByteArray()).as("%s", seed).isEqualTo(expected.toByteArray());
        restart();
      } else {
        begin();
      }
    }

    private static Class<?> end(Cipher cipher, byte[] last, ByteArrayOutputStream all) {
      try {
        put(all, cipher.doFinal(last));
        return null;
      } catch (IllegalBlockSizeException | BadPaddingException e) {
        return e.getClass();
      }
    }
  }
}
