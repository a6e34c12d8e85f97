// SPDX-License-Identifier: Apache-2.0
package org.turnlock.benchmarks;

import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PublicKey;
import java.security.Signature;
import java.security.spec.ECGenParameterSpec;
import java.security.spec.X509EncodedKeySpec;
import java.util.Random;
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

/** Signatures of 1 KiB with RSA-2048 and with ECDSA on P-256, both over SHA-256. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(1)
public class SignBenchmark {
  @Param({
    Backends.TURNLOCK_SOFTHSM,
    Backends.SUNPKCS11_SOFTHSM,
    Backends.TURNLOCK_NSS,
    Backends.SUNPKCS11_NSS,
    Backends.TURNLOCK_SOFTWARE,
    Backends.JDK
  })
  String backend;

  private final byte[] message = new byte[1024];
  private KeyPair rsaPair;
  private KeyPair ecPair;
  private Signature rsa;
  private Signature ecdsa;

  /** Made by JMH. */
  public SignBenchmark() {}

  /** Makes the keys, and has the JDK verify a signature of each. */
  @Setup
  public void open() throws GeneralSecurityException {
    new Random(message.length).nextBytes(message);
    Backend measured = Backends.open(backend);
    KeyPairGenerator rsaPairs = measured.keyPairGenerator("RSA");
    rsaPairs.initialize(2048);
    rsaPair = rsaPairs.generateKeyPair();
    KeyPairGenerator ecPairs = measured.keyPairGenerator("EC");
    ecPairs.initialize(new ECGenParameterSpec("secp256r1"));
    ecPair = ecPairs.generateKeyPair();
    rsa = measured.signature("SHA256withRSA");
    ecdsa = measured.signature("SHA256withECDSA");
    verify("SHA256withRSA", "RSA", rsaPair.getPublic(), rsaSha256());
    verify("SHA256withECDSA", "EC", ecPair.getPublic(), ecdsaP256Sha256());
  }

  private void verify(String algorithm, String keyAlgorithm, PublicKey key, byte[] signature)
      throws GeneralSecurityException {
    String software = Backend.software(keyAlgorithm);
    Signature verification = Signature.getInstance(algorithm, software);
    verification.initVerify(
        KeyFactory.getInstance(keyAlgorithm, software)
            .generatePublic(new X509EncodedKeySpec(key.getEncoded())));
    verification.update(message);
    if (!verification.verify(signature)) {
      throw new IllegalStateException(backend + " gives wrong signatures: " + algorithm);
    }
  }

  /** One RSA signature (PKCS #1 v1.5). */
  @Benchmark
  public byte[] rsaSha256() throws GeneralSecurityException {
    rsa.initSign(rsaPair.getPrivate());
    rsa.update(message);
    return rsa.sign();
  }

  /** One ECDSA signature. */
  @Benchmark
  public byte[] ecdsaP256Sha256() throws GeneralSecurityException {
    ecdsa.initSign(ecPair.getPrivate());
    ecdsa.update(message);
    return ecdsa.sign();
  }
}
