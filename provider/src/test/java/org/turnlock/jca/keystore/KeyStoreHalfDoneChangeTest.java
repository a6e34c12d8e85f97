// SPDX-License-Identifier: Apache-2.0
package org.turnlock.jca.keystore;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.security.Key;
import java.security.KeyPair;
import java.security.KeyStore;
import java.security.KeyStoreException;
import java.security.cert.X509Certificate;
import java.util.Arrays;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.turnlock.jca.DefaultUsages;
import org.turnlock.jca.TestCertificates;
import org.turnlock.jca.WatchedToken;
import org.turnlock.keys.Keys;
import org.turnlock.token.CurveCodec;
import org.turnlock.token.NewKey;
import org.turnlock.token.TokenKeyPair;

/** A change that fails at any of its steps leaves every alias as it was. */
class KeyStoreHalfDoneChangeTest extends KeyStoreContract {
  private static final int MORE_STEPS_THAN_ANY_CHANGE_HAS = 30;

  private static final KeyPair CA = TestCertificates.ec();
  private static final X509Certificate CA_CERTIFICATE = TestCertificates.selfSigned("ca", CA);
  private static final KeyPair OTHER_CA = TestCertificates.ec();
  private static final X509Certificate OTHER_CA_CERTIFICATE =
      TestCertificates.selfSigned("other ca", OTHER_CA);
  private static final KeyPair SIGNER = TestCertificates.ec();
  private static final X509Certificate SIGNER_CERTIFICATE =
      TestCertificates.certificate("signer", SIGNER.getPublic(), "ca", CA.getPrivate());
  private static final KeyPair NEW = TestCertificates.ec();

  private KeyStore keyStore;

  /** A change of the KeyStore; several in the token. */
  private enum Change {
    STORE_SOFTWARE_PAIR {
      @Override
      void apply(KeyStore keyStore, WatchedToken token) throws Exception {
        keyStore.setKeyEntry("new", NEW.getPrivate(), null, chainOf(NEW));
      }
    },
    STORE_SESSION_PAIR {
      @Override
      void apply(KeyStore keyStore, WatchedToken token) throws Exception {
        TokenKeyPair pair = sessionPair(token);
        keyStore.setKeyEntry(
            "new", Keys.of(pair.privateKey()), null, chainOf(new KeyPair(pair.publicKey(), null)));
      }
    },
    OVERWRITE_PAIR {
      @Override
      void apply(KeyStore keyStore, WatchedToken token) throws Exception {
        keyStore.setKeyEntry("signer", NEW.getPrivate(), null, chainOf(NEW));
      }
    },
    OVERWRITE_SECRET_KEY {
      @Override
      void apply(KeyStore keyStore, WatchedToken token) throws Exception {
        keyStore.setKeyEntry("data", new SecretKeySpec(new byte[32], "AES"), null, null);
      }
    },
    OVERWRITE_CERTIFICATE_BY_KEY {
      @Override
      void apply(KeyStore keyStore, WatchedToken token) throws Exception {
        keyStore.setKeyEntry("trusted", NEW.getPrivate(), null, chainOf(NEW));
      }
    },
    REPLACE_CHAIN {
      @Override
      void apply(KeyStore keyStore, WatchedToken token) throws Exception {
        keyStore.setKeyEntry("signer", keyStore.getKey("signer", null), null, chainOf(SIGNER));
      }
    },
    RENAME_ONTO_ANOTHER {
      @Override
      void apply(KeyStore keyStore, WatchedToken token) throws Exception {
        keyStore.setKeyEntry("data", keyStore.getKey("signer", null), null, chainOf(SIGNER));
      }
    },
    REPLACE_CERTIFICATE {
      @Override
      void apply(KeyStore keyStore, WatchedToken token) throws Exception {
        keyStore.setCertificateEntry("trusted", CA_CERTIFICATE);
      }
    },
    DELETE_PAIR {
      @Override
      void apply(KeyStore keyStore, WatchedToken token) throws Exception {
        keyStore.deleteEntry("signer");
      }
    };

    abstract void apply(KeyStore keyStore, WatchedToken token) throws Exception;

    private static X509Certificate[] chainOf(KeyPair pair) {
      return new X509Certificate[] {
        TestCertificates.certificate("leaf", pair.getPublic(), "other ca", OTHER_CA.getPrivate()),
        OTHER_CA_CERTIFICATE
      };
    }

    private static TokenKeyPair sessionPair(WatchedToken token) throws Exception {
      return token
          .objects()
          .generateEcKeyPair(CurveCodec.encode("secp256r1"), NewKey.session(DefaultUsages.EC));
    }
  }

  static Stream<Change> changes() {
    return Arrays.stream(Change.values());
  }

  @BeforeEach
  void fillToken() throws Exception {
    keyStore = TokenKeyStores.loaded(token);
    keyStore.setKeyEntry(
        "signer",
        SIGNER.getPrivate(),
        null,
        new X509Certificate[] {SIGNER_CERTIFICATE, CA_CERTIFICATE});
    keyStore.setKeyEntry("data", new SecretKeySpec(new byte[16], "AES"), null, null);
    keyStore.setCertificateEntry(
        "trusted", TestCertificates.selfSigned("trusted", TestCertificates.ec()));
  }

  @ParameterizedTest
  @MethodSource("changes")
  void isTakenBackWholly(Change change) throws Exception {
    Map<String, Object> before = contents(keyStore);
    int certificates = token.objects().certificates().size();
    int failures = 0;
    for (int step = 1; step < MORE_STEPS_THAN_ANY_CHANGE_HAS; step++) {
      KeyStore fresh = TokenKeyStores.loaded(token);
      Key held = fresh.getKey("signer", null);
      token.failAtChange(change == Change.STORE_SESSION_PAIR ? step + 1 : step);
      try {
        change.apply(fresh, token);
      } catch (KeyStoreException e) {
        assertThat(e).hasMessageContaining("refused by the test");
        failures++;
        assertThat(contents(fresh)).as("%s, step %d", change, step).isEqualTo(before);
        assertThat(contents(TokenKeyStores.loaded(token)))
            .as("%s, step %d, loaded again", change, step)
            .isEqualTo(before);
        assertThat(token.objects().certificates()).hasSize(certificates);
        assertThat(TokenKeyStores.loaded(token).getKey("signer", null)).isEqualTo(held);
        continue;
      }
      assertThat(token.stillToFail()).as("the change went through").isTrue();
      assertThat(failures).as("steps that can fail").isPositive();
      assertThat(contents(TokenKeyStores.loaded(token))).isNotEqualTo(before);
      return;
    }
    throw new AssertionError("the change never went through");
  }

  private static Map<String, Object> contents(KeyStore keyStore) throws Exception {
    Map<String, Object> contents = new TreeMap<>();
    for (String alias : TokenKeyStores.aliases(keyStore)) {
      contents.put(
          alias,
          Arrays.asList(
              keyStore.getKey(alias, null),
              keyStore.getCertificate(alias),
              keyStore.getCertificateChain(alias) == null
                  ? null
                  : Arrays.asList(keyStore.getCertificateChain(alias))));
    }
    return contents;
  }

  @org.junit.jupiter.api.Test
  void saysWhatCouldNotBeDone() {
    token.failAtChange(1);
    assertThatThrownBy(() -> keyStore.deleteEntry("data"))
        .isInstanceOf(KeyStoreException.class)
        .hasMessageContaining("delete 'data'");
  }
}
