// SPDX-License-Identifier: Apache-2.0
package org.turnlock.provider;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.lang.reflect.Proxy;
import java.security.InvalidParameterException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.Provider;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import javax.crypto.SecretKey;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.Test;
import org.turnlock.jca.TokenFixture;
import org.turnlock.pkcs11.MechanismInfo;
import org.turnlock.pkcs11.constant.Ckf;
import org.turnlock.pkcs11.constant.Ckm;

/** What the provider offers, and to whom. */
class ServiceTableTest {
  private final TokenFixture fixture = new TokenFixture();

  @Test
  void noNameIsTakenTwice() {
    List<String> names = new ArrayList<>();
    for (ServiceRow row : ServiceTable.rows()) {
      names.add((row.type() + "." + row.algorithm()).toLowerCase(Locale.ROOT));
      row.aliases().forEach(a -> names.add((row.type() + "." + a).toLowerCase(Locale.ROOT)));
    }
    assertThat(names).doesNotHaveDuplicates();
  }

  @Test
  void everyRowMakesTheSpiThatItNames() throws Exception {
    Set<String> found = new TreeSet<>();
    for (Provider.Service service : fixture.provider.getServices()) {
      Object spi = service.newInstance(null);
      if (!Proxy.isProxyClass(spi.getClass())) { // the KEMs
        assertThat(spi.getClass().getName()).isEqualTo(service.getClassName());
      }
      assertThat(service.toString()).contains(service.getAlgorithm());
      found.add(service.getType());
    }
    assertThat(found).contains("Cipher", "Signature", "Mac", "SecureRandom");
  }

  @Test
  void aliasesOfTheJdkNameTheSameAlgorithmsHere() {
    Map<String, String> owners =
        Map.of("Signature", "SunRsaSign,SunEC", "Mac", "SunJCE", "Cipher", "SunJCE");
    for (Provider.Service ours : fixture.provider.getServices()) {
      for (String owner : owners.getOrDefault(ours.getType(), "").split(",", -1)) {
        Provider jdk = owner.isEmpty() ? null : java.security.Security.getProvider(owner);
        Provider.Service theirs =
            jdk == null ? null : jdk.getService(ours.getType(), ours.getAlgorithm());
        for (String alias : theirs == null ? Set.<String>of() : aliases(jdk, theirs)) {
          assertThat(fixture.provider.getService(ours.getType(), alias))
              .as("%s %s", ours.getType(), alias)
              .isSameAs(ours);
        }
      }
    }
  }

  private static Set<String> aliases(Provider provider, Provider.Service service) {
    String prefix = "Alg.Alias." + service.getType() + ".";
    return provider.stringPropertyNames().stream()
        .filter(name -> name.startsWith(prefix))
        .filter(name -> provider.getProperty(name).equals(service.getAlgorithm()))
        .map(name -> name.substring(prefix.length()))
        .collect(Collectors.toSet());
  }

  @Test
  void tokenWithoutMechanismsGetsNoServiceThatNeedsOne() {
    assertThat(ServiceTable.servedBy(Map.of()))
        .allSatisfy(row -> assertThat(row.need()).isEqualTo(Need.NOTHING));
    List<ServiceRow> served =
        ServiceTable.servedBy(
            Map.of(
                Ckm.AES_GCM, new MechanismInfo(16, 32, Ckf.ENCRYPT | Ckf.DECRYPT),
                Ckm.AES_CBC, new MechanismInfo(16, 32, Ckf.DECRYPT),
                Ckm.SHA256_RSA_PKCS, new MechanismInfo(1024, 4096, Ckf.SIGN),
                Ckm.RSA_PKCS, new MechanismInfo(1024, 4096, Ckf.VERIFY)));
    assertThat(served)
        .filteredOn(row -> !row.need().equals(Need.NOTHING))
        .extracting(row -> row.type() + " " + row.algorithm())
        .containsExactlyInAnyOrder(
            "Cipher AES/GCM/NoPadding",
            "Cipher AES_128/GCM/NoPadding",
            "Cipher AES_192/GCM/NoPadding",
            "Cipher AES_256/GCM/NoPadding",
            "Cipher TurnlockSealed",
            "Signature SHA256withRSA",
            "SecretKeyFactory AES",
            "KeyFactory RSA");
  }

  @Test
  void servicesSupportKeysOfTokensAndNoOthers() throws Exception {
    KeyPair rsa = KeyPairGenerator.getInstance("RSA").generateKeyPair();
    KeyPair ec = KeyPairGenerator.getInstance("EC").generateKeyPair();
    SecretKey aes = new TokenFixture().aes(new byte[16]);
    Map<String, Object> fitting =
        Map.of(
            "Cipher.AES/GCM/NoPadding", aes,
            "Cipher.RSA", fixture.rsa(rsa),
            "Signature.SHA256withRSA", fixture.rsa(rsa),
            "Signature.RSASSA-PSS", fixture.rsa(rsa),
            "Signature.NONEwithECDSA", fixture.ec(ec),
            "Mac.HmacSHA256", fixture.hmac(new byte[32]));
    List<Object> software =
        List.of(
            rsa.getPrivate(),
            rsa.getPublic(),
            ec.getPrivate(),
            ec.getPublic(),
            new SecretKeySpec(new byte[16], "AES"));
    fitting.forEach(
        (name, key) -> {
          Provider.Service service = service(name);
          fitting.values().stream()
              .filter(other -> !other.getClass().equals(key.getClass()))
              .forEach(other -> assertThat(service.supportsParameter(other)).as(name).isFalse());
          assertThat(service.supportsParameter(key)).as(name).isTrue();
          assertThat(service.supportsParameter(null)).as(name).isFalse();
          software.forEach(
              other -> assertThat(service.supportsParameter(other)).as(name).isFalse());
        });
    assertThat(service("Mac.HmacSHA256").supportsParameter(aes)).isFalse();
    assertThat(service("Cipher.AES/CTR/NoPadding").supportsParameter(fixture.hmac(new byte[32])))
        .isFalse();
  }

  @Test
  void constructorParametersAreRefused() {
    Provider.Service service = service("SecureRandom.PKCS11");
    assertThatThrownBy(() -> service.newInstance("seed"))
        .isInstanceOf(InvalidParameterException.class);
    assertThat(service.getAttribute("ThreadSafe")).isEqualTo("true");
  }

  private Provider.Service service(String name) {
    int dot = name.indexOf('.');
    return fixture.provider.getService(name.substring(0, dot), name.substring(dot + 1));
  }
}
