// SPDX-License-Identifier: Apache-2.0
package org.turnlock.contract;

import static org.assertj.core.api.Assertions.assertThat;

import java.security.GeneralSecurityException;
import java.security.Signature;
import java.security.interfaces.RSAKey;
import java.security.spec.AlgorithmParameterSpec;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.turnlock.contract.support.Cases;
import org.turnlock.contract.support.Feature;
import org.turnlock.contract.support.Outcome;
import org.turnlock.contract.support.PairTwin;
import org.turnlock.contract.support.SignatureFeeder;
import org.turnlock.contract.support.SignatureKind;
import org.turnlock.contract.support.SignatureKind.Family;
import org.turnlock.contract.support.SignatureReference;
import org.turnlock.contract.support.SoftwareKeys;

/** Signatures made here verify in the JDK and Bouncy Castle, the JDK's verify here. */
public abstract class SignatureContract extends BackendContract {
  /** Checking signatures in software is slow, and they hide less than ciphers: fewer cases. */
  private static final int FEWER_RSA = 40;

  private static final int FEWER_ECDSA = 80;

  private static final int LONGEST_SIGNATURE = 400;
  private static final int LONGEST_DIGEST = 64;

  private List<PairTwin> rsa;
  private List<PairTwin> ec;
  private Signature signature;

  @BeforeAll
  final void importKeys() throws GeneralSecurityException {
    rsa =
        List.of(
            PairTwin.of(backend(), SoftwareKeys.rsa(2048)),
            PairTwin.of(backend(), SoftwareKeys.rsa(3072)));
    ec =
        List.of(
            PairTwin.of(backend(), SoftwareKeys.ec("secp256r1")),
            PairTwin.of(backend(), SoftwareKeys.ec("secp384r1")),
            PairTwin.of(backend(), SoftwareKeys.ec("secp521r1")));
  }

  static List<SignatureKind> kinds() {
    return SignatureKind.all();
  }

  private PairTwin pair(SignatureKind kind, Random random) {
    return kind.rsa() ? rsa.get(random.nextInt(4) / 3) : ec.get(Math.max(0, random.nextInt(6) - 3));
  }

  @ParameterizedTest
  @MethodSource("kinds")
  final void worksWithTheJdkAndBouncyCastleBothWays(SignatureKind kind) throws Exception {
    assumeOffered(kind.algorithm());
    signature = backend().signature(kind.algorithm());
    int count = Math.max(1, backend().cases() / (kind.rsa() ? FEWER_RSA : FEWER_ECDSA));
    Cases.run(kind.algorithm(), seed(), count, random -> bothWays(kind, random));
  }

  private void bothWays(SignatureKind kind, Random random) throws GeneralSecurityException {
    // An object keeps its PSS parameters, and refuses the next key if its salt is too long for it.
    boolean fresh = random.nextInt(4) == 0 || kind.family() == Family.RSA_PSS;
    if (fresh) {
      signature = backend().signature(kind.algorithm());
    }
    PairTwin key = pair(kind, random);
    AlgorithmParameterSpec parameters = kind.parameters(random, key);
    SignatureFeeder feeder = new SignatureFeeder(random);

    initSign(key, parameters, fresh && random.nextBoolean());
    if (random.nextInt(8) == 0 && backend().has(Feature.INIT_FORGETS_UPDATES)) {
      feeder.feed(signature, message(kind, random));
      initSign(key, parameters, false);
    }
    for (int i = 1 + random.nextInt(2); i > 0; i--) {
      byte[] message = message(kind, random);
      feeder.feed(signature, message);
      byte[] value = feeder.sign(signature, LONGEST_SIGNATURE);
      requireValid(kind, key, parameters, message, value);
    }

    byte[] message = message(kind, random);
    byte[] value = SignatureReference.sign(kind, key.software(), parameters, message);
    signature.initVerify(key.publicKey());
    if (parameters != null) {
      signature.setParameter(parameters);
    }
    feeder.feed(signature, message);
    assertThat(feeder.verify(signature, value)).as("verifies the JDK's").isTrue();
    requireRefusal(kind, key, parameters, random, message, value);
  }

  private byte[] message(SignatureKind kind, Random random) {
    byte[] message = kind.message(random);
    boolean tooLong =
        !kind.hashes()
            && message.length == LONGEST_DIGEST
            && !backend().has(Feature.RAW_DIGEST_LIMIT);
    return tooLong ? Arrays.copyOf(message, LONGEST_DIGEST - 1) : message;
  }

  /** Parameters before the key only on a new object: an old one holds them against its old key. */
  private void initSign(PairTwin key, AlgorithmParameterSpec parameters, boolean before)
      throws GeneralSecurityException {
    if (parameters != null && before) {
      signature.setParameter(parameters);
    }
    signature.initSign(key.underTest());
    if (parameters != null && !before) {
      signature.setParameter(parameters);
    }
  }

  private static void requireValid(
      SignatureKind kind,
      PairTwin key,
      AlgorithmParameterSpec parameters,
      byte[] message,
      byte[] value)
      throws GeneralSecurityException {
    if (kind.rsa()) {
      int bits = ((RSAKey) key.publicKey()).getModulus().bitLength();
      assertThat(value).hasSize((bits + 7) / 8);
    }
    if (kind.family() == Family.RSA_PKCS1) {
      byte[] jdk = SignatureReference.sign(kind, key.software(), null, message);
      assertThat(Outcome.bytes(value)).isEqualTo(Outcome.bytes(jdk));
    }
    assertThat(SignatureReference.verify(kind, key.publicKey(), parameters, message, value))
        .as("the JDK on %s", Outcome.show(value))
        .isEqualTo(Outcome.bytes(SignatureReference.verdict(true)));
    assertThat(
            SignatureReference.bouncyCastleVerifies(
                kind, key.publicKey(), parameters, message, value))
        .as("Bouncy Castle on %s", Outcome.show(value))
        .isTrue();
  }

  /** After one verification the object takes the next; a changed message or signature fails it. */
  private void requireRefusal(
      SignatureKind kind,
      PairTwin key,
      AlgorithmParameterSpec parameters,
      Random random,
      byte[] message,
      byte[] value)
      throws GeneralSecurityException {
    byte[] wrong = value.clone();
    byte[] wrongMessage = message.clone();
    if (message.length > 0 && random.nextBoolean()) {
      // The first byte: NONEwithECDSA ignores what goes beyond the curve's order.
      wrongMessage[0] ^= 1;
    } else {
      wrong[wrong.length - 1 - random.nextInt(20)] ^= (byte) (1 + random.nextInt(255));
    }
    new SignatureFeeder(random).feed(signature, wrongMessage);
    Outcome outcome = Outcome.of(() -> SignatureReference.verdict(signature.verify(wrong)));
    assertThat(outcome)
        .isEqualTo(
            SignatureReference.verify(kind, key.publicKey(), parameters, wrongMessage, wrong));
    assertThat(outcome).isNotEqualTo(Outcome.bytes(SignatureReference.verdict(true)));
  }
}
