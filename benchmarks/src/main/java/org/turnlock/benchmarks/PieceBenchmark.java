// SPDX-License-Identifier: Apache-2.0
package org.turnlock.benchmarks;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.util.concurrent.TimeUnit;
import javax.crypto.Cipher;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;
import org.turnlock.benchmarks.backend.Backend;
import org.turnlock.benchmarks.backend.Backends;

/**
 * How much should go to a token at once: 1 MiB through a cipher that is given {@code piece} bytes
 * at a time.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(1)
public class PieceBenchmark {
  private static final int SIZE = 1 << 20;

  @Param({Backends.TURNLOCK_SOFTHSM, Backends.TURNLOCK_NSS})
  String backend;

  @Param({"aes-ctr", "aes-cbc"})
  String cipher;

  @Param({"4096", "16384", "65536", "131072", "262144", "524288", "1048576"})
  int piece;

  private Backend measured;

  /** Made by JMH. */
  public PieceBenchmark() {}

  /** Opens the backend. */
  @Setup
  public void open() {
    measured = Backends.open(backend);
  }

  /** One thread's cipher and data. */
  @State(Scope.Thread)
  public static class Pieces extends Caller {
    private final byte[] plaintext = Data.bytes(SIZE);
    private final byte[] ciphertext = new byte[SIZE];
    private final ByteBuffer plaintextBuffer = Data.direct(plaintext);
    private final ByteBuffer ciphertextBuffer = ByteBuffer.allocateDirect(SIZE);
    private StreamCipher cipher;

    /** Made by JMH. */
    public Pieces() {}

    /** Compares the result with the JDK's. */
    @Setup
    public void open(PieceBenchmark benchmark) throws GeneralSecurityException, IOException {
      cipher = StreamCipher.of(benchmark.cipher, benchmark.measured);
      byte[] expected = cipher.referenceOf(Backends.open(Backends.JDK)).doFinal(plaintext);
      benchmark.arrays(this);
      Check.same(expected, ciphertext, "ciphertext in pieces");
      benchmark.directBuffers(this);
      Check.same(expected, ciphertextBuffer, "ciphertext in pieces of buffers");
    }
  }

  /** From array to array. */
  @Benchmark
  public void arrays(Pieces its) throws GeneralSecurityException {
    Cipher encrypting = its.cipher.forEncryption();
    for (int from = 0; from < SIZE; from += piece) {
      encrypting.update(its.plaintext, from, piece, its.ciphertext, from);
    }
  }

  /** From direct buffer to direct buffer. */
  @Benchmark
  public void directBuffers(Pieces its) throws GeneralSecurityException {
    Cipher encrypting = its.cipher.forEncryption();
    ByteBuffer plaintext = its.plaintextBuffer.clear();
    ByteBuffer ciphertext = its.ciphertextBuffer.clear();
    for (int from = 0; from < SIZE; from += piece) {
      encrypting.update(plaintext.limit(from + piece), ciphertext);
    }
  }
}
