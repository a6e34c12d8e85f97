// SPDX-License-Identifier: Apache-2.0
package org.turnlock.provider;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.security.InvalidKeyException;
import java.security.Key;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.Provider;
import java.security.PublicKey;
import java.security.Signature;
import java.security.spec.ECGenParameterSpec;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.IntStream;
import javax.crypto.Cipher;
import javax.crypto.KeyAgreement;
import javax.crypto.Mac;
import javax.crypto.SecretKey;
import javax.crypto.SecretKeyFactory;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.turnlock.contract.support.TurnlockBackends;
import org.turnlock.pkcs11.binding.CallTrace;
import org.turnlock.softhsm.SoftHsm;
import org.turnlock.softhsm.SoftHsmToken;

/** Software keys handed to objects of a provider that was named: what becomes of them there. */
@SoftHsm
class ImplicitImportTest {
  private static final byte[] MESSAGE = "a message of some length".getBytes(UTF_8);
  private static final KeyPair RSA = rsa();
  private static final KeyPair EC = ec();

  private final SoftHsmToken token;
  private TurnlockProvider provider;

  ImplicitImportTest(SoftHsmToken token) {
    this.token = token;
  }

  @AfterEach
  void close() {
    provider.close();
  }

  /** One JCA object, and one use of it with a key. */
  private interface Service {
    void use(Key key) throws Exception;
  }

  /** Services, each with keys to use in turn; every use checks its result against the JDK. */
  private enum Kind {
    AES_GCM(value -> new SecretKeySpec(bytes(value, 32), "AES"), "AES") {
      @Override
      Service of(Provider provider) throws Exception {
        Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding", provider);
        return key -> {
          cipher.init(Cipher.ENCRYPT_MODE, key);
          byte[] sealed = cipher.doFinal(MESSAGE);
          GCMParameterSpec parameters = new GCMParameterSpec(128, cipher.getIV());
          cipher.init(Cipher.DECRYPT_MODE, key, parameters);
          assertThat(cipher.doFinal(sealed)).isEqualTo(MESSAGE);
        };
      }
    },
    HMAC(value -> new SecretKeySpec(bytes(value, 32), "HmacSHA256"), "HmacSHA256") {
      @Override
      Service of(Provider provider) throws Exception {
        Mac mac = Mac.getInstance("HmacSHA256", provider);
        return key -> {
          mac.init(key);
          assertThat(mac.doFinal(MESSAGE)).hasSize(32);
        };
      }
    },
    RSA_DECRYPTION(value -> RSA.getPrivate(), "RSA") {
      @Override
      Service of(Provider provider) throws Exception {
        Cipher jdk = Cipher.getInstance("RSA/ECB/PKCS1Padding", "SunJCE");
        jdk.init(Cipher.ENCRYPT_MODE, RSA.getPublic());
        byte[] sealed = jdk.doFinal(MESSAGE);
        Cipher cipher = Cipher.getInstance("RSA/ECB/PKCS1Padding", provider);
        return key -> {
          cipher.init(Cipher.DECRYPT_MODE, key);
          assertThat(cipher.doFinal(sealed)).isEqualTo(MESSAGE);
        };
      }
    },
    RSA_SIGNATURE(value -> RSA.getPrivate(), "RSA") {
      @Override
      Service of(Provider provider) throws Exception {
        return signing("SHA256withRSA", provider, RSA.getPublic());
      }
    },
    ECDSA(value -> EC.getPrivate(), "EC") {
      @Override
      Service of(Provider provider) throws Exception {
        return signing("SHA256withECDSA", provider, EC.getPublic());
      }
    },
    ECDH(value -> EC.getPrivate(), "EC") {
      @Override
      Service of(Provider provider) throws Exception {
        KeyAgreement jdk = KeyAgreement.getInstance("ECDH", "SunEC");
        jdk.init(EC.getPrivate());
        jdk.doPhase(EC.getPublic(), true);
        byte[] secret = jdk.generateSecret();
        KeyAgreement agreement = KeyAgreement.getInstance("ECDH", provider);
        return key -> {
          agreement.init(key);
          agreement.doPhase(EC.getPublic(), true);
          assertThat(agreement.generateSecret()).isEqualTo(secret);
        };
      }
    };

    private final Function<Integer, Key> keys;
    private final String factory;

    Kind(Function<Integer, Key> keys, String factory) {
      this.keys = keys;
      this.factory = factory;
    }

    abstract Service of(Provider provider) throws Exception;

    private static Service signing(String algorithm, Provider provider, PublicKey publicKey)
        throws Exception {
      Signature signature = Signature.getInstance(algorithm, provider);
      Signature jdk = Signature.getInstance(algorithm);
      return key -> {
        signature.initSign((PrivateKey) key);
        signature.update(MESSAGE);
        byte[] value = signature.sign();
        jdk.initVerify(publicKey);
        jdk.update(MESSAGE);
        assertThat(jdk.verify(value)).isTrue();
      };
    }

    private static byte[] bytes(int value, int length) {
      byte[] bytes = new byte[length];
      bytes[0] = (byte) value;
      return bytes;
    }

    private Key translated(Provider provider) throws Exception {
      Key software = keys.apply(1);
      return software instanceof SecretKey secret
          ? SecretKeyFactory.getInstance(factory, provider).translateKey(secret)
          : KeyFactory.getInstance(factory, provider).translateKey(software);
    }
  }

  @ParameterizedTest
  @EnumSource
  void softwareKeysWorkAndAreImportedOncePerObject(Kind kind) throws Exception {
    provider = TurnlockBackends.softHsmProvider(token, "trace=true");
    Service service = kind.of(provider);
    Key key = kind.keys.apply(1);
    for (int use = 0; use < 3; use++) {
      service.use(key);
    }
    assertThat(calls("C_CreateObject")).isEqualTo(1);
  }

  @Test
  void aCopyIsDestroyedWhenItsObjectTakesAnotherKey() throws Exception {
    provider = TurnlockBackends.softHsmProvider(token, "trace=true");
    for (Kind kind : List.of(Kind.AES_GCM, Kind.HMAC)) {
      Service service = kind.of(provider);
      long created = calls("C_CreateObject");
      long destroyed = calls("C_DestroyObject");
      for (int value = 0; value < 5; value++) {
        service.use(kind.keys.apply(value));
      }
      assertThat(calls("C_CreateObject") - created).isEqualTo(5);
      assertThat(calls("C_DestroyObject") - destroyed).isEqualTo(4);
    }
  }

  /** What no Java reference holds any more is destroyed by a cleaner. */
  @Test
  void theCopiesOfAbandonedObjectsAreDestroyed() throws Exception {
    provider = TurnlockBackends.softHsmProvider(token, "trace=true");
    IntStream.range(0, 20).forEach(this::useAndAbandon);
    long deadline = System.nanoTime() + 60_000_000_000L;
    while (calls("C_DestroyObject") < 20 && System.nanoTime() < deadline) {
      System.gc();
      Thread.onSpinWait();
    }
    assertThat(calls("C_DestroyObject")).isEqualTo(20);
  }

  private void useAndAbandon(int value) {
    try {
      Kind.AES_GCM.of(provider).use(Kind.AES_GCM.keys.apply(value));
    } catch (Exception e) {
      throw new AssertionError(e);
    }
  }

  @Test
  void aCopyThatWentWithItsSessionIsMadeAnew() throws Exception {
    String configuration = Files.readString(token.turnlockConfiguration());
    provider =
        (TurnlockProvider) new TurnlockProvider().configure("--" + configuration + "\ntrace=true");
    Service service = Kind.AES_GCM.of(provider);
    service.use(Kind.AES_GCM.keys.apply(1));
    provider.logout();
    long created = calls("C_CreateObject");
    service.use(Kind.AES_GCM.keys.apply(1));
    assertThat(calls("C_CreateObject")).isGreaterThan(created);
  }

  @ParameterizedTest
  @EnumSource
  void theConfigurationCanRefuseThemAndTranslateKeyStillImports(Kind kind) throws Exception {
    provider = TurnlockBackends.softHsmProvider(token, "trace=true", "implicitImport=refuse");
    Service service = kind.of(provider);
    assertThatThrownBy(() -> service.use(kind.keys.apply(1)))
        .isInstanceOf(InvalidKeyException.class)
        .hasMessageContaining("implicitImport = refuse")
        .hasMessageContaining("translateKey");
    assertThat(calls("C_CreateObject")).isZero();
    service.use(kind.translated(provider));
  }

  private long calls(String function) {
    Map<String, CallTrace.Count> counts = provider.callTrace().orElseThrow().counts();
    CallTrace.Count count = counts.get(function);
    return count == null ? 0 : count.calls();
  }

  private static KeyPair rsa() {
    return pair("RSA", null);
  }

  private static KeyPair ec() {
    return pair("EC", new ECGenParameterSpec("secp256r1"));
  }

  private static KeyPair pair(String algorithm, ECGenParameterSpec curve) {
    try {
      KeyPairGenerator generator = KeyPairGenerator.getInstance(algorithm);
      if (curve == null) {
        generator.initialize(2048);
      } else {
        generator.initialize(curve);
      }
      return generator.generateKeyPair();
    } catch (Exception e) {
      throw new AssertionError(e);
    }
  }
}
