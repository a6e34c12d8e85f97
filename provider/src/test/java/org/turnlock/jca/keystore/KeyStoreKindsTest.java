// SPDX-License-Identifier: Apache-2.0
package org.turnlock.jca.keystore;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.security.Key;
import java.security.KeyPair;
import java.security.KeyStore;
import java.security.KeyStoreException;
import java.security.cert.X509Certificate;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.turnlock.jca.DefaultUsages;
import org.turnlock.jca.TestCertificates;
import org.turnlock.keys.Keys;
import org.turnlock.pkcs11.constant.Ckm;
import org.turnlock.pkcs11.constant.Ckp;
import org.turnlock.token.KeyPairParameters;
import org.turnlock.token.KeyUsage;
import org.turnlock.token.NewKey;
import org.turnlock.token.Rfc8410Curve;
import org.turnlock.token.TokenKeyPair;

/** Private keys of the kinds beyond RSA and EC, each with its certificate. */
class KeyStoreKindsTest extends KeyStoreContract {
  private record Kind(
      String algorithm,
      KeyPairParameters parameters,
      Set<KeyUsage> usages,
      long generator,
      long signing) {}

  private static final Map<String, Kind> KINDS = new LinkedHashMap<>();

  static {
    for (Rfc8410Curve curve : Rfc8410Curve.values()) {
      KINDS.put(
          curve.jcaName(),
          curve.signs()
              ? new Kind(
                  "EdDSA",
                  new KeyPairParameters.Edwards(curve.identifier()),
                  DefaultUsages.SIGNATURE,
                  Ckm.EC_EDWARDS_KEY_PAIR_GEN,
                  Ckm.EDDSA)
              : new Kind(
                  "XDH",
                  new KeyPairParameters.Montgomery(curve.identifier()),
                  DefaultUsages.AGREEMENT,
                  Ckm.EC_MONTGOMERY_KEY_PAIR_GEN,
                  -1));
    }
    KINDS.put(
        "ML-DSA-65",
        new Kind(
            "ML-DSA",
            new KeyPairParameters.MlDsa(Ckp.ML_DSA_65),
            DefaultUsages.SIGNATURE,
            Ckm.ML_DSA_KEY_PAIR_GEN,
            Ckm.ML_DSA));
  }

  private final KeyPair ca = TestCertificates.ec();
  private final X509Certificate authority = TestCertificates.selfSigned("ca", ca);

  private TokenKeyPair session(Kind kind) {
    return token.objects().generateKeyPair(kind.parameters(), NewKey.session(kind.usages()));
  }

  @Test
  void keepTheirChainsAndRefuseThoseOfOthers() throws Exception {
    KeyStore keyStore = TokenKeyStores.loaded(token);
    int stored = 0;
    for (Map.Entry<String, Kind> each : KINDS.entrySet()) {
      Kind kind = each.getValue();
      if (!token.mechanisms().containsKey(kind.generator())) {
        continue;
      }
      TokenKeyPair pair = session(kind);
      X509Certificate leaf =
          TestCertificates.certificate(each.getKey(), pair.publicKey(), "ca", ca.getPrivate());
      X509Certificate[] chain = {leaf, authority};
      Key key = Keys.of(pair.privateKey());
      keyStore.setKeyEntry(each.getKey(), key, null, chain);
      stored++;

      KeyStore again = TokenKeyStores.loaded(token);
      assertThat(again.getCertificateChain(each.getKey())).containsExactly(chain);
      assertThat(again.getKey(each.getKey(), null).getAlgorithm()).isEqualTo(kind.algorithm());
      if (token.mechanisms().containsKey(kind.signing())) {
        Key other = Keys.of(session(kind).privateKey());
        assertThatThrownBy(() -> keyStore.setKeyEntry("other", other, null, chain))
            .as(each.getKey())
            .isInstanceOf(KeyStoreException.class)
            .hasMessageContaining("another key");
      }
      assertThatThrownBy(
              () -> keyStore.setKeyEntry("other", key, null, new X509Certificate[] {authority}))
          .as(each.getKey())
          .isInstanceOf(KeyStoreException.class);
    }
    assertThat(stored).isPositive();
    assertThat(TokenKeyStores.aliases(keyStore)).hasSize(stored);
  }
}
