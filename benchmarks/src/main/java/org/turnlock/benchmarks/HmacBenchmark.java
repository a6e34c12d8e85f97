// SPDX-License-Identifier: Apache-2.0
package org.turnlock.benchmarks;

import java.security.GeneralSecurityException;
import java.util.concurrent.TimeUnit;
import javax.crypto.Mac;
import javax.crypto.SecretKey;
import javax.crypto.spec.SecretKeySpec;
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
import org.turnlock.benchmarks.backend.Operation;

/**
 * HMAC with SHA-256 by a Mac that is initialised once, as programs use it: SunPKCS11 of JDK 17
 * takes an HMAC key only as bytes, at init, which makes an object of them.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(1)
public class HmacBenchmark {
  private static final String ALGORITHM = "HmacSHA256";
  private static final byte[] KEY = Data.bytes(32);

  @Param({
    Backends.TURNLOCK_SOFTHSM,
    Backends.SUNPKCS11_SOFTHSM,
    Backends.TURNLOCK_NSS,
    Backends.SUNPKCS11_NSS,
    Backends.TURNLOCK_SOFTWARE,
    Backends.BOUNCYCASTLE,
    Backends.JDK
  })
  String backend;

  @Param({"64", "1024", "16384"})
  int size;

  private Backend measured;
  private SecretKey key;

  /** Made by JMH. */
  public HmacBenchmark() {}

  /** Opens the backend. */
  @Setup
  public void open() throws GeneralSecurityException {
    measured = Backends.open(backend, Operation.HMAC_SHA256);
    key = measured.hmacKey(ALGORITHM, KEY);
  }

  /** One thread's message. */
  @State(Scope.Thread)
  public static class Message extends Caller {
    private byte[] message;
    private Mac mac;

    /** Made by JMH. */
    public Message() {}

    /** Compares the backend's MAC with other software's, twice. */
    @Setup
    public void open(HmacBenchmark benchmark) throws GeneralSecurityException {
      message = Data.bytes(benchmark.size);
      mac = benchmark.measured.mac(ALGORITHM);
      mac.init(benchmark.key);
      boolean jdk = benchmark.backend.equals(Backends.JDK);
      Mac other = Backends.open(jdk ? Backends.BOUNCYCASTLE : Backends.JDK).mac(ALGORITHM);
      other.init(new SecretKeySpec(KEY, ALGORITHM));
      byte[] expected = other.doFinal(message);
      Check.same(expected, benchmark.mac(this), "MAC");
      Check.same(expected, benchmark.mac(this), "second MAC");
    }
  }

  /** One MAC. */
  @Benchmark
  public byte[] mac(Message its) {
    return its.mac.doFinal(its.message);
  }
}
