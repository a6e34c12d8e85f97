// SPDX-License-Identifier: Apache-2.0
package org.turnlock.token.software;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.util.EnumSet;
import java.util.Map;
import java.util.Set;
import org.bouncycastle.asn1.x9.ECNamedCurveTable;
import org.junit.jupiter.api.Test;
import org.turnlock.pkcs11.Mechanism;
import org.turnlock.pkcs11.Template;
import org.turnlock.pkcs11.constant.Cka;
import org.turnlock.pkcs11.constant.Ckg;
import org.turnlock.pkcs11.constant.Ckk;
import org.turnlock.pkcs11.constant.Ckm;
import org.turnlock.pkcs11.constant.Cko;
import org.turnlock.token.AttributeRules;
import org.turnlock.token.AttributeRules.Origin;
import org.turnlock.token.AttributeRules.Overlay;
import org.turnlock.token.KeyUsage;
import org.turnlock.token.NewKey;
import org.turnlock.token.TokenCryptography;
import org.turnlock.token.TokenException;
import org.turnlock.token.TokenException.Reason;
import org.turnlock.token.TokenKey;

/** A key does what its attributes allow, and nothing else. */
class KeyUsageTest {
  private static final byte[] P256 = oid("P-256");

  private final SoftwareToken token = SoftwareToken.inMemory();

  @Test
  void everyUseNeedsItsAttribute() {
    NewKey none = NewKey.session(EnumSet.complementOf(EnumSet.of(KeyUsage.ENCRYPT)));
    assertRefused(token, aes(none), KeyUsage.ENCRYPT, Mechanism.of(Ckm.AES_ECB), "CKA_ENCRYPT");
    none = NewKey.session(Set.of(KeyUsage.ENCRYPT));
    assertRefused(token, aes(none), KeyUsage.DECRYPT, Mechanism.of(Ckm.AES_ECB), "CKA_DECRYPT");
    TokenKey hmac =
        token.objects().generateSecretKey(Ckk.GENERIC_SECRET, 32, NewKey.session(Set.of()));
    assertRefused(token, hmac, KeyUsage.SIGN, Mechanism.of(Ckm.SHA256_HMAC), "CKA_SIGN");
    assertThatThrownBy(() -> token.cryptography().beginSign(hmac, Mechanism.of(Ckm.SHA256_HMAC)))
        .hasMessageContaining("CKA_SIGN");
    TokenKey ec =
        token
            .objects()
            .generateEcKeyPair(P256, NewKey.session(Set.of(KeyUsage.VERIFY)))
            .privateKey();
    assertRefused(token, ec, KeyUsage.SIGN, Mechanism.of(Ckm.ECDSA), "CKA_SIGN");
    TokenKey rsa = rsa(Set.of(KeyUsage.ENCRYPT, KeyUsage.VERIFY, KeyUsage.DECRYPT));
    assertThat(rsa.attributes().usages()).containsExactly(KeyUsage.DECRYPT);
    assertRefused(token, rsa, KeyUsage.SIGN, Mechanism.of(Ckm.RSA_PKCS), "CKA_SIGN");
    assertRefused(
        token,
        rsa,
        KeyUsage.SIGN,
        Mechanism.rsaPss(Ckm.RSA_PKCS_PSS, Ckm.SHA256, Ckg.MGF1_SHA256, 32),
        "CKA_SIGN");
    TokenKey signing = rsa(Set.of(KeyUsage.SIGN));
    assertRefused(token, signing, KeyUsage.DECRYPT, Mechanism.of(Ckm.RSA_X_509), "CKA_DECRYPT");
  }

  @Test
  void keyOfAnotherTypeIsRefused() {
    NewKey all = NewKey.session(EnumSet.allOf(KeyUsage.class));
    TokenKey aes = aes(all);
    TokenKey ec = token.objects().generateEcKeyPair(P256, all).privateKey();
    TokenKey hmac = token.objects().generateSecretKey(Ckk.GENERIC_SECRET, 32, all);
    assertRefused(token, aes, KeyUsage.SIGN, Mechanism.of(Ckm.SHA256_HMAC), "CKK_AES");
    assertRefused(token, hmac, KeyUsage.ENCRYPT, Mechanism.of(Ckm.AES_ECB), "CKK_GENERIC");
    assertRefused(token, ec, KeyUsage.SIGN, Mechanism.of(Ckm.RSA_PKCS), "CKK_EC");
    assertRefused(token, aes, KeyUsage.SIGN, Mechanism.of(Ckm.ECDSA), "CKK_AES");
    assertRefused(
        SoftwareToken.inMemory(), aes, KeyUsage.ENCRYPT, Mechanism.of(Ckm.AES_ECB), "another");
  }

  @Test
  void mechanismThatIsNotThereOrSwitchedOffIsUnsupported() {
    SoftwareToken noGcm =
        SoftwareToken.inMemory(AttributeRules.NONE, mechanism -> mechanism != Ckm.AES_GCM);
    assertThat(noGcm.mechanisms()).containsKey(Ckm.AES_CBC).doesNotContainKey(Ckm.AES_GCM);
    NewKey all = NewKey.session(EnumSet.allOf(KeyUsage.class));
    TokenKey key = noGcm.objects().generateSecretKey(Ckk.AES, 16, all);
    for (Mechanism mechanism :
        new Mechanism[] {
          Mechanism.aesGcm(new byte[12], new byte[0], 128),
          Mechanism.of(Ckm.RSA_PKCS_OAEP),
          Mechanism.of(Ckm.ECDSA),
          Mechanism.of(Ckm.AES_KEY_GEN)
        }) {
      assertThatThrownBy(() -> run(noGcm, key, KeyUsage.ENCRYPT, mechanism))
          .isInstanceOfSatisfying(
              TokenException.class, e -> assertThat(e.reason()).isEqualTo(Reason.UNSUPPORTED));
    }
  }

  @Test
  void configuredRulesAreLaidOverNewKeys() throws Exception {
    AttributeRules rules =
        (origin, objectClass, keyType) -> {
          if (objectClass == Cko.SECRET_KEY && origin == Origin.GENERATE) {
            return new Overlay(
                Template.builder()
                    .set(Cka.SENSITIVE, false)
                    .set(Cka.EXTRACTABLE, true)
                    .set(Cka.DECRYPT, false)
                    .set(Cka.WRAP, true)
                    .set(Cka.TOKEN, true)
                    .set(Cka.LABEL, "by rule")
                    .set(Cka.MODIFIABLE, false)
                    .set(Cka.VALUE_LEN, 99L)
                    .build(),
                Set.of(Cka.ENCRYPT));
          }
          return objectClass == Cko.PRIVATE_KEY && keyType == Ckk.EC
              ? new Overlay(Template.empty(), Set.of(Cka.SIGN, Cka.SENSITIVE, Cka.LABEL))
              : Overlay.NONE;
        };
    SoftwareToken ruled = SoftwareToken.inMemory(rules, mechanism -> true);
    NewKey asked = NewKey.session(Set.of(KeyUsage.ENCRYPT, KeyUsage.DECRYPT, KeyUsage.SIGN));
    TokenKey made = ruled.objects().generateSecretKey(Ckk.AES, 32, asked);
    assertThat(made.attributes().usages()).containsExactlyInAnyOrder(KeyUsage.SIGN, KeyUsage.WRAP);
    assertThat(made.attributes().sensitive()).isFalse();
    assertThat(made.attributes().extractable()).isTrue();
    assertThat(made.attributes().resident()).isTrue();
    assertThat(made.attributes().label()).isEqualTo("by rule");
    assertThat(made.attributes().bits()).isEqualTo(256);
    assertThat(ruled.objects().keys()).containsExactly(made);
    TokenKey imported =
        ruled
            .objects()
            .importKey(new javax.crypto.spec.SecretKeySpec(new byte[16], "AES"), Ckk.AES, asked);
    assertThat(imported.attributes().usages()).isEqualTo(asked.usages());
    TokenKey ec = ruled.objects().generateEcKeyPair(P256, asked).privateKey();
    assertThat(ec.attributes().usages()).containsExactly(KeyUsage.DECRYPT);
    assertThat(ec.attributes().sensitive()).isTrue();
  }

  @Test
  void mechanismTableTellsWhatEachFunctionTakes() {
    Map<Long, Long> encrypting = Map.of(Ckm.AES_GCM, 32L, Ckm.AES_ECB, 32L);
    encrypting.forEach(
        (type, size) -> assertThat(token.mechanisms().get(type).maxKeySize()).isEqualTo(size));
    assertThat(token.mechanisms().get(Ckm.RSA_PKCS_KEY_PAIR_GEN).minKeySize()).isEqualTo(2048);
    assertThatThrownBy(() -> token.mechanisms().clear())
        .isInstanceOf(UnsupportedOperationException.class);
  }

  private TokenKey aes(NewKey description) {
    return token.objects().generateSecretKey(Ckk.AES, 16, description);
  }

  private TokenKey rsa(Set<KeyUsage> usages) {
    return token
        .objects()
        .generateRsaKeyPair(2048, BigInteger.valueOf(65537), NewKey.session(usages))
        .privateKey();
  }

  private static void assertRefused(
      SoftwareToken token, TokenKey key, KeyUsage use, Mechanism mechanism, String why) {
    assertThatThrownBy(() -> run(token, key, use, mechanism))
        .hasMessageContaining(why)
        .isInstanceOfSatisfying(
            TokenException.class, e -> assertThat(e.reason()).isEqualTo(Reason.KEY_REFUSED));
  }

  private static void run(SoftwareToken token, TokenKey key, KeyUsage use, Mechanism mechanism) {
    TokenCryptography cryptography = token.cryptography();
    ByteBuffer in = ByteBuffer.allocate(32);
    ByteBuffer out = ByteBuffer.allocate(600);
    switch (use) {
      case ENCRYPT -> cryptography.encrypt(key, mechanism, in, out);
      case DECRYPT -> cryptography.decrypt(key, mechanism, in, out);
      default -> cryptography.sign(key, mechanism, in, out);
    }
  }

  private static byte[] oid(String curve) {
    try {
      return ECNamedCurveTable.getOID(curve).getEncoded();
    } catch (java.io.IOException e) {
      throw new AssertionError(e);
    }
  }
}
