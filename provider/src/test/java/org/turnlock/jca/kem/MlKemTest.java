// SPDX-License-Identifier: Apache-2.0
package org.turnlock.jca.kem;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.security.Key;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.Provider;
import java.security.PublicKey;
import java.security.SecureRandom;
import java.security.spec.AlgorithmParameterSpec;
import java.security.spec.InvalidKeySpecException;
import java.security.spec.PKCS8EncodedKeySpec;
import java.security.spec.X509EncodedKeySpec;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import javax.crypto.Cipher;
import javax.crypto.SecretKey;
import org.bouncycastle.asn1.DEROctetString;
import org.bouncycastle.asn1.DERTaggedObject;
import org.bouncycastle.asn1.nist.NISTObjectIdentifiers;
import org.bouncycastle.asn1.pkcs.PrivateKeyInfo;
import org.bouncycastle.asn1.x509.AlgorithmIdentifier;
import org.bouncycastle.asn1.x509.SubjectPublicKeyInfo;
import org.bouncycastle.crypto.SecretWithEncapsulation;
import org.bouncycastle.crypto.digests.SHAKEDigest;
import org.bouncycastle.crypto.kems.MLKEMGenerator;
import org.bouncycastle.crypto.params.MLKEMParameters;
import org.bouncycastle.crypto.params.MLKEMPrivateKeyParameters;
import org.bouncycastle.crypto.params.MLKEMPublicKeyParameters;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.turnlock.jca.SoftwarePeers;
import org.turnlock.keys.TokenBackedKey;
import org.turnlock.keys.TokenKeySpec;
import org.turnlock.keys.TokenPostQuantumPrivateKey;
import org.turnlock.pkcs11.Mechanism;
import org.turnlock.pkcs11.constant.Ckm;
import org.turnlock.provider.TestProviders;
import org.turnlock.token.Token;
import org.turnlock.token.TokenException;
import org.turnlock.token.software.SoftwareToken;

class MlKemTest {
  private static final int SECRET = 32;

  private final Token token = SoftwareToken.inMemory();
  private final Provider provider = TestProviders.over(token);

  private KeyPair pair(String name) throws Exception {
    return KeyPairGenerator.getInstance(name, provider).generateKeyPair();
  }

  private byte[] decapsulate(Key key, byte[] encapsulation) {
    return token
        .wrapping()
        .decapsulateValue(
            ((TokenBackedKey) key).tokenKey(), Mechanism.of(Ckm.ML_KEM), encapsulation);
  }

  /** C2SP's accumulated vector for ML-KEM-768: 100 keys, encapsulations and rejections. */
  @Test
  void keysFromSeedsDecapsulateAsPublished() throws Exception {
    SHAKEDigest source = new SHAKEDigest(128);
    SHAKEDigest results = new SHAKEDigest(128);
    KeyFactory factory = KeyFactory.getInstance("ML-KEM-768", provider);
    byte[] seed = new byte[64];
    byte[] message = new byte[SECRET];
    byte[] rejected = new byte[1088];
    for (int i = 0; i < 100; i++) {
      source.doOutput(seed, 0, seed.length);
      Key key = factory.generatePrivate(new PKCS8EncodedKeySpec(seedOnly(seed)));
      MLKEMPublicKeyParameters publicKey =
          new MLKEMPrivateKeyParameters(MLKEMParameters.ml_kem_768, seed).getPublicKeyParameters();
      add(results, publicKey.getEncoded());
      source.doOutput(message, 0, message.length);
      SecretWithEncapsulation made =
          MLKEMGenerator.internalGenerateEncapsulated(publicKey, message);
      add(results, made.getEncapsulation());
      add(results, made.getSecret());
      assertThat(decapsulate(key, made.getEncapsulation())).isEqualTo(made.getSecret());
      source.doOutput(rejected, 0, rejected.length);
      add(results, decapsulate(key, rejected));
    }
    byte[] digest = new byte[32];
    results.doOutput(digest, 0, digest.length);
    assertThat(HexFormat.of().formatHex(digest))
        .isEqualTo("1114b1b6699ed191734fa339376afa7e285c9e6acf6ff0177d346696ce564415");
  }

  private static void add(SHAKEDigest digest, byte[] bytes) {
    digest.update(bytes, 0, bytes.length);
  }

  private static byte[] seedOnly(byte[] seed) throws Exception {
    return new PrivateKeyInfo(
            new AlgorithmIdentifier(NISTObjectIdentifiers.id_alg_ml_kem_768),
            new DERTaggedObject(false, 0, new DEROctetString(seed)))
        .getEncoded();
  }

  @ParameterizedTest
  @ValueSource(strings = {"ML-KEM-512", "ML-KEM-768", "ML-KEM-1024"})
  void generatedPairsDecapsulateWhatBouncyCastleEncapsulates(String name) throws Exception {
    KeyPair pair = pair(name);
    assertThat(pair.getPrivate()).isInstanceOf(TokenPostQuantumPrivateKey.class);
    assertThat(pair.getPrivate().getEncoded()).isNull();
    assertThat(((TokenPostQuantumPrivateKey) pair.getPrivate()).getParams().getName())
        .isEqualTo(name);
    SecretWithEncapsulation made = encapsulate(pair.getPublic());
    assertThat(decapsulate(pair.getPrivate(), made.getEncapsulation())).isEqualTo(made.getSecret());
    assertThatThrownBy(() -> decapsulate(pair.getPrivate(), new byte[10]))
        .isInstanceOf(TokenException.class)
        .hasMessageContaining("bytes");
    PublicKey again =
        KeyFactory.getInstance(name, provider)
            .generatePublic(new X509EncodedKeySpec(pair.getPublic().getEncoded()));
    assertThat(again.getEncoded()).isEqualTo(pair.getPublic().getEncoded());
  }

  private static SecretWithEncapsulation encapsulate(PublicKey key) throws Exception {
    return new MLKEMGenerator(new SecureRandom())
        .generateEncapsulated(
            org.bouncycastle.crypto.util.PublicKeyFactory.createKey(key.getEncoded()));
  }

  @Test
  void softwareKeysAreImported() throws Exception {
    KeyPair software =
        KeyPairGenerator.getInstance("ML-KEM-768", SoftwarePeers.bouncyCastle()).generateKeyPair();
    Key own = KeyFactory.getInstance("ML-KEM", provider).translateKey(software.getPrivate());
    SecretWithEncapsulation made = encapsulate(software.getPublic());
    assertThat(decapsulate(own, made.getEncapsulation())).isEqualTo(made.getSecret());
    assertThatThrownBy(
            () ->
                KeyFactory.getInstance("ML-KEM-512", provider).translateKey(software.getPrivate()))
        .hasMessageContaining("ML-KEM-768");
    PKCS8EncodedKeySpec cut =
        new PKCS8EncodedKeySpec(Arrays.copyOf(software.getPrivate().getEncoded(), 100));
    assertThatThrownBy(() -> KeyFactory.getInstance("ML-KEM", provider).generatePrivate(cut))
        .isInstanceOf(InvalidKeySpecException.class);
  }

  /** The JDK's API, which this is not compiled against. */
  private record Kem(Object kem) {
    static Kem of(String name, Provider provider) throws Exception {
      Class<?> type = Class.forName("javax.crypto.KEM");
      return new Kem(
          type.getMethod("getInstance", String.class, Provider.class).invoke(null, name, provider));
    }

    Object encapsulated(PublicKey key) throws Exception {
      Object encapsulator = call(kem, "newEncapsulator", List.of(PublicKey.class), List.of(key));
      return call(encapsulator, "encapsulate", List.of(), List.of());
    }

    SecretKey decapsulated(
        PrivateKey key, AlgorithmParameterSpec spec, byte[] encapsulation, int to, String name)
        throws Exception {
      Object decapsulator =
          kem.getClass()
              .getMethod("newDecapsulator", PrivateKey.class, AlgorithmParameterSpec.class)
              .invoke(kem, key, spec);
      return (SecretKey)
          call(
              decapsulator,
              "decapsulate",
              List.of(byte[].class, int.class, int.class, String.class),
              List.of(encapsulation, 0, to, name));
    }

    static Object call(Object on, String method, List<Class<?>> types, List<Object> arguments)
        throws Exception {
      try {
        return on.getClass()
            .getMethod(method, types.toArray(new Class<?>[0]))
            .invoke(on, arguments.toArray());
      } catch (java.lang.reflect.InvocationTargetException e) {
        throw e.getCause() instanceof Exception cause ? cause : e;
      }
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"ML-KEM-512", "ML-KEM-768", "ML-KEM-1024"})
  void jdksKemWorksWithKeysOfTheToken(String name) throws Exception {
    assumeTrue(KemApi.isPresent(), "a JDK without javax.crypto.KEM");
    KeyPair pair = pair(name);
    Kem kem = Kem.of(name, provider);
    Object encapsulated = kem.encapsulated(pair.getPublic());
    byte[] encapsulation = (byte[]) Kem.call(encapsulated, "encapsulation", List.of(), List.of());
    SecretKey sent = (SecretKey) Kem.call(encapsulated, "key", List.of(), List.of());
    assertThat(sent.getEncoded()).isEqualTo(decapsulate(pair.getPrivate(), encapsulation));

    SecretKey received = kem.decapsulated(pair.getPrivate(), null, encapsulation, 32, "Generic");
    assertThat(received).isEqualTo(sent);
    SecretKey aes = kem.decapsulated(pair.getPrivate(), null, encapsulation, 16, "AES");
    assertThat(aes).isInstanceOf(TokenBackedKey.class);
    Cipher cipher = Cipher.getInstance("AES/ECB/NoPadding", provider);
    cipher.init(Cipher.ENCRYPT_MODE, aes);
    byte[] encrypted = cipher.doFinal(new byte[16]);
    Cipher reference = Cipher.getInstance("AES/ECB/NoPadding", "SunJCE");
    reference.init(
        Cipher.ENCRYPT_MODE, new javax.crypto.spec.SecretKeySpec(sent.getEncoded(), 0, 16, "AES"));
    assertThat(encrypted).isEqualTo(reference.doFinal(new byte[16]));

    TokenKeySpec spec = TokenKeySpec.builder().label("from " + name).build();
    SecretKey kept = kem.decapsulated(pair.getPrivate(), spec, encapsulation, 32, "Generic");
    assertThat(((TokenBackedKey) kept).tokenKey().attributes().resident()).isTrue();

    assertThatThrownBy(() -> kem.decapsulated(pair.getPrivate(), null, new byte[5], 32, "AES"))
        .hasMessageContaining("bytes")
        .satisfies(
            e -> assertThat(e.getClass().getName()).isEqualTo("javax.crypto.DecapsulateException"));
    assertThatThrownBy(() -> kem.decapsulated(pair.getPrivate(), null, encapsulation, 33, "AES"))
        .isInstanceOf(IndexOutOfBoundsException.class);
  }

  @Test
  void publicKeysThatAreNoneAreRefused() throws Exception {
    assumeTrue(KemApi.isPresent(), "a JDK without javax.crypto.KEM");
    byte[] value =
        SubjectPublicKeyInfo.getInstance(pair("ML-KEM-768").getPublic().getEncoded())
            .getPublicKeyData()
            .getOctets();
    Arrays.fill(value, 0, 10, (byte) 0xFF); // no polynomial modulo 3329
    byte[] wrong =
        new SubjectPublicKeyInfo(
                new AlgorithmIdentifier(NISTObjectIdentifiers.id_alg_ml_kem_768), value)
            .getEncoded();
    PublicKey key =
        new PublicKey() {
          @Override
          public String getAlgorithm() {
            return "ML-KEM";
          }

          @Override
          public String getFormat() {
            return "X.509";
          }

          @Override
          public byte[] getEncoded() {
            return wrong.clone();
          }
        };
    assertThatThrownBy(() -> Kem.of("ML-KEM", provider).encapsulated(key))
        .isInstanceOf(java.security.InvalidKeyException.class);
    KeyPair other = pair("ML-KEM-512");
    assertThatThrownBy(() -> Kem.of("ML-KEM-768", provider).encapsulated(other.getPublic()))
        .isInstanceOf(java.security.InvalidKeyException.class)
        .hasMessageContaining("ML-KEM-512");
  }
}
