// SPDX-License-Identifier: Apache-2.0
package org.turnlock.benchmarks;

import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.concurrent.TimeUnit;
import javax.crypto.Cipher;
import javax.crypto.SecretKey;
import javax.crypto.spec.GCMParameterSpec;
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
 * What rotation costs who uses a key: AES-256-GCM as in {@link AesGcmBenchmark}, by the alias of a
 * managed key that has been rotated, and by a plain key of the same token.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(1)
public class AliasBenchmark {
  @Param({Backends.TURNLOCK_SOFTHSM, Backends.TURNLOCK_NSS, Backends.TURNLOCK_SOFTWARE})
  String backend;

  @Param({"plain", "alias"})
  String key;

  @Param({"64", "1024"})
  int size;

  private Backend measured;
  private SecretKey used;

  /** Made by JMH. */
  public AliasBenchmark() {}

  /** Opens the backend, and takes the key from its key store. */
  @Setup
  public void open() throws GeneralSecurityException, IOException {
    measured = Backends.open(backend, Operation.of(key + "-encrypt"));
    if (key.equals("alias")) {
      used = ManagedKey.of(measured);
      return;
    }
    KeyStore keyStore = measured.keyStore();
    StoredKey.ensure(keyStore);
    used = (SecretKey) keyStore.getKey(StoredKey.ALIAS, null);
  }

  /** One thread's cipher and message. */
  @State(Scope.Thread)
  public static class Message extends Caller {
    private final Gcm.Ivs ivs = new Gcm.Ivs();
    private SecretKey key;
    private Cipher cipher;
    private byte[] plaintext;

    /** Made by JMH. */
    public Message() {}

    /** Decrypts what was encrypted; compares it with other software's where the key is known. */
    @Setup
    public void open(AliasBenchmark benchmark) throws GeneralSecurityException {
      key = benchmark.used;
      cipher = benchmark.measured.storedKeysCipher(Gcm.TRANSFORMATION);
      plaintext = Data.bytes(benchmark.size);
      GCMParameterSpec iv = ivs.following();
      byte[] ciphertext = benchmark.encrypt(this);
      cipher.init(Cipher.DECRYPT_MODE, key, iv);
      Check.same(plaintext, cipher.doFinal(ciphertext), "plaintext");
      if (benchmark.key.equals("plain")) {
        byte[] expected = Gcm.reference(benchmark.backend, StoredKey.SOFTWARE, iv, plaintext);
        Check.same(expected, ciphertext, "ciphertext");
      }
    }
  }

  /** One message. */
  @Benchmark
  public byte[] encrypt(Message its) throws GeneralSecurityException {
    its.cipher.init(Cipher.ENCRYPT_MODE, its.key, its.ivs.next());
    return its.cipher.doFinal(its.plaintext);
  }
}
