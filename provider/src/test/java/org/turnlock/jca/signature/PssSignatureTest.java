// SPDX-License-Identifier: Apache-2.0
package org.turnlock.jca.signature;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.security.InvalidAlgorithmParameterException;
import java.security.InvalidKeyException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.ProviderException;
import java.security.Signature;
import java.security.SignatureException;
import java.security.spec.AlgorithmParameterSpec;
import java.security.spec.MGF1ParameterSpec;
import java.security.spec.PSSParameterSpec;
import java.util.stream.Stream;
import javax.crypto.spec.IvParameterSpec;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.turnlock.jca.Hash;
import org.turnlock.jca.TokenFixture;
import org.turnlock.pkcs11.constant.Ckm;

/** RSASSA-PSS: its parameters, and signatures that SunRsaSign verifies. */
class PssSignatureTest {
  private static final byte[] MESSAGE = new byte[77];
  private static KeyPair pair;

  private final TokenFixture fixture = new TokenFixture();
  private final PrivateKey key = fixture.rsa(pair);
  private Signature signature;

  @BeforeAll
  static void generate() throws Exception {
    KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
    generator.initialize(1024);
    pair = generator.generateKeyPair();
  }

  @BeforeEach
  void newSignature() throws Exception {
    signature = Signature.getInstance("RSASSA-PSS", fixture.provider);
  }

  static Stream<PSSParameterSpec> parameters() {
    return Stream.of(
        pss("SHA-1", "SHA-1", 20),
        pss("SHA-224", "SHA-224", 28),
        pss("SHA-256", "SHA-256", 32),
        pss("SHA-256", "SHA-256", 0),
        pss("SHA-256", "SHA-256", 94),
        pss("SHA-384", "SHA-384", 48),
        pss("SHA-512", "SHA-512", 62),
        pss("SHA-256", "SHA-1", 20));
  }

  @ParameterizedTest
  @MethodSource("parameters")
  void parametersWorkBeforeAndAfterTheKey(PSSParameterSpec spec) throws Exception {
    signature.setParameter(spec);
    signature.initSign(key);
    signature.update(MESSAGE);
    assertThat(verifies(spec, signature.sign())).isTrue();

    Signature later = Signature.getInstance("RSASSA-PSS", fixture.provider);
    later.initSign(key);
    later.setParameter(spec);
    for (int i = 0; i < 2; i++) {
      later.update(MESSAGE);
      assertThat(verifies(spec, later.sign())).isTrue();
    }
    assertThat(later.getParameters().getParameterSpec(PSSParameterSpec.class))
        .usingRecursiveComparison()
        .isEqualTo(spec);
    assertThat(fixture.token.calls()).isEqualTo(3);
  }

  @ParameterizedTest
  @MethodSource("parameters")
  void tokenWithoutPssIsGivenThePaddedBlock(PSSParameterSpec spec) throws Exception {
    for (int bits : new int[] {1024, 1025, 1031}) {
      KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
      generator.initialize(bits);
      KeyPair other = generator.generateKeyPair();
      TokenFixture raw = new TokenFixture(mechanism -> mechanism != Ckm.RSA_PKCS_PSS);
      Signature padded = Signature.getInstance("RSASSA-PSS", raw.provider);
      padded.setParameter(spec);
      padded.initSign(raw.rsa(other));
      for (int i = 0; i < 10; i++) {
        padded.update(MESSAGE);
        assertThat(verifies(other, spec, padded.sign())).as("%d bits", bits).isTrue();
      }
    }
  }

  @ParameterizedTest
  @MethodSource("parameters")
  void verifiesWhatSunRsaSignSigned(PSSParameterSpec spec) throws Exception {
    Signature theirs = Signature.getInstance("RSASSA-PSS", "SunRsaSign");
    theirs.setParameter(spec);
    theirs.initSign(pair.getPrivate());
    theirs.update(MESSAGE);
    byte[] signed = theirs.sign();
    signature.initVerify(pair.getPublic());
    signature.setParameter(spec);
    signature.update(MESSAGE);
    assertThat(signature.verify(signed)).isTrue();
    signed[40] ^= 1;
    signature.initVerify(pair.getPublic());
    signature.update(MESSAGE);
    assertThat(signature.verify(signed)).isFalse();
  }

  @ParameterizedTest
  @EnumSource(
      value = Hash.class,
      names = {"SHA1", "SHA224", "SHA256", "SHA384"})
  void namesWithHashNeedNoParameters(Hash hash) throws Exception {
    Signature named = Signature.getInstance(hash + "withRSAandMGF1", fixture.provider);
    named.initSign(key);
    named.update(MESSAGE);
    byte[] signed = named.sign();
    assertThat(verifies(pss(hash.digestName(), hash.digestName(), hash.length()), signed)).isTrue();
    named.initVerify(pair.getPublic());
    named.update(MESSAGE);
    assertThat(named.verify(signed)).isTrue();
  }

  @Test
  void missingParametersAreToldWhenTheyAreNeeded() throws Exception {
    assertThat(signature.getParameters()).isNull();
    signature.initSign(key);
    assertThat(signature.getParameters()).isNull();
    assertThatThrownBy(() -> signature.update(MESSAGE)).isInstanceOf(SignatureException.class);
    assertThatThrownBy(signature::sign).isInstanceOf(SignatureException.class);
    signature.setParameter(pss("SHA-256", "SHA-256", 32));
    signature.update(MESSAGE);
    assertThat(verifies(pss("SHA-256", "SHA-256", 32), signature.sign())).isTrue();
  }

  @Test
  void parametersStayInTheMiddleOfAMessage() throws Exception {
    PSSParameterSpec spec = pss("SHA-256", "SHA-256", 32);
    signature.setParameter(spec);
    signature.initSign(key);
    signature.update(MESSAGE);
    assertThatThrownBy(() -> signature.setParameter(pss("SHA-1", "SHA-1", 20)))
        .isInstanceOf(ProviderException.class);
    assertThat(verifies(spec, signature.sign())).isTrue();
    signature.setParameter(pss("SHA-1", "SHA-1", 20));
    signature.update(MESSAGE);
    assertThat(verifies(pss("SHA-1", "SHA-1", 20), signature.sign())).isTrue();
  }

  static Stream<AlgorithmParameterSpec> wrongParameters() {
    return Stream.of(
        new IvParameterSpec(new byte[16]),
        pss("MD5", "SHA-1", 20),
        pss("SHA-1", "MD5", 20),
        new PSSParameterSpec("SHA-1", "MGF2", MGF1ParameterSpec.SHA1, 20, 1),
        new PSSParameterSpec("SHA-1", "MGF1", MGF1ParameterSpec.SHA1, 20, 2));
  }

  @Test
  void aMaskWithoutParametersUsesTheHashOfTheMessage() throws Exception {
    signature.setParameter(new PSSParameterSpec("SHA-384", "MGF1", null, 20, 1));
    signature.initSign(key);
    signature.update(MESSAGE);
    assertThat(verifies(pss("SHA-384", "SHA-384", 20), signature.sign())).isTrue();
  }

  @ParameterizedTest
  @MethodSource("wrongParameters")
  void wrongParametersAreRefused(AlgorithmParameterSpec spec) {
    assertThatThrownBy(() -> signature.setParameter(spec))
        .isInstanceOf(InvalidAlgorithmParameterException.class);
    assertThatThrownBy(() -> signature.setParameter((AlgorithmParameterSpec) null))
        .isInstanceOf(InvalidAlgorithmParameterException.class);
  }

  @Test
  void keyThatIsTooShortForDigestAndSaltIsRefused() throws Exception {
    PSSParameterSpec tooLong = pss("SHA-512", "SHA-512", 63);
    signature.setParameter(tooLong);
    assertThatThrownBy(() -> signature.initSign(key)).isInstanceOf(InvalidKeyException.class);
    signature.setParameter(pss("SHA-512", "SHA-512", 62));
    signature.initSign(key);
    assertThatThrownBy(() -> signature.setParameter(tooLong))
        .isInstanceOf(InvalidAlgorithmParameterException.class);
  }

  private static PSSParameterSpec pss(String hash, String mgfHash, int salt) {
    return new PSSParameterSpec(hash, "MGF1", new MGF1ParameterSpec(mgfHash), salt, 1);
  }

  private static boolean verifies(PSSParameterSpec spec, byte[] signed) throws Exception {
    return verifies(pair, spec, signed);
  }

  private static boolean verifies(KeyPair signer, PSSParameterSpec spec, byte[] signed)
      throws Exception {
    Signature theirs = Signature.getInstance("RSASSA-PSS", "SunRsaSign");
    theirs.setParameter(spec);
    theirs.initVerify(signer.getPublic());
    theirs.update(MESSAGE);
    return theirs.verify(signed);
  }
}
