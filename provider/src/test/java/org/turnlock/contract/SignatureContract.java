// SPDX-License-Identifier: Apache-2.0
package org.turnlock.contract;

import static org.assertj.core.api.Assertions.assertThat;

import java.security.GeneralSecurityException;
import java.security.Signature;
import java.security.interfaces.RSAKey;
import java.security.spec.AlgorithmParameterSpec;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.turnlock.contract.support.Cases;
import org.turnlock.contract.support.Feature;
import org.turnlock.contract.support.Outcome;
import org.turnlock.contract.support.PairTwin;
import org.turnlock.contract.support.Reference;
import org.turnlock.contract.support.SignatureFeeder;
import org.turnlock.contract.support.SignatureKind;
import org.turnlock.contract.support.SignatureKind.Family;
import org.turnlock.contract.support.SignatureReference;
import org.turnlock.contract.support.SoftwareKeys;

/** Signatures made here verify in the JDK and Bouncy Castle, the JDK's verify here. */
public abstract class SignatureContract extends BackendContract {
  /** Checking signatures in software is slow, and they hide less than ciphers: fewer cases. */
  private static final int FEWER_RSA = 100;

  private static final int FEWER_OTHERS = 150;

  private static final int LONGEST_SIGNATURE = 5000;
  private static final int LONGEST_DIGEST = 64;

  private List<PairTwin> rsa;
  private List<PairTwin> ec;
  private final Map<String, PairTwin> named = new HashMap<>();
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
    return switch (kind.family()) {
      case RSA_PKCS1, RSA_RAW, RSA_PSS -> rsa.get(random.nextInt(4) / 3);
      case ECDSA_DER, ECDSA_P1363 -> ec.get(Math.max(0, random.nextInt(6) - 3));
      case EDWARDS, ML_DSA -> named(kind, random);
    };
  }

  private PairTwin named(SignatureKind kind, Random random) {
    String algorithm =
        switch (kind.algorithm()) {
          case "EdDSA" -> random.nextBoolean() ? "Ed25519" : "Ed448";
          case "ML-DSA" -> List.of("ML-DSA-44", "ML-DSA-65", "ML-DSA-87").get(random.nextInt(3));
          default -> kind.algorithm();
        };
    return named.computeIfAbsent(
        algorithm,
        name -> {
          try {
            return PairTwin.of(backend(), SoftwareKeys.named(name));
          } catch (GeneralSecurityException e) {
            throw new AssertionError(e);
          }
        });
  }

  private AlgorithmParameterSpec parameters(SignatureKind kind, Random random, PairTwin key) {
    Feature wide =
        kind.family() == Family.EDWARDS ? Feature.EDDSA_FORMS : Feature.PSS_WITH_TWO_HASHES;
    return kind.parameters(random, key, backend().has(wide));
  }

  @ParameterizedTest
  @MethodSource("kinds")
  final void worksWithTheJdkAndBouncyCastleBothWays(SignatureKind kind) throws Exception {
    assumeOffered(kind.algorithm());
    signature = backend().signature(kind.algorithm());
    int count = Math.max(1, backend().cases() / (kind.rsa() ? FEWER_RSA : FEWER_OTHERS));
    Cases.run(kind.algorithm(), seed(), count, random -> bothWays(kind, random));
  }

  private void bothWays(SignatureKind kind, Random random) throws GeneralSecurityException {
    // An object keeps its PSS parameters, and refuses the next key if its salt is too long for it.
    boolean keepsParameters = kind.family() == Family.RSA_PSS || kind.family() == Family.EDWARDS;
    boolean fresh = random.nextInt(4) == 0 || keepsParameters;
    if (fresh) {
      signature = backend().signature(kind.algorithm());
    }
    PairTwin key = pair(kind, random);
    AlgorithmParameterSpec parameters = parameters(kind, random, key);
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
    if (kind.family() == Family.EDWARDS
        && message.length == 0
        && !backend().has(Feature.EMPTY_EDDSA_MESSAGE)) {
      return new byte[1];
    }
    boolean tooLong =
        kind.ecdsa()
            && !kind.hashes()
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
    if (kind.family() == Family.RSA_PKCS1
        || kind.family() == Family.RSA_RAW
        || kind.family() == Family.EDWARDS) {
      byte[] jdk = SignatureReference.sign(kind, key.software(), parameters, message);
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
    boolean sameFailures =
        kind.family() != Family.ML_DSA
            && (kind.family() != Family.EDWARDS || backend().has(Feature.SUN_SIGNATURE_EXCEPTIONS));
    if (sameFailures) {
      assertThat(outcome)
          .isEqualTo(
              SignatureReference.verify(kind, key.publicKey(), parameters, wrongMessage, wrong));
    }
    assertThat(outcome).isNotEqualTo(Outcome.bytes(SignatureReference.verdict(true)));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "secp224r1",
        "secp224k1",
        "prime239v1",
        "secp256k1",
        "brainpoolP256r1",
        "brainpoolP256t1",
        "brainpoolP384r1",
        "brainpoolP512r1"
      })
  final void ecdsaOnCurvesThatTheJdkHasDropped(String curve) throws Exception {
    assumeOffered(curve);
    PairTwin key = PairTwin.of(backend(), SoftwareKeys.ecOfBouncyCastle(curve));
    for (String algorithm :
        List.of("SHA224withECDSA", "SHA512withECDSA", "SHA3-256withECDSAinP1363Format")) {
      Family family = algorithm.endsWith("Format") ? Family.ECDSA_P1363 : Family.ECDSA_DER;
      SignatureKind kind = new SignatureKind(algorithm, family);
      Cases.run(curve + " " + algorithm, seed(), 3, random -> onCurve(kind, key, random));
    }
  }

  /** Hashes longer than the order, and orders that are no whole bytes, among them. */
  private void onCurve(SignatureKind kind, PairTwin key, Random random)
      throws GeneralSecurityException {
    SignatureFeeder feeder = new SignatureFeeder(random);
    byte[] message = kind.message(random);
    signature = backend().signature(kind.algorithm());
    signature.initSign(key.underTest());
    feeder.feed(signature, message);
    byte[] value = feeder.sign(signature, LONGEST_SIGNATURE);
    assertThat(SignatureReference.bouncyCastleVerifies(kind, key.publicKey(), null, message, value))
        .isTrue();
    Signature other = Signature.getInstance(kind.algorithm(), Reference.bouncyCastle());
    other.initSign(key.software());
    other.update(message);
    byte[] theirs = other.sign();
    signature.initVerify(key.publicKey());
    feeder.feed(signature, message);
    assertThat(feeder.verify(signature, theirs)).isTrue();
    feeder.feed(signature, Arrays.copyOf(message, message.length + 1));
    assertThat(feeder.verify(signature, theirs)).isFalse();
  }
}
