// SPDX-License-Identifier: Apache-2.0
package org.turnlock.benchmarks;

import java.io.IOException;
import java.security.GeneralSecurityException;
import java.util.concurrent.TimeUnit;
import javax.crypto.AEADBadTagException;
import javax.crypto.Cipher;
import javax.crypto.SecretKey;
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

/** TurnlockSealed by a managed key, init included; the IV is the provider's own, so random. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(1)
public class SealedBenchmark {
  static final String TRANSFORMATION = "TurnlockSealed";

  @Param({Backends.TURNLOCK_SOFTHSM, Backends.TURNLOCK_NSS, Backends.TURNLOCK_SOFTWARE})
  String backend;

  @Param({"64", "1024", "16384", "1048576"})
  int size;

  private Backend measured;
  private SecretKey key;

  /** Made by JMH. */
  public SealedBenchmark() {}

  /** Opens the backend. */
  @Setup
  public void open() throws GeneralSecurityException, IOException {
    measured = Backends.open(backend, Operation.SEALED_ENCRYPT);
    key = ManagedKey.of(measured);
  }

  /** One thread's ciphers and messages. */
  @State(Scope.Thread)
  public static class Messages extends Caller {
    private SecretKey key;
    private Cipher encryption;
    private Cipher decryption;
    private byte[] plaintext;
    private byte[] ciphertext;

    /** Made by JMH. */
    public Messages() {}

    /** Opens what was sealed, and tries to open it changed. No other software knows the form. */
    @Setup
    public void open(SealedBenchmark benchmark) throws GeneralSecurityException {
      key = benchmark.key;
      encryption = benchmark.measured.storedKeysCipher(TRANSFORMATION);
      decryption = benchmark.measured.storedKeysCipher(TRANSFORMATION);
      plaintext = Data.bytes(benchmark.size);
      ciphertext = benchmark.encrypt(this);
      ciphertext[ciphertext.length - 1]++;
      Check.require(!isOpened(benchmark), "what was changed is opened");
      ciphertext[ciphertext.length - 1]--;
      Check.same(plaintext, benchmark.decrypt(this), "plaintext");
    }

    private boolean isOpened(SealedBenchmark benchmark) throws GeneralSecurityException {
      try {
        benchmark.decrypt(this);
        return true;
      } catch (AEADBadTagException e) {
        return false;
      }
    }
  }

  /** One message. */
  @Benchmark
  public byte[] encrypt(Messages its) throws GeneralSecurityException {
    its.encryption.init(Cipher.ENCRYPT_MODE, its.key);
    return its.encryption.doFinal(its.plaintext);
  }

  /** One message. */
  @Benchmark
  public byte[] decrypt(Messages its) throws GeneralSecurityException {
    its.decryption.init(Cipher.DECRYPT_MODE, its.key);
    return its.decryption.doFinal(its.ciphertext);
  }
}
