// SPDX-License-Identifier: Apache-2.0
package org.turnlock.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.security.GeneralSecurityException;
import java.security.InvalidAlgorithmParameterException;
import java.security.InvalidKeyException;
import java.security.Key;
import java.security.KeyPair;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.Signature;
import java.security.spec.AlgorithmParameterSpec;
import java.security.spec.MGF1ParameterSpec;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import javax.crypto.BadPaddingException;
import javax.crypto.Cipher;
import javax.crypto.SecretKey;
import javax.crypto.spec.OAEPParameterSpec;
import javax.crypto.spec.PSource;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.turnlock.contract.support.Backend;
import org.turnlock.contract.support.Feature;
import org.turnlock.contract.support.Messages;
import org.turnlock.contract.support.Outcome;
import org.turnlock.contract.support.PairTwin;
import org.turnlock.contract.support.Reference;
import org.turnlock.contract.support.SoftwareKeys;
import org.turnlock.keys.TokenBackedKey;
import org.turnlock.keys.TokenKeySpec;
import org.turnlock.token.KeyAttributes;
import org.turnlock.token.TokenException;

/** Keys wrapped under RSA: unwrapped ones stay in the token, and leave it only if they may. */
public abstract class RsaWrappingContract extends BackendContract {
  /** One way to wrap: a transformation and its parameters. */
  private record Way(String transformation, AlgorithmParameterSpec parameters) {
    void init(Cipher cipher, int opmode, Key key) throws GeneralSecurityException {
      cipher.init(opmode, key, parameters);
    }

    @Override
    public String toString() {
      return parameters instanceof OAEPParameterSpec oaep
          ? "OAEP with " + oaep.getDigestAlgorithm()
          : transformation;
    }
  }

  private static final Way PKCS1 = new Way("RSA/ECB/PKCS1Padding", null);
  private static final Way OAEP = oaep("SHA-1", "SHA-1", 0);
  private static final List<Way> WAYS =
      List.of(PKCS1, OAEP, oaep("SHA-256", "SHA-256", 0), oaep("SHA3-256", "SHA-1", 5));

  private static Way oaep(String hash, String maskHash, int labelLength) {
    return new Way(
        "RSA/ECB/OAEPPadding",
        new OAEPParameterSpec(
            hash,
            "MGF1",
            new MGF1ParameterSpec(maskHash),
            new PSource.PSpecified(new byte[labelLength])));
  }

  /** The ways in which the token itself does not wrap. */
  protected abstract Set<String> unavailable();

  /** The same with CKM_RSA_X_509 taken from it; null if nothing is left then. */
  protected abstract Backend withoutRawRsa() throws Exception;

  private PairTwin pair;
  private Random random;

  @BeforeAll
  final void importKeys() throws GeneralSecurityException {
    pair = PairTwin.of(backend(), SoftwareKeys.rsa(2048));
    random = seed().forCase("keys", 0);
  }

  private byte[] wrap(Way way, Key key) throws GeneralSecurityException {
    Cipher cipher = backend().cipher(way.transformation());
    way.init(cipher, Cipher.WRAP_MODE, pair.publicKey());
    return cipher.wrap(key);
  }

  private Key unwrap(Way way, byte[] wrapped, String algorithm, int type)
      throws GeneralSecurityException {
    Cipher cipher = backend().cipher(way.transformation());
    way.init(cipher, Cipher.UNWRAP_MODE, pair.underTest());
    return cipher.unwrap(wrapped, algorithm, type);
  }

  private Key unwrap(Way way, byte[] wrapped, TokenKeySpec.Builder spec)
      throws GeneralSecurityException {
    Cipher cipher = backend().cipher(way.transformation());
    TokenKeySpec.Builder whole =
        way.parameters() == null ? spec : spec.parameters(way.parameters());
    cipher.init(Cipher.UNWRAP_MODE, pair.underTest(), whole.build());
    return cipher.unwrap(wrapped, "AES", Cipher.SECRET_KEY);
  }

  private static byte[] sunJceWraps(Way way, PairTwin pair, Key key)
      throws GeneralSecurityException {
    Cipher cipher = Reference.sunJce(way.transformation());
    way.init(cipher, Cipher.WRAP_MODE, pair.publicKey());
    return cipher.wrap(key);
  }

  private byte[] sunJceUnwraps(Way way, byte[] wrapped) throws GeneralSecurityException {
    Cipher cipher = Reference.sunJce(way.transformation());
    way.init(cipher, Cipher.UNWRAP_MODE, pair.software());
    return cipher.unwrap(wrapped, "AES", Cipher.SECRET_KEY).getEncoded();
  }

  private SecretKey aes() {
    return new SecretKeySpec(Messages.bytes(random, 32), "AES");
  }

  private void requireSame(Key underTest, SecretKey software) throws GeneralSecurityException {
    Cipher ours = backend().cipher("AES/ECB/NoPadding");
    ours.init(Cipher.ENCRYPT_MODE, underTest);
    Cipher theirs = Reference.sunJce("AES/ECB/NoPadding");
    theirs.init(Cipher.ENCRYPT_MODE, software);
    assertThat(ours.doFinal(new byte[16])).isEqualTo(theirs.doFinal(new byte[16]));
  }

  private static KeyAttributes attributes(Key key) {
    return ((TokenBackedKey) key).tokenKey().attributes();
  }

  @Test
  final void softwareKeysAreWrappedAsInSunJce() throws Exception {
    for (Way way : WAYS) {
      SecretKey key = aes();
      assertThat(sunJceUnwraps(way, wrap(way, key))).as("%s", way).isEqualTo(key.getEncoded());
    }
  }

  @Test
  final void unwrappedKeysStayInTheToken() throws Exception {
    for (Way way : WAYS) {
      SecretKey key = aes();
      Key unwrapped = unwrap(way, sunJceWraps(way, pair, key), "AES", Cipher.SECRET_KEY);
      assertThat(unwrapped.getEncoded()).as("%s", way).isNull();
      assertThat(unwrapped.getAlgorithm()).isEqualTo("AES");
      assertThat(attributes(unwrapped).sensitive()).isTrue();
      assertThat(attributes(unwrapped).extractable()).isFalse();
      assertThat(attributes(unwrapped).resident()).isFalse();
      requireSame(unwrapped, key);
      assertThatThrownBy(() -> wrap(way, unwrapped)).isInstanceOf(InvalidKeyException.class);
    }
  }

  @Test
  final void extractableKeysAreWrappedByTheirToken() throws Exception {
    for (Way way : WAYS) {
      SecretKey key = aes();
      byte[] wrapped = sunJceWraps(way, pair, key);
      Key extractable = unwrap(way, wrapped, TokenKeySpec.builder().extractable());
      assertThat(extractable.getEncoded()).isNull();
      requireSame(extractable, key);
      if (!unavailable().contains(way.toString())) {
        assertThat(sunJceUnwraps(way, wrap(way, extractable))).isEqualTo(key.getEncoded());
      } else {
        assertThatThrownBy(() -> wrap(way, extractable))
            .isInstanceOf(InvalidKeyException.class)
            .hasMessageContaining("wrap");
      }
      assertThat(sunJceUnwraps(OAEP, wrap(OAEP, extractable))).isEqualTo(key.getEncoded());
      assertThatThrownBy(() -> wrap(new Way("RSA/ECB/NoPadding", null), extractable))
          .isInstanceOf(InvalidKeyException.class);
    }
  }

  @Test
  final void keysThatAreReadableAnywayAreWrappedEveryWay() throws Exception {
    SecretKey key = aes();
    Key readable =
        unwrap(PKCS1, sunJceWraps(PKCS1, pair, key), TokenKeySpec.builder().readableInClear());
    for (Way way : WAYS) {
      assertThat(sunJceUnwraps(way, wrap(way, readable))).isEqualTo(key.getEncoded());
    }
  }

  @Test
  final void privateKeysThatFitTravelToo() throws Exception {
    KeyPair ec = SoftwareKeys.ec("secp256r1");
    for (Way way : List.of(PKCS1, OAEP)) {
      byte[] wrapped = wrap(way, ec.getPrivate());
      PrivateKey unwrapped = (PrivateKey) unwrap(way, wrapped, "EC", Cipher.PRIVATE_KEY);
      assertThat(unwrapped.getEncoded()).isNull();
      Signature signature = backend().signature("SHA256withECDSA");
      signature.initSign(unwrapped);
      byte[] signed = signature.sign();
      signature.initVerify(ec.getPublic());
      assertThat(signature.verify(signed)).isTrue();
      assertThat(unwrap(way, wrap(way, ec.getPublic()), "EC", Cipher.PUBLIC_KEY))
          .isEqualTo(ec.getPublic());
    }
  }

  @Test
  final void whatIsNoWrappedKeyGetsOneAndTheSameAnswer() throws Exception {
    Set<String> answers = new HashSet<>();
    OaepBlocks blocks = new OaepBlocks("SHA-1", "SHA-1", new byte[0], 256);
    for (byte[] block : blocks.wrong(random, new byte[32]).values()) {
      answers.add(refusal(OAEP, RsaBlocks.raw(pair.publicKey(), block)));
    }
    for (int i = 0; i < 20; i++) {
      answers.add(refusal(PKCS1, RsaBlocks.raw(pair.publicKey(), new byte[] {(byte) i})));
    }
    assertThat(answers).hasSize(1);
    assertThatThrownBy(() -> unwrap(OAEP, new byte[257], "AES", Cipher.SECRET_KEY))
        .isInstanceOf(InvalidKeyException.class);
    Cipher sunJce = Reference.sunJce(PKCS1.transformation());
    sunJce.init(Cipher.ENCRYPT_MODE, pair.publicKey());
    byte[] noAesKey = sunJce.doFinal(new byte[7]);
    assertThatThrownBy(() -> unwrap(PKCS1, noAesKey, "AES", Cipher.SECRET_KEY))
        .isInstanceOf(InvalidKeyException.class);
  }

  /** Also where the token unwraps on its own, and does not tell how long the key is. */
  @Test
  final void whatHasNotTheLengthOfAnAesKeyIsNone() throws Exception {
    for (Way way : WAYS) {
      for (int length : new int[] {1, 8, 20, 33}) {
        byte[] wrapped =
            sunJceWraps(way, pair, new SecretKeySpec(Messages.bytes(random, length), "Generic"));
        assertThatThrownBy(() -> unwrap(way, wrapped, "AES", Cipher.SECRET_KEY))
            .as("%s, %d bytes", way, length)
            .isInstanceOf(InvalidKeyException.class);
      }
    }
  }

  private String refusal(Way way, byte[] wrapped) {
    try {
      unwrap(way, wrapped, "AES", Cipher.SECRET_KEY);
    } catch (InvalidKeyException e) {
      return e.toString() + e.getCause();
    } catch (GeneralSecurityException e) {
      throw new AssertionError(e);
    }
    throw new AssertionError(way + ": unwrapped what is no key");
  }

  @Test
  final void aLabelMakesTheUnwrappedKeyStay() throws Exception {
    assume(Feature.KEY_STORE);
    KeyStore keyStore = KeyStore.getInstance("Turnlock", backend().providers().get(0));
    for (Way way : List.of(PKCS1, OAEP)) {
      SecretKey key = aes();
      unwrap(way, sunJceWraps(way, pair, key), TokenKeySpec.builder().label("unwrapped"));
      keyStore.load(null, null);
      requireSame(keyStore.getKey("unwrapped", null), key);
      keyStore.deleteEntry("unwrapped");
    }
  }

  @Test
  final void theSpecOfAKeyGoesWithUnwrappingOnly() throws Exception {
    Cipher cipher = backend().cipher(PKCS1.transformation());
    assertThatThrownBy(
            () ->
                cipher.init(Cipher.DECRYPT_MODE, pair.underTest(), TokenKeySpec.builder().build()))
        .isInstanceOf(InvalidAlgorithmParameterException.class);
  }

  @Test
  final void withoutRawRsaTheTokenDoesWhatItCan() throws Exception {
    Backend limited = withoutRawRsa();
    assumeTrue(limited != null, "the token has nothing else");
    PrivateKey key = limited.keys().privateKey(pair.software());
    assertThatThrownBy(() -> limited.cipher("RSA/ECB/NoPadding"))
        .isInstanceOf(GeneralSecurityException.class);
    for (Way way : WAYS) {
      Cipher theirs = Reference.sunJce(way.transformation());
      way.init(theirs, Cipher.ENCRYPT_MODE, pair.publicKey());
      byte[] ciphertext = theirs.doFinal(new byte[] {1, 2, 3});
      Cipher ours = limited.cipher(way.transformation());
      if (unavailable().contains(way.toString())) {
        assertThatThrownBy(
                () -> {
                  way.init(ours, Cipher.DECRYPT_MODE, key);
                  ours.doFinal(ciphertext);
                })
            .isInstanceOfAny(InvalidAlgorithmParameterException.class, TokenException.class);
        continue;
      }
      way.init(ours, Cipher.DECRYPT_MODE, key);
      assertThat(ours.doFinal(ciphertext)).as("%s", way).containsExactly(1, 2, 3);
      ciphertext[100] ^= 1;
      for (byte[] wrong : List.of(ciphertext, new byte[3])) {
        // NSS gives random data for wrong PKCS#1 v1.5 padding.
        Outcome outcome = Outcome.of(() -> ours.doFinal(wrong));
        assertThat(outcome.failureType()).isIn(null, BadPaddingException.class);
        assertThat(outcome.failed() || way.equals(PKCS1)).isTrue();
        assertThat(outcome).isNotEqualTo(Outcome.bytes(new byte[] {1, 2, 3}));
      }
    }
    ((AutoCloseable) limited.providers().get(0)).close();
  }
}
