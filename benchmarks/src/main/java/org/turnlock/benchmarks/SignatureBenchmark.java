// SPDX-License-Identifier: Apache-2.0
package org.turnlock.benchmarks;

import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.Signature;
import java.security.spec.X509EncodedKeySpec;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
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
 * Signatures, init included: RSA (PKCS #1 v1.5) and ECDSA with SHA-256, and Ed25519. The pair is a
 * new one of the backend's own.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(1)
public class SignatureBenchmark {
  /** By backend and algorithm: a long RSA key takes its time. */
  private static final Map<String, KeyPair> PAIRS = new ConcurrentHashMap<>();

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

  @Param({"rsa-2048", "rsa-3072", "ecdsa-p256", "ed25519"})
  String algorithm;

  @Param("1024")
  int size;

  private Backend measured;
  private SignatureKind kind;
  private KeyPair pair;

  /** Made by JMH. */
  public SignatureBenchmark() {}

  /** Opens the backend; makes a pair unless this JVM has one. */
  @Setup
  public void open() throws GeneralSecurityException {
    measured = Backends.open(backend, Operation.of(algorithm + "-sign"));
    kind = SignatureKind.of(algorithm);
    String name = backend + " " + algorithm;
    pair = PAIRS.get(name);
    if (pair == null) {
      pair = measured.keyPair(kind.keyAlgorithm(), kind.parameters());
      PAIRS.put(name, pair);
    }
  }

  /** One thread's message. */
  @State(Scope.Thread)
  public static class Message extends Caller {
    private byte[] message;
    private byte[] signature;
    private PrivateKey privateKey;
    private PublicKey publicKey;
    private Signature signer;
    private Signature verifier;

    /** Made by JMH. */
    public Message() {}

    /** Has other software verify a signature, and the backend a wrong one. */
    @Setup
    public void open(SignatureBenchmark benchmark) throws GeneralSecurityException {
      message = Data.bytes(benchmark.size);
      privateKey = benchmark.pair.getPrivate();
      publicKey = benchmark.pair.getPublic();
      SignatureKind kind = benchmark.kind;
      signer = benchmark.measured.signature(kind.signature());
      verifier = benchmark.measured.signature(kind.signature());
      signature = benchmark.sign(this);
      Check.require(verifiesElsewhere(benchmark), "signature");
      Check.require(benchmark.verify(this), "verification");
      message[0]++;
      Check.require(!benchmark.verify(this), "verification of another message");
      message[0]--;
    }

    private boolean verifiesElsewhere(SignatureBenchmark benchmark)
        throws GeneralSecurityException {
      SignatureKind kind = benchmark.kind;
      boolean jdk = benchmark.backend.equals(Backends.JDK);
      Backend other = Backends.open(jdk ? Backends.BOUNCYCASTLE : Backends.JDK);
      Signature verification = other.signature(kind.signature());
      verification.initVerify(
          KeyFactory.getInstance(kind.keyAlgorithm(), verification.getProvider())
              .generatePublic(new X509EncodedKeySpec(publicKey.getEncoded())));
      verification.update(message);
      return verification.verify(signature);
    }
  }

  /** One signature. */
  @Benchmark
  public byte[] sign(Message its) throws GeneralSecurityException {
    its.signer.initSign(its.privateKey);
    its.signer.update(its.message);
    return its.signer.sign();
  }

  /** One verification. */
  @Benchmark
  public boolean verify(Message its) throws GeneralSecurityException {
    its.verifier.initVerify(its.publicKey);
    its.verifier.update(its.message);
    return its.verifier.verify(its.signature);
  }
}
