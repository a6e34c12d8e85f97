// SPDX-License-Identifier: Apache-2.0
package org.turnlock.benchmarks;

import java.security.GeneralSecurityException;
import java.security.Key;
import java.util.concurrent.TimeUnit;
import javax.crypto.Cipher;
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
 * AES key wrap (RFC 3394) of an AES-256 key under another, init included; both are keys of the
 * token. An unwrapped key is dropped: the token's object goes some time after the JVM has collected
 * the key, at the providers' own pace.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(1)
public class KeyWrapBenchmark {
  private static final String TRANSFORMATION = "AESWrap";
  private static final SecretKey WRAPPING = new SecretKeySpec(Data.bytes(32), "AES");
  private static final SecretKey WRAPPED = new SecretKeySpec(Data.bytes(33), 1, 32, "AES");

  @Param({
    Backends.TURNLOCK_SOFTHSM,
    Backends.TURNLOCK_NSS,
    Backends.SUNPKCS11_NSS,
    Backends.TURNLOCK_SOFTWARE,
    Backends.BOUNCYCASTLE,
    Backends.JDK
  })
  String backend;

  private Backend measured;
  private SecretKey wrapping;
  private SecretKey wrapped;
  private byte[] bytes;

  /** Made by JMH. */
  public KeyWrapBenchmark() {}

  /** Brings both keys into the token, the second wrapped by other software. */
  @Setup
  public void open() throws GeneralSecurityException {
    measured = Backends.open(backend, Operation.AES_WRAP);
    bytes = wrappedElsewhere();
    wrapping = measured.aesKey(WRAPPING.getEncoded());
    wrapped = measured.wrappableKey(bytes, wrapping);
  }

  private byte[] wrappedElsewhere() throws GeneralSecurityException {
    boolean jdk = backend.equals(Backends.JDK);
    Backend other = Backends.open(jdk ? Backends.BOUNCYCASTLE : Backends.JDK);
    Cipher cipher = other.cipher(TRANSFORMATION);
    cipher.init(Cipher.WRAP_MODE, WRAPPING);
    return cipher.wrap(WRAPPED);
  }

  /** One thread's cipher. */
  @State(Scope.Thread)
  public static class Wrapper extends Caller {
    private SecretKey wrapping;
    private SecretKey wrapped;
    private byte[] bytes;
    private Cipher cipher;

    /** Made by JMH. */
    public Wrapper() {}

    /** Checks the wrapped bytes, and what an unwrapped key encrypts. */
    @Setup
    public void open(KeyWrapBenchmark benchmark) throws GeneralSecurityException {
      wrapping = benchmark.wrapping;
      wrapped = benchmark.wrapped;
      bytes = benchmark.bytes;
      cipher = benchmark.measured.cipher(TRANSFORMATION);
      Check.same(bytes, benchmark.wrap(this), "wrapped key");
      byte[] message = Data.bytes(64);
      Gcm.Ivs ivs = new Gcm.Ivs();
      byte[] expected = Gcm.reference(benchmark.backend, WRAPPED, ivs.following(), message);
      Cipher encryption = benchmark.measured.cipher(Gcm.TRANSFORMATION);
      encryption.init(Cipher.ENCRYPT_MODE, benchmark.unwrap(this), ivs.next());
      Check.same(expected, encryption.doFinal(message), "unwrapped key");
    }
  }

  /** One key out of the token. */
  @Benchmark
  public byte[] wrap(Wrapper its) throws GeneralSecurityException {
    its.cipher.init(Cipher.WRAP_MODE, its.wrapping);
    return its.cipher.wrap(its.wrapped);
  }

  /** One key into the token. */
  @Benchmark
  public Key unwrap(Wrapper its) throws GeneralSecurityException {
    its.cipher.init(Cipher.UNWRAP_MODE, its.wrapping);
    return its.cipher.unwrap(its.bytes, "AES", Cipher.SECRET_KEY);
  }
}
