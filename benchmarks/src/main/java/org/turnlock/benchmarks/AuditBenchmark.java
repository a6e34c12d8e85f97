// SPDX-License-Identifier: Apache-2.0
package org.turnlock.benchmarks;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.util.Arrays;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import javax.crypto.Cipher;
import javax.crypto.SecretKey;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;
import org.turnlock.benchmarks.backend.Backends;

/**
 * What audit costs who uses a key: AES-256-GCM of 1 KiB, without a trail, with one that sums up,
 * and with one that holds each use. {@link AuditCost} compares them.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 3, time = 1)
@Fork(1)
public class AuditBenchmark {
  static final int SIZE = 1024;
  private static final String TRANSFORMATION = "AES/GCM/NoPadding";
  private static final int TAG_BITS = 128;
  private static final byte[] KEY = randomBytes(32);

  @Param({Backends.TURNLOCK_SOFTHSM, Backends.TURNLOCK_NSS})
  String backend;

  @Param({AuditedBackend.OFF, AuditedBackend.SUMMARY, AuditedBackend.FULL})
  String audit;

  private AuditedBackend measured;
  private SecretKey key;

  /** Made by JMH. */
  public AuditBenchmark() {}

  /** One thread's cipher. */
  @State(Scope.Thread)
  public static class Caller {
    private final ByteBuffer iv = ByteBuffer.allocate(12);
    private final byte[] plaintext = randomBytes(SIZE);
    private Cipher cipher;
    private SecretKey key;
    private long messages;

    /** Made by JMH. */
    public Caller() {}

    /** Takes the benchmark's key. */
    @Setup
    public void open(AuditBenchmark benchmark) throws GeneralSecurityException {
      take(benchmark);
    }

    private Caller take(AuditBenchmark benchmark) throws GeneralSecurityException {
      cipher = benchmark.measured.cipher(TRANSFORMATION);
      key = benchmark.key;
      messages = Thread.currentThread().getId() << 40;
      return this;
    }

    private byte[] encrypt() throws GeneralSecurityException {
      iv.putLong(4, ++messages);
      cipher.init(Cipher.ENCRYPT_MODE, key, parameters());
      return cipher.doFinal(plaintext);
    }

    private GCMParameterSpec parameters() {
      return new GCMParameterSpec(TAG_BITS, iv.array());
    }
  }

  /** Opens the backend; checks that it encrypts as the JDK does, and tells what it should. */
  @Setup
  public void open() throws GeneralSecurityException, IOException, InterruptedException {
    measured = AuditedBackend.open(backend, audit);
    key = measured.aesKey(KEY);
    Caller caller = new Caller().take(this);
    int uses = 50;
    for (int i = 0; i < uses; i++) {
      byte[] ciphertext = caller.encrypt();
      Cipher reference = Cipher.getInstance(TRANSFORMATION, "SunJCE");
      reference.init(Cipher.ENCRYPT_MODE, new SecretKeySpec(KEY, "AES"), caller.parameters());
      if (!Arrays.equals(reference.doFinal(caller.plaintext), ciphertext)) {
        throw new IllegalStateException(backend + " does not encrypt as SunJCE does");
      }
    }
    measured.requireTold(uses, (long) uses * SIZE);
  }

  /** What one iteration has told is not the next one's burden, nor the disk's. */
  @TearDown(Level.Iteration)
  public void settle() throws InterruptedException {
    measured.settle();
  }

  /** One message under a new IV. */
  @Benchmark
  public byte[] encrypt(Caller caller) throws GeneralSecurityException {
    return caller.encrypt();
  }

  private static byte[] randomBytes(int length) {
    byte[] bytes = new byte[length];
    new Random(length).nextBytes(bytes);
    return bytes;
  }
}
