// SPDX-License-Identifier: Apache-2.0
package org.turnlock.benchmarks;

import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.Key;
import java.security.KeyStore;
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
import org.turnlock.benchmarks.backend.Operation;

/**
 * {@code KeyStore.getKey} of an AES key that stays in the token, by all threads of one key store.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(1)
public class GetKeyBenchmark {
  @Param({
    Backends.TURNLOCK_SOFTHSM,
    Backends.SUNPKCS11_SOFTHSM,
    Backends.TURNLOCK_NSS,
    Backends.SUNPKCS11_NSS,
    Backends.TURNLOCK_SOFTWARE
  })
  String backend;

  private Backend measured;
  private KeyStore keyStore;

  /** Made by JMH. */
  public GetKeyBenchmark() {}

  /** Puts the key there if it is not there yet; checks what it encrypts. */
  @Setup
  public void open() throws GeneralSecurityException, IOException {
    measured = Backends.open(backend, Operation.GET_KEY);
    keyStore = measured.keyStore();
    StoredKey.ensure(keyStore);
    Gcm.Ivs ivs = new Gcm.Ivs();
    byte[] message = Data.bytes(64);
    byte[] expected = Gcm.reference(backend, StoredKey.SOFTWARE, ivs.following(), message);
    Cipher cipher = measured.storedKeysCipher(Gcm.TRANSFORMATION);
    cipher.init(Cipher.ENCRYPT_MODE, key(), ivs.next());
    Check.same(expected, cipher.doFinal(message), "ciphertext by the stored key");
  }

  /** One thread; it has nothing of its own. */
  @State(Scope.Thread)
  public static class Reader extends Caller {
    /** Made by JMH. */
    public Reader() {}
  }

  /** One key. */
  @Benchmark
  public Key getKey(Reader its) throws GeneralSecurityException {
    return key();
  }

  private Key key() throws GeneralSecurityException {
    return keyStore.getKey(StoredKey.ALIAS, null);
  }
}
