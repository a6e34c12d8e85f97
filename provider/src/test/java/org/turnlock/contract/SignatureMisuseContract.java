// SPDX-License-Identifier: Apache-2.0
package org.turnlock.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.security.InvalidAlgorithmParameterException;
import java.security.InvalidKeyException;
import java.security.InvalidParameterException;
import java.security.PrivateKey;
import java.security.ProviderException;
import java.security.PublicKey;
import java.security.Signature;
import java.security.SignatureException;
import java.security.interfaces.ECKey;
import java.security.spec.AlgorithmParameterSpec;
import java.security.spec.EdDSAParameterSpec;
import java.security.spec.MGF1ParameterSpec;
import java.security.spec.PSSParameterSpec;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.turnlock.contract.support.Feature;
import org.turnlock.contract.support.PairTwin;
import org.turnlock.contract.support.SoftwareKeys;

/**
 * Wrong use of signatures fails with the exception that SunRsaSign and SunEC give, and leaves the
 * object fit for its next init. Run on the JDK, this suite proves its own table.
 */
public abstract class SignatureMisuseContract extends BackendContract {
  private static final String PSS = "RSASSA-PSS";
  private static final PSSParameterSpec SHA256 = pss("SHA-256", "MGF1", 32, 1);

  private PairTwin rsa;
  private PairTwin ec;

  /** What goes wrong, once the object is there. */
  @FunctionalInterface
  private interface Wrong {
    void use(Signature signature) throws Exception;
  }

  private record Misuse(String algorithm, String name, Class<?> expected, Wrong wrong) {}

  @BeforeAll
  final void importKeys() throws GeneralSecurityException {
    rsa = PairTwin.of(backend(), SoftwareKeys.rsa(2048));
    ec = PairTwin.of(backend(), SoftwareKeys.ec("secp256r1"));
  }

  @TestFactory
  final Stream<DynamicTest> failsAsInTheJdk() {
    List<Misuse> table = new ArrayList<>();
    for (String algorithm :
        List.of(
            "SHA256withRSA",
            PSS,
            "SHA256withECDSA",
            "NONEwithECDSA",
            "SHA1withECDSAinP1363Format",
            "SHA3-256withRSA",
            "SHA3-512withECDSA")) {
      forEvery(table, algorithm);
    }
    forPss(table);
    return table.stream()
        .map(
            misuse ->
                DynamicTest.dynamicTest(
                    misuse.algorithm() + ": " + misuse.name(), () -> check(misuse)));
  }

  private void check(Misuse misuse) throws Exception {
    Signature signature = backend().signature(misuse.algorithm());
    Exception thrown = null;
    try {
      misuse.wrong().use(signature);
    } catch (Exception e) {
      thrown = e;
    }
    assertThat(thrown).isExactlyInstanceOf(misuse.expected());
    requireWorking(signature, misuse.algorithm());
  }

  private void requireWorking(Signature signature, String algorithm) throws Exception {
    PairTwin pair = pair(algorithm);
    init(signature, algorithm, pair.underTest());
    signature.update(new byte[20]);
    byte[] value = signature.sign();
    signature.initVerify(pair.publicKey());
    signature.update(new byte[20]);
    assertThat(signature.verify(value)).isTrue();
  }

  private static void init(Signature signature, String algorithm, PrivateKey key)
      throws GeneralSecurityException {
    if (algorithm.equals(PSS)) {
      signature.setParameter(SHA256);
    }
    signature.initSign(key);
  }

  private PairTwin pair(String algorithm) {
    return algorithm.contains("ECDSA") ? ec : rsa;
  }

  private void forEvery(List<Misuse> table, String name) {
    PairTwin own = pair(name);
    PairTwin other = own.equals(rsa) ? ec : rsa;
    add(table, name, "update before init", SignatureException.class, s -> s.update(new byte[1]));
    add(table, name, "sign before init", SignatureException.class, Signature::sign);
    add(table, name, "verify before init", SignatureException.class, s -> s.verify(new byte[1]));
    add(table, name, "no private key", InvalidKeyException.class, s -> s.initSign(null));
    add(
        table,
        name,
        "no public key",
        InvalidKeyException.class,
        s -> s.initVerify((PublicKey) null));
    add(
        table,
        name,
        "another kind of private key",
        InvalidKeyException.class,
        s -> s.initSign(other.underTest()));
    add(
        table,
        name,
        "another kind of public key",
        InvalidKeyException.class,
        s -> s.initVerify(other.publicKey()));
    add(
        table,
        name,
        "sign while verifying",
        SignatureException.class,
        s -> {
          s.initVerify(own.publicKey());
          s.sign();
        });
    add(
        table,
        name,
        "short output",
        SignatureException.class,
        s -> {
          init(s, name, own.underTest());
          s.update(new byte[20]);
          s.sign(new byte[100], 0, 10);
        });
    if (!name.equals(PSS)) {
      add(
          table,
          name,
          "parameters",
          InvalidAlgorithmParameterException.class,
          s -> s.setParameter(SHA256));
    }
  }

  private void forPss(List<Misuse> table) {
    add(
        table,
        PSS,
        "sign without parameters",
        SignatureException.class,
        s -> {
          s.initSign(rsa.underTest());
          s.sign();
        });
    add(
        table,
        PSS,
        "update without parameters",
        SignatureException.class,
        s -> {
          s.initSign(rsa.underTest());
          s.update(new byte[1]);
        });
    refusedParameters(table, "null parameters", null);
    refusedParameters(table, "EC parameters", ((ECKey) ec.publicKey()).getParams());
    refusedParameters(table, "another mask", pss("SHA-256", "MGF2", 32, 1));
    refusedParameters(table, "another trailer", pss("SHA-256", "MGF1", 32, 2));
    refusedParameters(table, "unknown digest", pss("SHA-9", "MGF1", 32, 1));
    refusedParameters(table, "salt too long for the key", pss("SHA-512", "MGF1", 191, 1));
    add(
        table,
        PSS,
        "key too short for the salt",
        InvalidKeyException.class,
        s -> {
          s.setParameter(pss("SHA-512", "MGF1", 191, 1));
          s.initSign(rsa.underTest());
        });
    add(
        table,
        PSS,
        "parameters in the middle of a message",
        ProviderException.class,
        s -> {
          init(s, PSS, rsa.underTest());
          s.update(new byte[1]);
          try {
            s.setParameter(SHA256);
          } finally {
            s.sign();
          }
        });
  }

  private void refusedParameters(
      List<Misuse> table, String name, AlgorithmParameterSpec parameters) {
    add(
        table,
        PSS,
        name,
        InvalidAlgorithmParameterException.class,
        s -> {
          s.initSign(rsa.underTest());
          s.setParameter(parameters);
        });
  }

  private static void add(
      List<Misuse> table, String algorithm, String name, Class<?> expected, Wrong wrong) {
    table.add(new Misuse(algorithm, name, expected, wrong));
  }

  private static PSSParameterSpec pss(String digest, String mask, int salt, int trailer) {
    return new PSSParameterSpec(digest, mask, new MGF1ParameterSpec(digest), salt, trailer);
  }

  /** SunEC drops a ByteBuffer that fills its room to the last byte. */
  @Test
  final void theLongestDigestFitsInEveryForm() throws Exception {
    assume(Feature.RAW_DIGEST_LIMIT);
    byte[] digest = new byte[64];
    digest[0] = 1;
    Signature signature = backend().signature("NONEwithECDSA");
    for (ByteBuffer form :
        List.of(ByteBuffer.wrap(digest), ByteBuffer.allocateDirect(64).put(digest).flip())) {
      signature.initSign(ec.underTest());
      signature.update(form.duplicate());
      byte[] value = signature.sign();
      signature.initVerify(ec.publicKey());
      signature.update(form.duplicate());
      assertThat(signature.verify(value)).isTrue();
    }
  }

  /** NSS takes no input of no bytes. */
  @Test
  final void anEmptyDigestIsTheNumberZero() throws Exception {
    Signature signature = backend().signature("NONEwithECDSA");
    signature.initSign(ec.underTest());
    byte[] value = signature.sign();
    signature.initVerify(ec.publicKey());
    signature.update(new byte[32]);
    assertThat(signature.verify(value)).isTrue();
  }

  @Test
  final void aDigestOverTheLimitIsRefused() throws Exception {
    assume(Feature.RAW_DIGEST_LIMIT);
    Signature signature = backend().signature("NONEwithECDSA");
    signature.initSign(ec.underTest());
    assertThatExceptionOfType(SignatureException.class)
        .isThrownBy(
            () -> {
              signature.update(new byte[65]);
              signature.sign();
            });
    requireWorking(signature, "NONEwithECDSA");
  }

  @ParameterizedTest
  @ValueSource(strings = {"Ed25519", "Ed448"})
  final void formsThatTheTokenDoesNotHeedAreRefused(String algorithm) throws Exception {
    assumeOffered(algorithm);
    assumeFalse(backend().has(Feature.EDDSA_FORMS), "it heeds them");
    assume(Feature.SUN_SIGNATURE_EXCEPTIONS);
    PairTwin key = PairTwin.of(backend(), SoftwareKeys.named(algorithm));
    Signature signature = backend().signature(algorithm);
    for (EdDSAParameterSpec form :
        List.of(new EdDSAParameterSpec(true), new EdDSAParameterSpec(false, new byte[] {1}))) {
      signature.initSign(key.underTest());
      assertThatExceptionOfType(InvalidAlgorithmParameterException.class)
          .isThrownBy(() -> signature.setParameter(form))
          .withMessageContaining("plain");
      signature.initVerify(key.publicKey());
      signature.setParameter(form);
      assertThatExceptionOfType(InvalidKeyException.class)
          .isThrownBy(() -> signature.initSign(key.underTest()));
      signature.setParameter(new EdDSAParameterSpec(false));
    }
    signature.initSign(key.underTest());
    signature.update(new byte[3]);
    assertThat(signature.sign()).hasSizeGreaterThan(63);
  }

  @Test
  final void edwardsParametersStayWhileAMessageIsTaken() throws Exception {
    assumeOffered("Ed25519");
    assume(Feature.SUN_SIGNATURE_EXCEPTIONS);
    PairTwin key = PairTwin.of(backend(), SoftwareKeys.named("Ed25519"));
    PairTwin other = PairTwin.of(backend(), SoftwareKeys.named("Ed448"));
    Signature signature = backend().signature("Ed25519");
    assertThatExceptionOfType(InvalidKeyException.class)
        .isThrownBy(() -> signature.initSign(other.underTest()));
    assertThatExceptionOfType(InvalidKeyException.class)
        .isThrownBy(() -> signature.initVerify(other.publicKey()));
    assertThatExceptionOfType(InvalidKeyException.class)
        .isThrownBy(() -> signature.initVerify(rsa.publicKey()));
    assertThatExceptionOfType(InvalidAlgorithmParameterException.class)
        .isThrownBy(() -> signature.setParameter(SHA256));
    signature.initSign(key.underTest());
    signature.update(new byte[1]);
    assertThatExceptionOfType(InvalidParameterException.class)
        .isThrownBy(() -> signature.setParameter(new EdDSAParameterSpec(false)));
    byte[] value = signature.sign();
    signature.initVerify(key.publicKey());
    signature.update(new byte[1]);
    assertThat(signature.verify(value)).isTrue();
  }
}
