// SPDX-License-Identifier: Apache-2.0
package org.turnlock.jca.signature;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.ByteBuffer;
import java.security.InvalidAlgorithmParameterException;
import java.security.InvalidKeyException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.ProviderException;
import java.security.PublicKey;
import java.security.Signature;
import java.security.SignatureException;
import java.security.spec.PSSParameterSpec;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.turnlock.jca.Hash;
import org.turnlock.jca.TokenFixture;
import org.turnlock.pkcs11.constant.Ckm;
import org.turnlock.provider.TestProviders;
import org.turnlock.token.TokenException;

/** SHA*withRSA against SunRsaSign, which gives the very same bytes. */
class RsaSignatureTest {
  private static KeyPair pair;

  private final TokenFixture fixture = new TokenFixture();
  private final PrivateKey key = fixture.rsa(pair);

  @BeforeAll
  static void generate() throws Exception {
    KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
    generator.initialize(2048);
    pair = generator.generateKeyPair();
  }

  @ParameterizedTest
  @EnumSource(
      value = Hash.class,
      names = {"SHA1", "SHA224", "SHA256", "SHA384", "SHA512"})
  void everySplitGivesWhatSunRsaSignGives(Hash hash) throws Exception {
    long seed = System.nanoTime();
    Random random = new Random(seed);
    Signature signature = Signature.getInstance(hash + "withRSA", fixture.provider);
    signature.initSign(key);
    for (int i = 0; i < 50; i++) {
      byte[] message = new byte[random.nextInt(300)];
      random.nextBytes(message);
      int done = feed(signature, message, random);
      signature.update(message, done, message.length - done);
      byte[] result = new byte[300];
      int length = signature.sign(result, 5, 290);
      assertThat(result).as("seed %d", seed).startsWith(0, 0, 0, 0, 0);
      assertThat(Arrays.copyOfRange(result, 5, 5 + length))
          .as("seed %d, case %d", seed, i)
          .isEqualTo(theirs(hash, message));
    }
  }

  private static int feed(Signature signature, byte[] message, Random random) throws Exception {
    int done = 0;
    while (done < message.length && random.nextInt(4) != 0) {
      int n = 1 + random.nextInt(message.length - done);
      switch (random.nextInt(4)) {
        case 0 -> signature.update(message, done, n);
        case 1 -> signature.update(ByteBuffer.wrap(message, done, n).asReadOnlyBuffer());
        case 2 -> signature.update(ByteBuffer.allocateDirect(n).put(message, done, n).flip());
        default -> {
          signature.update(message[done]);
          n = 1;
        }
      }
      done += n;
    }
    return done;
  }

  @Test
  void signatureIsOneCallOfTheTokenHoweverLongTheMessage() throws Exception {
    Signature signature = Signature.getInstance("SHA256withRSA", fixture.provider);
    signature.initSign(key);
    signature.update(new byte[100_000]);
    assertThat(fixture.token.calls()).isZero();
    signature.sign();
    assertThat(fixture.token.calls()).isEqualTo(1);
  }

  @Test
  void tokenThatOnlyHashesItselfIsUsedToo() throws Exception {
    TokenFixture hashing = new TokenFixture(mechanism -> mechanism != Ckm.RSA_PKCS);
    hashing.token.add(Ckm.SHA256_RSA_PKCS, message -> theirs(Hash.SHA256, message));
    Signature signature = Signature.getInstance("SHA256withRSA", TestProviders.over(hashing.token));
    signature.initSign(hashing.rsa(pair));
    byte[] message = new byte[1000];
    signature.update(message, 0, 400);
    signature.update(message, 400, 600);
    assertThat(signature.sign()).isEqualTo(theirs(Hash.SHA256, message));
    assertThat(signature.sign()).isEqualTo(theirs(Hash.SHA256, new byte[0]));
    signature.update(new byte[50_000]);
    assertThat(signature.sign()).isEqualTo(theirs(Hash.SHA256, new byte[50_000]));
    signature.update(new byte[50_000]);
    assertThat(hashing.token.openSignings()).isEqualTo(1);
    signature.initVerify(pair.getPublic());
    assertThat(hashing.token.openSignings()).isZero();
  }

  @Test
  void verifiesInSoftware() throws Exception {
    byte[] signed = theirs(Hash.SHA384, new byte[10]);
    Signature signature = Signature.getInstance("SHA384withRSA", fixture.provider);
    signature.initVerify(pair.getPublic());
    signature.update(new byte[10]);
    assertThat(signature.verify(signed)).isTrue();
    signature.update(new byte[11]);
    assertThat(signature.verify(signed)).isFalse();
    signature.initSign(key);
    signature.update(new byte[10]);
    assertThat(signature.sign()).isEqualTo(signed);
    assertThat(fixture.token.calls()).isEqualTo(1);
  }

  @Test
  void objectIdentifiersNameTheSameService() throws Exception {
    for (String name : new String[] {"1.2.840.113549.1.1.11", "OID.1.2.840.113549.1.1.11"}) {
      Signature signature = Signature.getInstance(name, fixture.provider);
      signature.initSign(key);
      assertThat(signature.sign()).isEqualTo(theirs(Hash.SHA256, new byte[0]));
    }
  }

  @Test
  void askingForParametersGivesNone() throws Exception {
    Signature signature = Signature.getInstance("SHA256withRSA", fixture.provider);
    signature.initSign(key);
    assertThat(signature.getParameters()).isNull();
    assertThatThrownBy(() -> signature.setParameter(PSSParameterSpec.DEFAULT))
        .isInstanceOf(InvalidAlgorithmParameterException.class);
  }

  @Test
  void wrongKeysAreRefused() throws Exception {
    Signature signature = Signature.getInstance("SHA512withRSA", fixture.provider);
    assertThatThrownBy(() -> signature.initSign(null)).isInstanceOf(InvalidKeyException.class);
    assertThatThrownBy(() -> signature.initVerify((PublicKey) null))
        .isInstanceOf(InvalidKeyException.class);
    KeyPair ec = KeyPairGenerator.getInstance("EC").generateKeyPair();
    assertThatThrownBy(() -> signature.initSign(fixture.ec(ec)))
        .isInstanceOf(InvalidKeyException.class);
    assertThatThrownBy(() -> signature.initVerify(ec.getPublic()))
        .isInstanceOf(InvalidKeyException.class);
  }

  @Test
  void failureOfTheTokenIsToldAndTheObjectStaysGood() throws Exception {
    Signature signature = Signature.getInstance("SHA1withRSA", fixture.provider);
    signature.initSign(key);
    signature.update(new byte[3]);
    fixture.token.failNext(TokenException.Reason.UNAVAILABLE);
    assertThatThrownBy(signature::sign).isInstanceOf(ProviderException.class);
    signature.update(new byte[4]);
    assertThat(signature.sign()).isEqualTo(theirs(Hash.SHA1, new byte[4]));
    signature.update(new byte[4]);
    assertThatThrownBy(() -> signature.sign(new byte[255], 0, 255))
        .isInstanceOf(SignatureException.class);
  }

  private static byte[] theirs(Hash hash, byte[] message) throws Exception {
    Signature signature = Signature.getInstance(hash + "withRSA", "SunRsaSign");
    signature.initSign(pair.getPrivate());
    signature.update(message);
    return signature.sign();
  }
}
