// SPDX-License-Identifier: Apache-2.0
package org.turnlock.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.security.Key;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.Provider;
import java.security.Signature;
import java.security.cert.Certificate;
import java.security.cert.X509Certificate;
import java.security.spec.AlgorithmParameterSpec;
import java.security.spec.ECGenParameterSpec;
import java.security.spec.MGF1ParameterSpec;
import java.security.spec.PSSParameterSpec;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import javax.crypto.BadPaddingException;
import javax.crypto.Cipher;
import javax.crypto.spec.OAEPParameterSpec;
import javax.crypto.spec.PSource;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.turnlock.contract.support.Certificates;
import org.turnlock.contract.support.Messages;
import org.turnlock.contract.support.Outcome;
import org.turnlock.contract.support.Reference;
import org.turnlock.contract.support.SignatureKind;
import org.turnlock.contract.support.SignatureKind.Family;
import org.turnlock.contract.support.SignatureReference;
import org.turnlock.keys.TokenKeySpec;

/**
 * Pairs that a token makes and keeps: the least that any token can do. For tokens with no room for
 * the other suites, which import keys or make them for a session.
 */
public abstract class ResidentPairContract extends BackendContract {
  private static final String OAEP = "RSA/ECB/OAEPPadding";
  private static final int THREADS = 6;
  private static final int SIGNATURES = 8;

  private final Map<String, KeyPair> pairs = new HashMap<>();

  @BeforeAll
  final void makePairs() throws Exception {
    pairs.put("RSA", make("RSA", TokenKeySpec.builder().label("resident RSA").size(2048).build()));
    for (String curve : List.of("secp256r1", "secp384r1")) {
      if (backend().offers(curve)) {
        TokenKeySpec.Builder spec = TokenKeySpec.builder().label("resident " + curve);
        pairs.put(curve, make("EC", spec.parameters(new ECGenParameterSpec(curve)).build()));
      }
    }
  }

  private KeyPair make(String algorithm, TokenKeySpec spec) throws Exception {
    KeyPairGenerator generator = backend().keyPairGenerator(algorithm);
    generator.initialize(spec);
    return generator.generateKeyPair();
  }

  /** The pair of this kind, labelled {@code resident KIND}. */
  protected final KeyPair pair(String kind) {
    assumeOffered(kind);
    return pairs.get(kind);
  }

  private KeyStore load() throws Exception {
    KeyStore store = KeyStore.getInstance("Turnlock", backend().providers().get(0));
    store.load(null, null);
    return store;
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "SHA1withRSA",
        "SHA224withRSA",
        "SHA256withRSA",
        "SHA512withRSA",
        "SHA3-256withRSA",
        "NONEwithRSA"
      })
  final void rsaSignatures(String algorithm) throws Exception {
    Family family = algorithm.startsWith("NONE") ? Family.RSA_RAW : Family.RSA_PKCS1;
    requireSigns(new SignatureKind(algorithm, family), pair("RSA"), null);
  }

  @ParameterizedTest
  @CsvSource({
    "SHA-1, 20",
    "SHA-256, 32",
    "SHA-256, 0",
    "SHA-256, 17",
    "SHA-512, 64",
    "SHA3-256, 32"
  })
  final void pssSignatures(String digest, int salt) throws Exception {
    assumeOffered("PSS with " + digest);
    assumeOffered("PSS with a salt of " + salt);
    requireSigns(
        new SignatureKind("RSASSA-PSS", Family.RSA_PSS),
        pair("RSA"),
        new PSSParameterSpec(digest, "MGF1", new MGF1ParameterSpec(digest), salt, 1));
  }

  @ParameterizedTest
  @CsvSource({
    "secp256r1, SHA256withECDSA",
    "secp256r1, SHA512withECDSA",
    "secp256r1, NONEwithECDSA",
    "secp384r1, SHA384withECDSA",
    "secp384r1, SHA1withECDSA",
    "secp384r1, SHA3-384withECDSA",
    "secp384r1, SHA256withECDSAinP1363Format"
  })
  final void ecdsaSignatures(String curve, String algorithm) throws Exception {
    Family family = algorithm.endsWith("Format") ? Family.ECDSA_P1363 : Family.ECDSA_DER;
    requireSigns(new SignatureKind(algorithm, family), pair(curve), null);
  }

  /** Messages of no bytes, few, many; the last in pieces. */
  private void requireSigns(SignatureKind kind, KeyPair pair, AlgorithmParameterSpec parameters)
      throws Exception {
    Signature signature = backend().signature(kind.algorithm());
    Random random = seed().forCase(kind.algorithm(), 0);
    for (int length : kind.hashes() ? new int[] {0, 1, 20_000} : new int[] {20, 32}) {
      byte[] message = Messages.bytes(random, length);
      signature.initSign(pair.getPrivate());
      if (parameters != null) {
        signature.setParameter(parameters);
      }
      signature.update(message, 0, length / 2);
      signature.update(message, length / 2, length - length / 2);
      byte[] value = signature.sign();
      assertThat(
              SignatureReference.bouncyCastleVerifies(
                  kind, pair.getPublic(), parameters, message, value))
          .isTrue();
      signature.initVerify(pair.getPublic());
      signature.update(message);
      assertThat(signature.verify(value)).isTrue();
    }
  }

  @Test
  final void pkcs1Decryption() throws Exception {
    Cipher cipher = backend().cipher("RSA/ECB/PKCS1Padding");
    Cipher sunJce = Reference.sunJce("RSA/ECB/PKCS1Padding");
    sunJce.init(Cipher.ENCRYPT_MODE, pair("RSA").getPublic());
    cipher.init(Cipher.DECRYPT_MODE, pair("RSA").getPrivate());
    for (int length : new int[] {0, 1, 48, 245}) {
      byte[] message = Messages.bytes(seed().forCase("PKCS1", length), length);
      byte[] ciphertext = sunJce.doFinal(message);
      assertThat(cipher.doFinal(ciphertext)).isEqualTo(message);
    }
    byte[] wrong = new byte[256];
    wrong[255] = 3;
    assertThatExceptionOfType(BadPaddingException.class).isThrownBy(() -> cipher.doFinal(wrong));
    assertThat(cipher.doFinal(sunJce.doFinal(new byte[] {7}))).containsExactly(7);
  }

  @ParameterizedTest
  @CsvSource({
    "SHA-1, SHA-1, 0",
    "SHA-256, SHA-256, 0",
    "SHA-256, SHA-1, 0",
    "SHA-512, SHA-512, 0",
    "SHA3-256, SHA3-256, 0",
    "SHA-1, SHA-1, 5",
    "SHA-256, SHA-256, 5"
  })
  final void oaepDecryption(String hash, String mask, int label) throws Exception {
    OAEPParameterSpec parameters =
        new OAEPParameterSpec(
            hash, "MGF1", new MGF1ParameterSpec(mask), new PSource.PSpecified(new byte[label]));
    Cipher cipher = backend().cipher(OAEP);
    Cipher sunJce = Reference.sunJce(OAEP);
    sunJce.init(Cipher.ENCRYPT_MODE, pair("RSA").getPublic(), parameters);
    cipher.init(Cipher.DECRYPT_MODE, pair("RSA").getPrivate(), parameters);
    for (int length : new int[] {0, 1, 32, 100}) {
      byte[] message = Messages.bytes(seed().forCase(hash, length), length);
      assertThat(cipher.doFinal(sunJce.doFinal(message))).isEqualTo(message);
    }
    byte[] wrong = new byte[256];
    wrong[255] = 3;
    assertThatExceptionOfType(BadPaddingException.class).isThrownBy(() -> cipher.doFinal(wrong));
    assertThat(cipher.doFinal(sunJce.doFinal(new byte[] {7}))).containsExactly(7);
  }

  @Test
  final void keysAreFoundByTheirLabels() throws Exception {
    KeyStore store = load();
    for (Map.Entry<String, KeyPair> made : pairs.entrySet()) {
      String alias = "resident " + made.getKey();
      assertThat(Collections.list(store.aliases())).contains(alias);
      Key found = store.getKey(alias, null);
      assertThat(found).isEqualTo(made.getValue().getPrivate());
      assertThat(found.getEncoded()).isNull();
      requireSigns(anyKind(made.getKey()), new KeyPair(publicKey(made), (PrivateKey) found), null);
    }
  }

  private static java.security.PublicKey publicKey(Map.Entry<String, KeyPair> made) {
    return made.getValue().getPublic();
  }

  private static SignatureKind anyKind(String pair) {
    return pair.equals("RSA")
        ? new SignatureKind("SHA256withRSA", Family.RSA_PKCS1)
        : new SignatureKind("SHA256withECDSA", Family.ECDSA_DER);
  }

  @Test
  final void aCertificateIsKeptBesideItsKey() throws Exception {
    assumeOffered("certificates");
    X509Certificate certificate =
        Certificates.selfSigned(backend(), pair("RSA"), "SHA256withRSA", "CN=resident");
    load()
        .setKeyEntry(
            "resident RSA", pair("RSA").getPrivate(), null, new Certificate[] {certificate});
    KeyStore fresh = load();
    assertThat(fresh.getCertificate("resident RSA")).isEqualTo(certificate);
    assertThat(fresh.getKey("resident RSA", null)).isEqualTo(pair("RSA").getPrivate());
  }

  @Test
  final void aSecondPairOfOneLabelIsRefusedAndADeletedOneIsGone() throws Exception {
    String kind = backend().offers("secp256r1") ? "EC" : "RSA";
    TokenKeySpec.Builder once = TokenKeySpec.builder().label("once");
    TokenKeySpec spec =
        kind.equals("EC")
            ? once.parameters(new ECGenParameterSpec("secp256r1")).build()
            : once.size(2048).build();
    make(kind, spec);
    assertThatExceptionOfType(java.security.GeneralSecurityException.class)
        .isThrownBy(() -> make(kind, spec))
        .withMessageContaining("once");
    load().deleteEntry("once");
    assertThat(load().containsAlias("once")).isFalse();
  }

  @Test
  final void manyThreadsSignAtOnce() throws Exception {
    ExecutorService threads = Executors.newFixedThreadPool(THREADS);
    try {
      List<Callable<Void>> work = new ArrayList<>();
      List<String> kinds = List.copyOf(pairs.keySet());
      for (int i = 0; i < THREADS; i++) {
        String kind = kinds.get(i % kinds.size());
        work.add(() -> signOften(kind));
      }
      for (Future<Void> done : threads.invokeAll(work)) {
        done.get();
      }
    } finally {
      threads.shutdown();
    }
  }

  private Void signOften(String pair) throws Exception {
    SignatureKind kind = anyKind(pair);
    Provider provider = backend().providers().get(0);
    byte[] message = {1, 2, 3};
    for (int i = 0; i < SIGNATURES; i++) {
      Signature signature = Signature.getInstance(kind.algorithm(), provider);
      signature.initSign(pairs.get(pair).getPrivate());
      signature.update(message);
      assertThat(
              SignatureReference.verify(
                  kind, pairs.get(pair).getPublic(), null, message, signature.sign()))
          .isEqualTo(Outcome.bytes(SignatureReference.verdict(true)));
    }
    return null;
  }
}
