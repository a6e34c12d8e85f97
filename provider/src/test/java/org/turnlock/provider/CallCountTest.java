// SPDX-License-Identifier: Apache-2.0
package org.turnlock.provider;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.security.AlgorithmParameters;
import java.security.Key;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.KeyStore;
import java.security.Signature;
import java.security.spec.ECGenParameterSpec;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import javax.crypto.BadPaddingException;
import javax.crypto.Cipher;
import javax.crypto.KeyAgreement;
import javax.crypto.KeyGenerator;
import javax.crypto.Mac;
import javax.crypto.SecretKey;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.IvParameterSpec;
import org.junit.jupiter.api.Test;
import org.turnlock.keys.ManagedKeySpec;
import org.turnlock.keys.TokenBackedKey;
import org.turnlock.keys.TokenKeySpec;
import org.turnlock.keys.record.RecordStore;
import org.turnlock.keys.record.RecordStores;
import org.turnlock.softhsm.SoftHsm;
import org.turnlock.softhsm.SoftHsmToken;
import org.turnlock.token.Token;

/** C calls per operation on a 2.40 token: over a network each is a round trip. */
@SoftHsm
class CallCountTest {
  private final TurnlockProvider provider;
  private final CountedCalls calls;
  private final char[] pin;

  CallCountTest(SoftHsmToken token) throws Exception {
    calls = new CountedCalls(token);
    provider = calls.provider();
    pin = token.pinChars();
    keyStore();
  }

  private KeyStore keyStore() throws Exception {
    KeyStore store = KeyStore.getInstance("Turnlock", provider);
    store.load(null, pin);
    return store;
  }

  private Map<String, Long> callsOf(Callable<?> work) throws Exception {
    return calls.of(work);
  }

  /** The same of work that is repeated if it takes a second: then the token is asked anew. */
  private Map<String, Long> callsWithinASecond(Callable<?> work) throws Exception {
    for (int tries = 1; ; tries++) {
      long start = System.nanoTime();
      Map<String, Long> made = callsOf(work);
      if (System.nanoTime() - start < 1_000_000_000L || tries == 5) {
        return made;
      }
    }
  }

  /** Each process asks for the record of each key that it uses, every few seconds. */
  @Test
  void aManagedKeysRecordIsOneSearchAndOneRead() throws Exception {
    ManagedKeySpec spec = ManagedKeySpec.builder("recorded").algorithm("AES").size(256).build();
    provider.managedKeys().create(spec);
    Token token =
        ((TokenBackedKey) keyStore().getKey("recorded", null)).source().tokenKey().token();
    RecordStore store = RecordStores.open(token, null);
    assertThat(callsOf(() -> store.find("recorded").orElseThrow()))
        .isEqualTo(
            Map.of(
                "C_FindObjectsInit", 1L,
                "C_FindObjects", 2L,
                "C_FindObjectsFinal", 1L,
                "C_GetAttributeValue", 1L));
  }

  private static SecretKey aesKey(TurnlockProvider provider) throws Exception {
    return KeyGenerator.getInstance("AES", provider).generateKey();
  }

  @Test
  void aGcmOperationIsTwoCallsInitIncluded() throws Exception {
    SecretKey key = aesKey(provider);
    Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding", provider);
    cipher.init(Cipher.ENCRYPT_MODE, key);
    cipher.doFinal(new byte[1]);
    assertThat(
            callsOf(
                () -> {
                  cipher.init(Cipher.ENCRYPT_MODE, key);
                  cipher.updateAAD(new byte[20]);
                  return cipher.doFinal(new byte[1000]);
                }))
        .isEqualTo(Map.of("C_EncryptInit", 1L, "C_Encrypt", 1L));
    byte[] iv = cipher.getIV();
    cipher.init(Cipher.ENCRYPT_MODE, key, new GCMParameterSpec(128, new byte[12]));
    byte[] sealed = cipher.doFinal(new byte[10]);
    assertThat(iv).hasSize(12);
    assertThat(
            callsOf(
                () -> {
                  cipher.init(Cipher.DECRYPT_MODE, key, new GCMParameterSpec(128, new byte[12]));
                  return cipher.doFinal(sealed);
                }))
        .isEqualTo(Map.of("C_DecryptInit", 1L, "C_Decrypt", 1L));
  }

  /** The record is read once in a while, not for each of them. */
  @Test
  void aManagedKeyCostsNoMoreThanAPlainOne() throws Exception {
    KeyGenerator generator = KeyGenerator.getInstance("AES", provider);
    generator.init(ManagedKeySpec.builder("managed").build());
    SecretKey key = generator.generateKey();
    Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding", provider);
    cipher.init(Cipher.ENCRYPT_MODE, key);
    cipher.doFinal(new byte[1]);
    List<Map<String, Long>> encryptions = new ArrayList<>();
    List<Map<String, Long>> decryptions = new ArrayList<>();
    for (int i = 0; i < 3; i++) {
      cipher.init(Cipher.ENCRYPT_MODE, key);
      AlgorithmParameters parameters = cipher.getParameters();
      byte[] sealed = cipher.doFinal(new byte[10]);
      decryptions.add(
          callsOf(
              () -> {
                cipher.init(Cipher.DECRYPT_MODE, key, parameters);
                return cipher.doFinal(sealed);
              }));
      encryptions.add(
          callsOf(
              () -> {
                cipher.init(Cipher.ENCRYPT_MODE, key);
                return cipher.doFinal(new byte[1000]);
              }));
    }
    assertThat(encryptions).contains(Map.of("C_EncryptInit", 1L, "C_Encrypt", 1L));
    assertThat(decryptions).contains(Map.of("C_DecryptInit", 1L, "C_Decrypt", 1L));
    assertThat(callsOf(() -> keyStore().getKey("managed@1", null)))
        .as("a version's key is known from the listing")
        .isEqualTo(callsOf(this::keyStore));
  }

  /** Who could count the calls, or time them, would have an oracle for the padding. */
  @Test
  void badPaddingUnderAManagedKeyAsksTheTokenNoMoreThanGood() throws Exception {
    KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA", provider);
    generator.initialize(ManagedKeySpec.builder("padded").size(2048).build());
    KeyPair pair = generator.generateKeyPair();
    Cipher cipher = Cipher.getInstance("RSA/ECB/PKCS1Padding", provider);
    cipher.init(Cipher.ENCRYPT_MODE, pair.getPublic());
    byte[] good = cipher.doFinal(new byte[20]);
    byte[] bad = good.clone();
    bad[100] ^= 1;
    cipher.init(Cipher.DECRYPT_MODE, pair.getPrivate());
    cipher.doFinal(good);
    Map<String, Long> expected = callsOf(() -> cipher.doFinal(good));
    Map<String, Long> found =
        callsOf(
            () ->
                assertThatThrownBy(() -> cipher.doFinal(bad))
                    .isInstanceOf(BadPaddingException.class));
    assertThat(found).isEqualTo(expected);
  }

  @Test
  void blockModesAreTwoCallsToo() throws Exception {
    SecretKey key = aesKey(provider);
    for (String name : new String[] {"AES/CBC/PKCS5Padding", "AES/CTR/NoPadding"}) {
      Cipher cipher = Cipher.getInstance(name, provider);
      cipher.init(Cipher.ENCRYPT_MODE, key, new IvParameterSpec(new byte[16]));
      cipher.doFinal(new byte[100]);
      assertThat(callsOf(() -> cipher.doFinal(new byte[100])))
          .as(name)
          .isEqualTo(Map.of("C_EncryptInit", 1L, "C_Encrypt", 1L));
    }
  }

  /** CipherInputStream of JDK 17 reads 512 bytes at a time: it would be 256 calls. */
  @Test
  void aCtrStreamInSmallPiecesIsAFewCalls() throws Exception {
    SecretKey key = aesKey(provider);
    Cipher cipher = Cipher.getInstance("AES/CTR/NoPadding", provider);
    cipher.init(Cipher.DECRYPT_MODE, key, new IvParameterSpec(new byte[16]));
    byte[] piece = new byte[512];
    cipher.doFinal(piece);
    Map<String, Long> calls =
        callsWithinASecond(
            () -> {
              for (int i = 0; i < 128; i++) {
                cipher.update(piece);
              }
              return cipher.doFinal();
            });
    assertThat(calls)
        .isEqualTo(
            Map.of(
                "C_DecryptInit", 3L, "C_Decrypt", 2L, "C_DecryptUpdate", 7L, "C_DecryptFinal", 1L));
  }

  @Test
  void aCbcStreamIsOneCallForEachPieceFromTheThirdOn() throws Exception {
    SecretKey key = aesKey(provider);
    IvParameterSpec iv = new IvParameterSpec(new byte[16]);
    Cipher cipher = Cipher.getInstance("AES/CBC/PKCS5Padding", provider);
    cipher.init(Cipher.ENCRYPT_MODE, key, iv);
    byte[] piece = new byte[512];
    cipher.doFinal(piece);
    ByteArrayOutputStream ciphertext = new ByteArrayOutputStream();
    assertThat(
            callsWithinASecond(
                () -> {
                  ciphertext.reset();
                  for (int i = 0; i < 50; i++) {
                    ciphertext.write(cipher.update(piece));
                  }
                  ciphertext.write(cipher.doFinal());
                  return null;
                }))
        .isEqualTo(
            Map.of(
                "C_EncryptInit",
                3L,
                "C_Encrypt",
                2L,
                "C_EncryptUpdate",
                49L,
                "C_EncryptFinal",
                1L));
    Cipher plain = Cipher.getInstance("AES/CBC/NoPadding", provider);
    plain.init(Cipher.DECRYPT_MODE, key, iv);
    assertThat(
            callsWithinASecond(
                () -> {
                  for (int i = 0; i < 50; i++) {
                    plain.update(ciphertext.toByteArray(), i * 512, 512);
                  }
                  return plain.doFinal();
                }))
        .as("no data are left for doFinal")
        .isEqualTo(
            Map.of(
                "C_DecryptInit",
                3L,
                "C_Decrypt",
                2L,
                "C_DecryptUpdate",
                48L,
                "C_DecryptFinal",
                1L));
  }

  @Test
  void longDataAreOneCallForEachMebibyte() throws Exception {
    SecretKey key = aesKey(provider);
    for (String name : new String[] {"AES/CBC/NoPadding", "AES/CTR/NoPadding"}) {
      Cipher cipher = Cipher.getInstance(name, provider);
      cipher.init(Cipher.ENCRYPT_MODE, key, new IvParameterSpec(new byte[16]));
      cipher.doFinal(new byte[16]);
      assertThat(callsWithinASecond(() -> cipher.doFinal(new byte[5 << 20])))
          .as(name)
          .isEqualTo(Map.of("C_EncryptInit", 1L, "C_EncryptUpdate", 5L, "C_EncryptFinal", 1L));
    }
  }

  /** Around the block cipher it would be 48 calls for the bytes of a key. */
  @Test
  void keyWrapOfBytesIsThreeCallsAndOfAKeyOne() throws Exception {
    SecretKey kek = aesKey(provider);
    KeyGenerator generator = KeyGenerator.getInstance("AES", provider);
    generator.init(TokenKeySpec.builder().extractable().build());
    SecretKey key = generator.generateKey();
    Cipher cipher = Cipher.getInstance("AES/KW/NoPadding", provider);
    cipher.init(Cipher.ENCRYPT_MODE, kek);
    cipher.doFinal(new byte[32]);
    Map<String, Long> calls = callsOf(() -> cipher.doFinal(new byte[32]));
    assertThat(calls)
        .containsEntry("C_WrapKey", 1L)
        .containsEntry("C_CreateObject", 1L)
        .containsEntry("C_DestroyObject", 1L)
        .doesNotContainKey("C_Encrypt");
    cipher.init(Cipher.WRAP_MODE, kek);
    byte[] wrapped = cipher.wrap(key);
    assertThat(callsOf(() -> cipher.wrap(key))).isEqualTo(Map.of("C_WrapKey", 1L));
    cipher.init(Cipher.UNWRAP_MODE, kek);
    assertThat(callsOf(() -> cipher.unwrap(wrapped, "AES", Cipher.SECRET_KEY)))
        .containsEntry("C_UnwrapKey", 1L)
        .doesNotContainKey("C_Decrypt");
  }

  @Test
  void aSignatureIsTwoCallsHoweverManyUpdatesAndAVerificationNone() throws Exception {
    for (String algorithm : new String[] {"SHA256withRSA", "RSASSA-PSS", "SHA256withECDSA"}) {
      KeyPair pair = keyPair(algorithm);
      Signature signature = Signature.getInstance(algorithm, provider);
      if (algorithm.equals("RSASSA-PSS")) {
        signature.setParameter(java.security.spec.PSSParameterSpec.DEFAULT);
      }
      signature.initSign(pair.getPrivate());
      signature.update(new byte[10]);
      signature.sign();
      byte[][] signed = new byte[1][];
      assertThat(
              callsOf(
                  () -> {
                    signature.initSign(pair.getPrivate());
                    for (int i = 0; i < 10; i++) {
                      signature.update(new byte[100]);
                    }
                    signed[0] = signature.sign();
                    return signed;
                  }))
          .as(algorithm)
          .isEqualTo(Map.of("C_SignInit", 1L, "C_Sign", 1L));
      assertThat(
              callsOf(
                  () -> {
                    signature.initVerify(pair.getPublic());
                    signature.update(new byte[1000]);
                    assertThat(signature.verify(signed[0])).isTrue();
                    return null;
                  }))
          .as(algorithm)
          .isEmpty();
    }
  }

  private KeyPair keyPair(String algorithm) throws Exception {
    boolean rsa = algorithm.contains("RSA");
    KeyPairGenerator generator = KeyPairGenerator.getInstance(rsa ? "RSA" : "EC", provider);
    if (rsa) {
      generator.initialize(2048);
    } else {
      generator.initialize(new ECGenParameterSpec("secp256r1"));
    }
    return generator.generateKeyPair();
  }

  @Test
  void aMacOverManySmallUpdatesIsTwoCalls() throws Exception {
    SecretKey key = KeyGenerator.getInstance("HmacSHA256", provider).generateKey();
    Mac mac = Mac.getInstance("HmacSHA256", provider);
    mac.init(key);
    mac.doFinal(new byte[1]);
    assertThat(
            callsOf(
                () -> {
                  for (int i = 0; i < 10; i++) {
                    mac.update(new byte[100]);
                  }
                  return mac.doFinal();
                }))
        .isEqualTo(Map.of("C_SignInit", 1L, "C_Sign", 1L));
  }

  @Test
  void gettingAKeyFromALoadedKeyStoreIsAtMostOneCallAndItsFirstUseTwo() throws Exception {
    keyStore().setKeyEntry("counted", aesKey(provider), null, null);
    KeyStore store = keyStore();
    Key[] key = new Key[1];
    Map<String, Long> calls = callsOf(() -> key[0] = store.getKey("counted", null));
    assertThat(calls.values().stream().mapToLong(Long::longValue).sum()).isLessThanOrEqualTo(1);
    Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding", provider);
    cipher.init(Cipher.ENCRYPT_MODE, aesKey(provider));
    cipher.doFinal();
    assertThat(
            callsOf(
                () -> {
                  cipher.init(Cipher.ENCRYPT_MODE, key[0]);
                  return cipher.doFinal(new byte[5]);
                }))
        .isEqualTo(Map.of("C_EncryptInit", 1L, "C_Encrypt", 1L));
  }

  /** The secret is made, read and destroyed; a key of its length is made and described. */
  @Test
  void aSharedSecretIsThreeCallsAndLeavesNothing() throws Exception {
    KeyPairGenerator generator = KeyPairGenerator.getInstance("EC", provider);
    generator.initialize(new ECGenParameterSpec("secp256r1"));
    KeyPair pair = generator.generateKeyPair();
    KeyAgreement agreement = KeyAgreement.getInstance("ECDH", provider);
    agreement.init(pair.getPrivate());
    agreement.doPhase(pair.getPublic(), true);
    agreement.generateSecret();
    assertThat(
            callsOf(
                () -> {
                  agreement.doPhase(pair.getPublic(), true);
                  return agreement.generateSecret();
                }))
        .isEqualTo(Map.of("C_DeriveKey", 1L, "C_GetAttributeValue", 1L, "C_DestroyObject", 1L));
    assertThat(
            callsOf(
                () -> {
                  agreement.doPhase(pair.getPublic(), true);
                  return agreement.generateSecret("AES");
                }))
        .containsEntry("C_DeriveKey", 1L)
        .doesNotContainKeys("C_DestroyObject", "C_CreateObject");
  }
}
