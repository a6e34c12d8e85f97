// SPDX-License-Identifier: Apache-2.0
package org.turnlock.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.InvalidAlgorithmParameterException;
import java.security.InvalidKeyException;
import java.security.KeyPair;
import java.security.NoSuchAlgorithmException;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.interfaces.ECPublicKey;
import java.security.spec.ECParameterSpec;
import java.security.spec.ECPoint;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import javax.crypto.KeyAgreement;
import javax.crypto.Mac;
import javax.crypto.SecretKey;
import javax.crypto.ShortBufferException;
import javax.crypto.spec.IvParameterSpec;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.turnlock.contract.support.AgreementKeys;
import org.turnlock.contract.support.CipherMode;
import org.turnlock.contract.support.Feature;
import org.turnlock.contract.support.PairTwin;
import org.turnlock.contract.support.Reference;
import org.turnlock.contract.support.UncheckedEcKey;
import org.turnlock.contract.support.Vector;
import org.turnlock.keys.TokenBackedKey;
import org.turnlock.keys.TokenKeySpec;
import org.turnlock.token.KeyAttributes;
import org.turnlock.token.KeyUsage;
import org.turnlock.token.TokenKey;

/**
 * Secrets are those of Bouncy Castle and of the published vectors; bad public values are refused.
 */
public abstract class AgreementContract extends BackendContract {
  private static final int PEERS = 3;
  private static final int THREADS = 8;

  private final Map<String, PairTwin> own = new TreeMap<>();

  @BeforeAll
  final void importKeys() throws GeneralSecurityException {
    for (AgreementKeys keys : offered()) {
      own.put(keys.kind(), PairTwin.of(backend(), keys.generate()));
    }
  }

  static List<AgreementKeys> kinds() {
    return AgreementKeys.all();
  }

  private List<AgreementKeys> offered() {
    return kinds().stream().filter(keys -> backend().offers(keys.kind())).toList();
  }

  private PairTwin own(AgreementKeys keys) {
    assumeOffered(keys.kind());
    return own.get(keys.kind());
  }

  private KeyAgreement agreement(AgreementKeys keys) throws GeneralSecurityException {
    return backend().keyAgreement(keys.algorithm());
  }

  private KeyAgreement ready(AgreementKeys keys, PrivateKey key, PublicKey peer)
      throws GeneralSecurityException {
    KeyAgreement agreement = agreement(keys);
    agreement.init(key);
    agreement.doPhase(peer, true);
    return agreement;
  }

  @ParameterizedTest
  @MethodSource("kinds")
  final void bothSidesAgreeWithTheReference(AgreementKeys keys) throws Exception {
    PairTwin own = own(keys);
    KeyAgreement agreement = agreement(keys);
    agreement.init(own.underTest());
    for (int i = 0; i < PEERS; i++) {
      KeyPair peer = keys.peer(i);
      agreement.doPhase(peer.getPublic(), true);
      byte[] expected = keys.reference(peer.getPrivate(), own.publicKey());
      assertThat(agreement.generateSecret()).isEqualTo(expected);
      agreement.doPhase(peer.getPublic(), true);
      byte[] room = new byte[expected.length + 5];
      assertThat(agreement.generateSecret(room, 3)).isEqualTo(expected.length);
      assertThat(Arrays.copyOfRange(room, 3, 3 + expected.length)).isEqualTo(expected);
    }
  }

  @Test
  final void publishedVectorsHold() throws Exception {
    int skipped = 0;
    List<Vector> vectors = Vector.read("agreement.txt");
    assertThat(vectors).hasSize(10);
    for (Vector vector : vectors) {
      AgreementKeys keys = new AgreementKeys(vector.text("kind"));
      if (!backend().offers(keys.kind())) {
        skipped++;
        continue;
      }
      PrivateKey key = backend().keys().privateKey(keys.privateKey(vector.bytes("private")));
      PublicKey peer = keys.publicKey(vector.bytes("peer"));
      assertThat(ready(keys, key, peer).generateSecret())
          .as(vector.toString())
          .isEqualTo(vector.bytes("secret"));
    }
    assertThat(skipped).isLessThan(vectors.size() - 2);
  }

  @ParameterizedTest
  @MethodSource("kinds")
  final void leadingZerosAreKept(AgreementKeys keys) throws Exception {
    assumeTrue(!keys.montgomery(), "its secrets are no numbers");
    PairTwin own = own(keys);
    PublicKey peer = keys.peerForZeros(own.software());
    byte[] expected = keys.reference(own.software(), peer);
    assertThat(Arrays.copyOf(expected, 20)).isEqualTo(new byte[20]);
    assertThat(ready(keys, own.underTest(), peer).generateSecret()).isEqualTo(expected);
    if (backend().has(Feature.SUN_AGREEMENT_RULES)) {
      byte[] tls =
          ready(keys, own.underTest(), peer).generateSecret("TlsPremasterSecret").getEncoded();
      int from = 0;
      while (keys.diffieHellman() && expected[from] == 0) {
        from++;
      }
      assertThat(tls).isEqualTo(Arrays.copyOfRange(expected, from, expected.length));
    }
  }

  @ParameterizedTest
  @MethodSource("kinds")
  final void aPointThatLooksLikeDerIsAPoint(AgreementKeys keys) throws Exception {
    assumeTrue(keys.hasPointsLikeDer());
    PairTwin own = own(keys);
    PublicKey peer = keys.peerLikeDer();
    assertThat(ready(keys, own.underTest(), peer).generateSecret())
        .isEqualTo(keys.reference(own.software(), peer));
  }

  @ParameterizedTest
  @MethodSource("kinds")
  final void pointsThatAreNotOnTheCurveAreRefused(AgreementKeys keys) throws Exception {
    assumeTrue(keys.ec(), "not a curve of points");
    PairTwin own = own(keys);
    ECParameterSpec curve = keys.curve();
    ECPoint good = ((ECPublicKey) own.publicKey()).getW();
    BigInteger x = good.getAffineX();
    BigInteger y = good.getAffineY();
    BigInteger p = ((java.security.spec.ECFieldFp) curve.getCurve().getField()).getP();
    List<ECPoint> bad =
        new ArrayList<>(
            List.of(
                new ECPoint(x, y.add(BigInteger.ONE).mod(p)),
                new ECPoint(x.add(BigInteger.ONE).mod(p), y),
                new ECPoint(BigInteger.ZERO, BigInteger.ZERO),
                new ECPoint(y, x)));
    if (backend().has(Feature.SUN_AGREEMENT_RULES)) {
      bad.add(new ECPoint(x.add(p), y));
      bad.add(new ECPoint(x, y.add(p)));
      bad.add(new ECPoint(x.negate(), y));
    }
    KeyAgreement agreement = agreement(keys);
    for (ECPoint point : bad) {
      requireRefused(own, agreement, new UncheckedEcKey(curve, point));
    }
    if (backend().has(Feature.OPAQUE_KEYS)) {
      requireRefused(own, agreement, new UncheckedEcKey(curve, ECPoint.POINT_INFINITY));
      requireRefused(own, agreement, new UncheckedEcKey(null, good));
      requireRefused(own, agreement, new UncheckedEcKey(curve, null));
    }
    requireStillGood(keys, agreement);
  }

  private void requireRefused(PairTwin own, KeyAgreement agreement, PublicKey key)
      throws GeneralSecurityException {
    agreement.init(own.underTest());
    assertThatExceptionOfType(InvalidKeyException.class)
        .isThrownBy(() -> agreement.doPhase(key, true));
  }

  private void requireStillGood(AgreementKeys keys, KeyAgreement agreement)
      throws GeneralSecurityException {
    KeyPair peer = keys.peer(0);
    if (!backend().has(Feature.OPAQUE_KEYS)) {
      agreement.init(own(keys).underTest()); // SunEC remembers a key that it has refused
    }
    agreement.doPhase(peer.getPublic(), true);
    assertThat(agreement.generateSecret())
        .isEqualTo(keys.reference(peer.getPrivate(), own(keys).publicKey()));
  }

  @ParameterizedTest
  @MethodSource("kinds")
  final void keysOfOtherKindsAreRefused(AgreementKeys keys) throws Exception {
    assume(Feature.SUN_AGREEMENT_RULES);
    PairTwin own = own(keys);
    KeyAgreement agreement = agreement(keys);
    for (AgreementKeys other : offered()) {
      if (!other.equals(keys)) {
        requireRefused(own, agreement, other.peer(0).getPublic());
      }
    }
    requireStillGood(keys, agreement);
  }

  /** RFC 7748, section 6: values that give a secret of zeros, canonical or not. */
  @ParameterizedTest
  @CsvSource({
    "X25519, 0000000000000000000000000000000000000000000000000000000000000000",
    "X25519, 0100000000000000000000000000000000000000000000000000000000000000",
    "X25519, e0eb7a7c3b41b8ae1656e3faf19fc46ada098deb9c32b1fd866205165f49b800",
    "X25519, 5f9c95bca3508c24b1d0b1559c83ef5b04445cc4581c8e86d8224eddd09f1157",
    "X25519, ecffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f",
    "X25519, edffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f",
    "X25519, eeffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f",
    "X448, 0000000000000000000000000000000000000000000000000000000000000000"
        + "000000000000000000000000000000000000000000000000",
    "X448, 0100000000000000000000000000000000000000000000000000000000000000"
        + "000000000000000000000000000000000000000000000000",
    "X448, fefffffffffffffffffffffffffffffffffffffffffffffffffffffffeffffff"
        + "ffffffffffffffffffffffffffffffffffffffffffffffff"
  })
  final void secretsOfZerosAreRefused(String kind, String u) throws Exception {
    AgreementKeys keys = new AgreementKeys(kind);
    PairTwin own = own(keys);
    KeyAgreement agreement = agreement(keys);
    PublicKey peer = keys.publicKey(java.util.HexFormat.of().parseHex(u));
    if (backend().has(Feature.SUN_AGREEMENT_RULES)) {
      requireRefused(own, agreement, peer);
      requireStillGood(keys, agreement);
    }
  }

  @ParameterizedTest
  @MethodSource("kinds")
  final void callsOutOfOrderFailAsInTheJdk(AgreementKeys keys) throws Exception {
    assume(Feature.SUN_AGREEMENT_RULES);
    PairTwin own = own(keys);
    PublicKey peer = keys.peer(0).getPublic();
    KeyAgreement agreement = agreement(keys);
    assertThatIllegalStateException().isThrownBy(() -> agreement.doPhase(peer, true));
    if (!keys.diffieHellman() || backend().has(Feature.OPAQUE_KEYS)) {
      assertThatIllegalStateException().isThrownBy(agreement::generateSecret);
    }
    agreement.init(own.underTest());
    assertThatIllegalStateException().isThrownBy(agreement::generateSecret);
    assertThatIllegalStateException().isThrownBy(() -> agreement.generateSecret(new byte[600], 0));
    assertThatIllegalStateException()
        .isThrownBy(() -> agreement.generateSecret("TlsPremasterSecret"));
    if (!keys.diffieHellman() || backend().has(Feature.OPAQUE_KEYS)) {
      assertThatIllegalStateException().isThrownBy(() -> agreement.doPhase(peer, false));
    }
    assertThatExceptionOfType(InvalidKeyException.class)
        .isThrownBy(() -> agreement.doPhase(own.underTest(), true));
    assertThatExceptionOfType(InvalidKeyException.class)
        .isThrownBy(() -> agreement.doPhase(null, true));
    agreement.init(own.underTest());
    agreement.doPhase(peer, true);
    if (keys.diffieHellman()) {
      agreement.doPhase(peer, true);
    } else {
      assertThatIllegalStateException().isThrownBy(() -> agreement.doPhase(peer, true));
    }
    byte[] expected = keys.reference(own.software(), peer);
    assertThatExceptionOfType(ShortBufferException.class)
        .isThrownBy(() -> agreement.generateSecret(new byte[expected.length + 1], 2));
    assertThatExceptionOfType(NoSuchAlgorithmException.class)
        .isThrownBy(() -> agreement.generateSecret("Unheard of"));
    assertThatExceptionOfType(NoSuchAlgorithmException.class)
        .isThrownBy(() -> agreement.generateSecret((String) null));
    assertThat(agreement.generateSecret()).isEqualTo(expected);
    assertThatIllegalStateException().isThrownBy(agreement::generateSecret);
    agreement.doPhase(peer, true);
    agreement.init(own.underTest());
    assertThatIllegalStateException().isThrownBy(agreement::generateSecret);
  }

  @ParameterizedTest
  @MethodSource("kinds")
  final void wrongKeysAndParametersAreRefused(AgreementKeys keys) throws Exception {
    assume(Feature.SUN_AGREEMENT_RULES);
    PairTwin own = own(keys);
    KeyAgreement agreement = agreement(keys);
    assertThatExceptionOfType(InvalidKeyException.class)
        .isThrownBy(() -> agreement.init(own.publicKey()));
    assertThatExceptionOfType(InvalidKeyException.class).isThrownBy(() -> agreement.init(null));
    assertThatExceptionOfType(InvalidKeyException.class)
        .isThrownBy(() -> agreement.init(new SecretKeySpec(new byte[32], "AES")));
    assertThatExceptionOfType(InvalidAlgorithmParameterException.class)
        .isThrownBy(() -> agreement.init(own.underTest(), new IvParameterSpec(new byte[8])));
  }

  @ParameterizedTest
  @MethodSource("kinds")
  final void aTlsSecretIsBytes(AgreementKeys keys) throws Exception {
    PairTwin own = own(keys);
    KeyPair peer = keys.peer(0);
    SecretKey key =
        ready(keys, own.underTest(), peer.getPublic()).generateSecret("TlsPremasterSecret");
    assertThat(key.getAlgorithm()).isEqualTo("TlsPremasterSecret");
    assertThat(key.getFormat()).isEqualTo("RAW");
    byte[] expected = keys.reference(own.software(), peer.getPublic());
    assertThat(key.getEncoded()).endsWith(Arrays.copyOfRange(expected, 1, expected.length));
  }

  @ParameterizedTest
  @MethodSource("kinds")
  final void aDerivedAesKeyIsTheFirstBytesOfTheSecret(AgreementKeys keys) throws Exception {
    assume(Feature.AGREED_KEYS);
    PairTwin own = own(keys);
    KeyPair peer = keys.peer(0);
    byte[] secret = keys.reference(own.software(), peer.getPublic());
    SecretKey key = ready(keys, own.underTest(), peer.getPublic()).generateSecret("AES");
    int length = secret.length >= 32 ? 32 : 24;
    SecretKey expected = new SecretKeySpec(secret, 0, length, "AES");
    var cipher = backend().cipher(CipherMode.ECB.transformation());
    cipher.init(javax.crypto.Cipher.ENCRYPT_MODE, key);
    var reference = Reference.sunJce(CipherMode.ECB.transformation());
    reference.init(javax.crypto.Cipher.ENCRYPT_MODE, expected);
    assertThat(key.getAlgorithm()).isEqualTo("AES");
    assertThat(cipher.doFinal(new byte[48])).isEqualTo(reference.doFinal(new byte[48]));
    if (backend().has(Feature.OPAQUE_KEYS)) {
      assertThat(key.getEncoded()).isNull();
    }
  }

  @ParameterizedTest
  @MethodSource("kinds")
  final void aDerivedMacKeyIsTheWholeSecret(AgreementKeys keys) throws Exception {
    assume(Feature.OPAQUE_KEYS);
    PairTwin own = own(keys);
    KeyPair peer = keys.peer(0);
    byte[] secret = keys.reference(own.software(), peer.getPublic());
    for (String name : List.of("HmacSHA256", "Generic")) {
      SecretKey key = ready(keys, own.underTest(), peer.getPublic()).generateSecret(name);
      Mac mac = backend().mac("HmacSHA1");
      mac.init(key);
      Mac reference = Mac.getInstance("HmacSHA1", "SunJCE");
      reference.init(new SecretKeySpec(secret, "Generic"));
      assertThat(mac.doFinal(new byte[3])).isEqualTo(reference.doFinal(new byte[3]));
    }
  }

  @Test
  final void aTokenKeySpecSaysWhatTheAgreedKeyIs() throws Exception {
    assume(Feature.OPAQUE_KEYS);
    AgreementKeys keys = new AgreementKeys("secp384r1");
    PairTwin own = own(keys);
    KeyPair peer = keys.peer(0);
    byte[] secret = keys.reference(own.software(), peer.getPublic());
    KeyAgreement agreement = agreement(keys);
    TokenKeySpec spec =
        TokenKeySpec.builder().size(128).usages(KeyUsage.ENCRYPT).readableInClear().build();
    agreement.init(own.underTest(), spec);
    agreement.doPhase(peer.getPublic(), true);
    TokenKey key = ((TokenBackedKey) agreement.generateSecret("AES")).tokenKey();
    assertThat(key.attributes().usages()).containsExactly(KeyUsage.ENCRYPT);
    assertThat(key.token().objects().value(key)).isEqualTo(Arrays.copyOf(secret, 16));

    agreement.init(own.underTest(), TokenKeySpec.builder().extractable().build());
    agreement.doPhase(peer.getPublic(), true);
    TokenKey whole = ((TokenBackedKey) agreement.generateSecret("Generic")).tokenKey();
    assertThat(whole.attributes().sensitive()).isTrue();
    assertThat(whole.attributes().extractable()).isTrue();

    agreement.init(own.underTest(), TokenKeySpec.builder().size(512).build());
    agreement.doPhase(peer.getPublic(), true);
    assertThatExceptionOfType(InvalidKeyException.class)
        .isThrownBy(() -> agreement.generateSecret("Generic"));
    assertThat(agreement.generateSecret()).isEqualTo(secret);
  }

  @Test
  final void withoutASpecAnAgreedKeyIsSensitiveAndStays() throws Exception {
    assume(Feature.OPAQUE_KEYS);
    AgreementKeys keys = new AgreementKeys("secp256r1");
    for (String name : List.of("AES", "HmacSHA256", "Generic")) {
      SecretKey key =
          ready(keys, own(keys).underTest(), keys.peer(0).getPublic()).generateSecret(name);
      KeyAttributes attributes = ((TokenBackedKey) key).tokenKey().attributes();
      assertThat(attributes.sensitive()).isTrue();
      assertThat(attributes.extractable()).isFalse();
      assertThat(attributes.resident()).isFalse();
    }
  }

  @ParameterizedTest
  @MethodSource("kinds")
  final void aSoftwareKeyServesWhereTheProviderIsNamed(AgreementKeys keys) throws Exception {
    PairTwin own = own(keys);
    assertThat(ready(keys, own.software(), keys.peer(0).getPublic()).generateSecret())
        .isEqualTo(keys.reference(own.software(), keys.peer(0).getPublic()));
  }

  @Test
  final void manyThreadsAgree() throws Exception {
    ExecutorService threads = Executors.newFixedThreadPool(THREADS);
    try {
      List<Future<Void>> done = new ArrayList<>();
      for (int i = 0; i < THREADS; i++) {
        done.add(threads.submit((Callable<Void>) this::agreeOften));
      }
      for (Future<Void> thread : done) {
        thread.get(60, TimeUnit.SECONDS);
      }
    } finally {
      threads.shutdownNow();
    }
  }

  private Void agreeOften() throws Exception {
    for (AgreementKeys keys : offered()) {
      KeyPair peer = keys.peer(1);
      byte[] expected = keys.reference(peer.getPrivate(), own(keys).publicKey());
      for (int i = 0; i < 5; i++) {
        assertThat(ready(keys, own(keys).underTest(), peer.getPublic()).generateSecret())
            .isEqualTo(expected);
      }
    }
    return null;
  }
}
