// SPDX-License-Identifier: Apache-2.0
package org.turnlock.benchmarks;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.util.concurrent.TimeUnit;
import javax.crypto.CipherInputStream;
import javax.crypto.CipherOutputStream;
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
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;
import org.turnlock.benchmarks.backend.Backend;
import org.turnlock.benchmarks.backend.Backends;
import org.turnlock.benchmarks.backend.Operation;
import org.turnlock.benchmarks.backend.Settings;

/**
 * Large data through the JDK's CipherOutputStream and CipherInputStream, 64 KiB at a time, in a JVM
 * whose heap is much smaller than 1 GiB; the software token's PIN alone takes 46 MiB of it.
 * CipherInputStream itself gives the cipher 512 bytes at a time on JDK 17, 8 KiB on later ones.
 * Without AES-GCM: a decrypting cipher must hold the whole message until it has seen the tag, in
 * all providers; that is what TurnlockSealed has segments for.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 1, time = 1)
@Measurement(iterations = 3, time = 1)
@Fork(value = 1, jvmArgsAppend = StreamBenchmark.HEAP)
public class StreamBenchmark {
  static final String HEAP = "-Xmx96m";
  private static final int STEP = 64 * 1024;

  /** Long enough that there is more than one segment and one piece; not whole steps. */
  private static final int CHECKED = (1 << 20) + 4096;

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

  @Param({"aes-ctr", "aes-cbc", "sealed"})
  String cipher;

  @Param({"67108864", "1073741824"})
  int size;

  private Backend measured;

  /** Made by JMH. */
  public StreamBenchmark() {}

  /** Opens the backend. */
  @Setup
  public void open() {
    String title = "stream-" + cipher.replace("aes-", "") + "-encrypt";
    measured = Backends.open(backend, Operation.of(title));
  }

  /** One thread's cipher and data. */
  @State(Scope.Thread)
  public static class Streams extends Caller {
    private final byte[] step = Data.bytes(STEP);
    private final byte[] read = new byte[STEP];
    private StreamCipher cipher;
    private int size;

    /** The sealed data; null where any bytes can be decrypted. */
    private Path sealed;

    /** Made by JMH. */
    public Streams() {}

    /** Checks a shorter stream against other software, and back. */
    @Setup
    public void open(StreamBenchmark benchmark) throws GeneralSecurityException, IOException {
      cipher = StreamCipher.of(benchmark.cipher, benchmark.measured);
      size = benchmark.size;
      check(benchmark.backend);
      if (!cipher.decryptsAnything()) {
        Path directory = Path.of(Settings.required(Settings.DIRECTORY));
        sealed = Files.createTempFile(directory, "sealed", "");
        try (OutputStream file = Files.newOutputStream(sealed)) {
          encrypt(size, file);
        }
      }
    }

    /** Removes what was sealed. */
    @TearDown
    public void close() throws IOException {
      if (sealed != null) {
        Files.delete(sealed);
      }
    }

    private void check(String backend) throws GeneralSecurityException, IOException {
      byte[] plaintext = new RepeatedInput(step, CHECKED).readAllBytes();
      ByteArrayOutputStream ciphertext = new ByteArrayOutputStream();
      encrypt(CHECKED, ciphertext);
      if (cipher.decryptsAnything()) {
        boolean jdk = backend.equals(Backends.JDK);
        Backend other = Backends.open(jdk ? Backends.BOUNCYCASTLE : Backends.JDK);
        byte[] expected = cipher.referenceOf(other).doFinal(plaintext);
        Check.same(expected, ciphertext.toByteArray(), "ciphertext of a stream");
      }
      ByteArrayOutputStream again = new ByteArrayOutputStream();
      decrypt(new ByteArrayInputStream(ciphertext.toByteArray()), again);
      Check.same(plaintext, again.toByteArray(), "plaintext of a stream");
    }

    private void encrypt(int length, OutputStream target)
        throws GeneralSecurityException, IOException {
      try (CipherOutputStream encrypting = new CipherOutputStream(target, cipher.forEncryption())) {
        for (int left = length; left > 0; left -= STEP) {
          encrypting.write(step, 0, Math.min(left, STEP));
        }
      }
    }

    private void decrypt(InputStream source, OutputStream target)
        throws GeneralSecurityException, IOException {
      try (CipherInputStream decrypting = new CipherInputStream(source, cipher.forDecryption())) {
        for (int length; (length = decrypting.read(read)) >= 0; ) {
          target.write(read, 0, length);
        }
      }
    }
  }

  /** One stream of data. */
  @Benchmark
  public void encrypt(Streams its) throws GeneralSecurityException, IOException {
    its.encrypt(its.size, OutputStream.nullOutputStream());
  }

  /** One stream of data. */
  @Benchmark
  public void decrypt(Streams its) throws GeneralSecurityException, IOException {
    InputStream source =
        its.sealed == null
            ? new RepeatedInput(its.step, its.size)
            : Files.newInputStream(its.sealed);
    its.decrypt(source, OutputStream.nullOutputStream());
  }
}
