// SPDX-License-Identifier: Apache-2.0
package org.turnlock.benchmarks;

import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.util.Arrays;
import java.util.concurrent.TimeUnit;
import javax.crypto.Cipher;
import javax.crypto.SecretKey;
import javax.crypto.spec.GCMParameterSpec;
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
 * AES-256-GCM in one call: init with another IV, then doFinal. Never in two: SunPKCS11 loses data
 * there. The benchmark itself allocates nothing: what {@link #encrypt} and {@link #decrypt}
 * allocate is the output array and the provider's own, and what the others allocate is the
 * provider's own.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(1)
public class AesGcmBenchmark {
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

  @Param({"64", "1024", "16384", "1048576"})
  int size;

  private Backend measured;
  private SecretKey key;

  /** Made by JMH. */
  public AesGcmBenchmark() {}

  /** Opens the backend. */
  @Setup
  public void open() throws GeneralSecurityException {
    measured = Backends.open(backend, Operation.AES_GCM_ENCRYPT);
    key = measured.aesKey(KEY);
  }

  /** One thread's ciphers and messages. */
  @State(Scope.Thread)
  public static class Messages extends Caller {
    private final Gcm.Ivs ivs = new Gcm.Ivs();
    private SecretKey key;
    private Cipher encryption;
    private Cipher decryption;
    private byte[] plaintext;
    private byte[] ciphertext;
    private byte[] output;
    private ByteBuffer plaintextBuffer;
    private ByteBuffer ciphertextBuffer;
    private ByteBuffer outputBuffer;
    private GCMParameterSpec ciphertextIv;

    /** Made by JMH. */
    public Messages() {}

    /** Checks the backend's results against other software's. */
    @Setup
    public void open(AesGcmBenchmark benchmark) throws GeneralSecurityException {
      key = benchmark.key;
      encryption = benchmark.measured.cipher(Gcm.TRANSFORMATION);
      decryption = benchmark.measured.cipher(Gcm.TRANSFORMATION);
      plaintext = Data.bytes(benchmark.size);
      ciphertextIv = ivs.next();
      ciphertext =
          Gcm.reference(benchmark.backend, new SecretKeySpec(KEY, "AES"), ciphertextIv, plaintext);
      output = new byte[ciphertext.length];
      plaintextBuffer = Data.direct(plaintext);
      ciphertextBuffer = Data.direct(ciphertext);
      outputBuffer = ByteBuffer.allocateDirect(ciphertext.length);
      check(benchmark);
    }

    private void check(AesGcmBenchmark benchmark) throws GeneralSecurityException {
      byte[] expected = nextExpected(benchmark);
      Check.same(expected, benchmark.encrypt(this), "ciphertext");
      expected = nextExpected(benchmark);
      Check.same(expected.length, benchmark.encryptInto(this), "ciphertext's length");
      Check.same(expected, output, "ciphertext in an array");
      expected = nextExpected(benchmark);
      benchmark.encryptDirect(this);
      Check.same(expected, outputBuffer, "ciphertext in a buffer");
      expected = nextExpected(benchmark);
      System.arraycopy(plaintext, 0, output, 0, plaintext.length);
      benchmark.encryptInPlace(this);
      Check.same(expected, output, "ciphertext in place");
      Check.same(plaintext, benchmark.decrypt(this), "plaintext");
      Check.same(plaintext.length, benchmark.decryptInto(this), "plaintext's length");
      Check.same(plaintext, Arrays.copyOf(output, plaintext.length), "plaintext in an array");
      benchmark.decryptDirect(this);
      Check.same(plaintext, outputBuffer, "plaintext in a buffer");
    }

    /** What the next encryption is to give. */
    private byte[] nextExpected(AesGcmBenchmark benchmark) throws GeneralSecurityException {
      return Gcm.reference(
          benchmark.backend, new SecretKeySpec(KEY, "AES"), ivs.following(), plaintext);
    }

    private Cipher encrypting() throws GeneralSecurityException {
      encryption.init(Cipher.ENCRYPT_MODE, key, ivs.next());
      return encryption;
    }

    private Cipher decrypting() throws GeneralSecurityException {
      decryption.init(Cipher.DECRYPT_MODE, key, ciphertextIv);
      return decryption;
    }
  }

  /** One message. */
  @Benchmark
  public byte[] encrypt(Messages its) throws GeneralSecurityException {
    return its.encrypting().doFinal(its.plaintext);
  }

  /** One message into an array that is there. */
  @Benchmark
  public int encryptInto(Messages its) throws GeneralSecurityException {
    return its.encrypting().doFinal(its.plaintext, 0, its.plaintext.length, its.output);
  }

  /** One message from a direct buffer into another. */
  @Benchmark
  public int encryptDirect(Messages its) throws GeneralSecurityException {
    return its.encrypting().doFinal(its.plaintextBuffer.rewind(), its.outputBuffer.clear());
  }

  /** One message in its own array: the last one's ciphertext is the next one's plaintext. */
  @Benchmark
  public int encryptInPlace(Messages its) throws GeneralSecurityException {
    return its.encrypting().doFinal(its.output, 0, its.plaintext.length, its.output);
  }

  /** One message. */
  @Benchmark
  public byte[] decrypt(Messages its) throws GeneralSecurityException {
    return its.decrypting().doFinal(its.ciphertext);
  }

  /** One message into an array that is there. */
  @Benchmark
  public int decryptInto(Messages its) throws GeneralSecurityException {
    return its.decrypting().doFinal(its.ciphertext, 0, its.ciphertext.length, its.output);
  }

  /** One message from a direct buffer into another. */
  @Benchmark
  public int decryptDirect(Messages its) throws GeneralSecurityException {
    return its.decrypting().doFinal(its.ciphertextBuffer.rewind(), its.outputBuffer.clear());
  }
}
