// SPDX-License-Identifier: Apache-2.0
package org.turnlock.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import java.security.InvalidAlgorithmParameterException;
import java.security.Key;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.Provider;
import java.security.ProviderException;
import java.security.spec.ECGenParameterSpec;
import java.security.spec.X509EncodedKeySpec;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import javax.crypto.KeyGenerator;
import javax.crypto.SecretKey;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.turnlock.contract.support.Feature;
import org.turnlock.keys.TokenBackedKey;
import org.turnlock.keys.TokenKeySpec;
import org.turnlock.token.KeyAttributes;
import org.turnlock.token.KeyUsage;

/** What a TokenKeySpec asks for is what the generators make, and nothing more. */
public abstract class NewKeyContract extends BackendContract {
  /** A kind of pair: its generator, its parameters, and all that it can do. */
  private record Pair(
      String name, String algorithm, TokenKeySpec.Builder spec, Set<KeyUsage> usages) {
    static Pair of(String name, TokenKeySpec.Builder spec, KeyUsage... usages) {
      return new Pair(name, name, spec, EnumSet.copyOf(List.of(usages)));
    }

    static Pair on(String curve) {
      TokenKeySpec.Builder spec = TokenKeySpec.builder().parameters(new ECGenParameterSpec(curve));
      return new Pair(curve, "EC", spec, EnumSet.of(KeyUsage.SIGN, KeyUsage.DERIVE));
    }

    @Override
    public String toString() {
      return name;
    }
  }

  static Stream<Pair> pairs() {
    TokenKeySpec.Builder none = TokenKeySpec.builder();
    return Stream.of(
        Pair.of(
            "RSA",
            TokenKeySpec.builder().size(2048),
            KeyUsage.SIGN,
            KeyUsage.DECRYPT,
            KeyUsage.UNWRAP),
        Pair.of("RSASSA-PSS", TokenKeySpec.builder().size(2048), KeyUsage.SIGN),
        Pair.on("secp224r1"),
        Pair.on("secp256r1"),
        Pair.on("secp521r1"),
        Pair.on("secp256k1"),
        Pair.on("brainpoolP384r1"),
        Pair.of("Ed25519", none, KeyUsage.SIGN),
        Pair.of("Ed448", none, KeyUsage.SIGN),
        Pair.of("EdDSA", none, KeyUsage.SIGN),
        Pair.of("X25519", none, KeyUsage.DERIVE),
        Pair.of("X448", none, KeyUsage.DERIVE),
        Pair.of("XDH", none, KeyUsage.DERIVE),
        Pair.of("DH", TokenKeySpec.builder().size(2048), KeyUsage.DERIVE),
        Pair.of("ML-DSA-44", none, KeyUsage.SIGN),
        Pair.of("ML-DSA", none, KeyUsage.SIGN),
        Pair.of("ML-KEM-1024", none, KeyUsage.DECAPSULATE),
        Pair.of("ML-KEM", none, KeyUsage.DECAPSULATE));
  }

  /** The explicit list of what this backend cannot make. */
  protected Set<String> cannotMake() {
    return Set.of();
  }

  private void assumeMade(String kind) {
    assumeFalse(cannotMake().contains(kind), () -> backend() + " cannot make " + kind);
  }

  private static KeyAttributes attributes(Key key) {
    return ((TokenBackedKey) key).tokenKey().attributes();
  }

  private static void requireSafe(Key key, Set<KeyUsage> usages) {
    assertThat(key.getEncoded()).isNull();
    assertThat(attributes(key).sensitive()).isTrue();
    assertThat(attributes(key).extractable()).isFalse();
    assertThat(attributes(key).usages()).isEqualTo(usages);
  }

  private static KeyUsage other(Set<KeyUsage> usages) {
    return usages.contains(KeyUsage.WRAP) || !usages.contains(KeyUsage.SIGN)
        ? KeyUsage.SIGN
        : KeyUsage.ENCAPSULATE;
  }

  @ParameterizedTest
  @MethodSource("pairs")
  final void pairsOfEveryKind(Pair kind) throws Exception {
    assumeMade(kind.name());
    KeyPairGenerator generator = backend().keyPairGenerator(kind.algorithm());
    generator.initialize(kind.spec().build());
    KeyPair pair = generator.generateKeyPair();
    requireSafe(pair.getPrivate(), kind.usages());
    assertThat(attributes(pair.getPrivate()).resident()).isFalse();
    requireSamePublicKey(pair);
    assertThat(generator.generateKeyPair().getPublic()).isNotEqualTo(pair.getPublic());

    Set<KeyUsage> one = EnumSet.of(kind.usages().iterator().next());
    generator.initialize(
        copy(kind.spec().build()).usages(one.iterator().next()).extractable().build());
    PrivateKey restricted = generator.generateKeyPair().getPrivate();
    assertThat(attributes(restricted).usages()).isEqualTo(one);
    assertThat(attributes(restricted).extractable()).isTrue();

    assertThatExceptionOfType(InvalidAlgorithmParameterException.class)
        .isThrownBy(
            () ->
                generator.initialize(
                    copy(kind.spec().build()).usages(other(kind.usages())).build()))
        .withMessageContaining("no use");
  }

  private static TokenKeySpec.Builder copy(TokenKeySpec spec) {
    TokenKeySpec.Builder copy = TokenKeySpec.builder();
    spec.parameters().ifPresent(copy::parameters);
    spec.size().ifPresent(copy::size);
    return copy;
  }

  private void requireSamePublicKey(KeyPair pair) throws Exception {
    String algorithm = pair.getPublic().getAlgorithm();
    KeyFactory factory = KeyFactory.getInstance(algorithm, backend().providers().get(0));
    assertThat(factory.generatePublic(new X509EncodedKeySpec(pair.getPublic().getEncoded())))
        .isEqualTo(pair.getPublic());
    assertThat(factory.translateKey(pair.getPrivate())).isSameAs(pair.getPrivate());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "AES",
        "Generic",
        "HmacSHA1",
        "HmacSHA256",
        "HmacSHA512",
        "HmacSHA512/256",
        "HmacSHA3-256"
      })
  final void secretKeysOfEveryKind(String algorithm) throws Exception {
    assumeMade(algorithm);
    KeyGenerator generator = backend().keyGenerator(algorithm);
    generator.init(TokenKeySpec.builder().size(256).build());
    SecretKey key = generator.generateKey();
    assertThat(attributes(key).bits()).isEqualTo(256);
    requireSafe(key, attributes(key).usages());
    assertThat(attributes(key).usages()).contains(KeyUsage.SIGN, KeyUsage.VERIFY);

    generator.init(TokenKeySpec.builder().usages(KeyUsage.SIGN).build());
    requireSafe(generator.generateKey(), EnumSet.of(KeyUsage.SIGN));
    assertThatExceptionOfType(InvalidAlgorithmParameterException.class)
        .isThrownBy(
            () ->
                generator.init(
                    TokenKeySpec.builder().parameters(new ECGenParameterSpec("x")).build()));
    assertThatExceptionOfType(InvalidAlgorithmParameterException.class)
        .isThrownBy(() -> generator.init(TokenKeySpec.builder().size(1).build()));
  }

  @ParameterizedTest
  @ValueSource(strings = {"EC", "Ed25519", "X25519", "AES", "HmacSHA256"})
  final void keysWithALabelStay(String algorithm) throws Exception {
    assume(Feature.KEY_STORE);
    assumeMade(algorithm);
    String label = "new " + algorithm;
    byte[] id = {9, 8, (byte) algorithm.hashCode()};
    TokenKeySpec spec = TokenKeySpec.builder().label(label).id(id).build();
    Key key = make(algorithm, spec);
    assertThat(attributes(key).resident()).isTrue();
    assertThat(attributes(key).id().bytes()).isEqualTo(id);
    Provider provider = backend().providers().get(0);
    KeyStore store = KeyStore.getInstance("Turnlock", provider);
    store.load(null, null);
    assertThat(store.getKey(label, null)).isEqualTo(key);

    assertThatThrownBy(() -> make(algorithm, spec))
        .isInstanceOf(InvalidAlgorithmParameterException.class)
        .hasMessageContaining(label);
    store.deleteEntry(label);
    Key second = make(algorithm, TokenKeySpec.builder().label(label).build());
    assertThat(attributes(second).id().bytes()).isNotEmpty().isNotEqualTo(id);
    store.load(null, null);
    store.deleteEntry(label);
  }

  private Key make(String algorithm, TokenKeySpec spec) throws Exception {
    if (algorithm.equals("AES") || algorithm.startsWith("Hmac")) {
      KeyGenerator generator = backend().keyGenerator(algorithm);
      generator.init(spec);
      return generator.generateKey();
    }
    KeyPairGenerator generator = backend().keyPairGenerator(algorithm);
    generator.initialize(spec);
    return generator.generateKeyPair().getPrivate();
  }

  @Test
  final void oneLabelIsForOneKey() throws Exception {
    assume(Feature.KEY_STORE);
    KeyGenerator generator = backend().keyGenerator("AES");
    generator.init(TokenKeySpec.builder().label("once").build());
    generator.generateKey();
    assertThatThrownBy(generator::generateKey)
        .isInstanceOf(ProviderException.class)
        .hasMessageContaining("once");
    generator.init(256);
    assertThat(attributes(generator.generateKey()).resident()).isFalse();
  }
}
