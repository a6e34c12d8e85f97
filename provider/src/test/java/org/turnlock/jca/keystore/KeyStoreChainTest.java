// SPDX-License-Identifier: Apache-2.0
package org.turnlock.jca.keystore;

import static org.assertj.core.api.Assertions.assertThat;

import java.security.KeyPair;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.X509Certificate;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.turnlock.jca.TestCertificates;
import org.turnlock.token.KeyUsage;
import org.turnlock.token.NewKey;
import org.turnlock.token.TokenKey;

/** Chains that are put together from the certificates that happen to be in the token. */
class KeyStoreChainTest extends KeyStoreContract {
  private final KeyPair root = TestCertificates.rsa();
  private final KeyPair middle = TestCertificates.ec();
  private final KeyPair end = TestCertificates.ec();
  private final X509Certificate rootCertificate = TestCertificates.selfSigned("root", root);
  private final X509Certificate middleCertificate =
      TestCertificates.certificate("middle", middle.getPublic(), "root", root.getPrivate());
  private final X509Certificate leaf =
      TestCertificates.certificate("leaf", end.getPublic(), "middle", middle.getPrivate());

  private Certificate[] chainWith(X509Certificate own, X509Certificate... others) throws Exception {
    TokenKey key =
        token
            .objects()
            .importKey(end.getPrivate(), 0, NewKey.resident("end", Set.of(KeyUsage.SIGN)));
    for (X509Certificate other : others) {
      token.objects().addCertificate(other, "", new byte[0]);
    }
    token.objects().addCertificate(own, "end", key.attributes().id().bytes());
    KeyStore keyStore = TokenKeyStores.loaded(token);
    return keyStore.getCertificateChain("end");
  }

  @Test
  void followsIssuersToTheRootWhateverTheirOrder() throws Exception {
    assertThat(chainWith(leaf, rootCertificate, middleCertificate))
        .containsExactly(leaf, middleCertificate, rootCertificate);
  }

  @Test
  void followsIssuersThatAreEntriesOfTheirOwn() throws Exception {
    token.objects().addCertificate(middleCertificate, "middle", new byte[] {1});
    assertThat(chainWith(leaf)).containsExactly(leaf, middleCertificate);
  }

  @Test
  void endsWhereTheTokenHasNoIssuer() throws Exception {
    assertThat(chainWith(leaf, rootCertificate)).containsExactly(leaf);
  }

  @Test
  void endsAtASelfSignedCertificate() throws Exception {
    X509Certificate self = TestCertificates.selfSigned("end", end);
    assertThat(chainWith(self, TestCertificates.selfSigned("end", TestCertificates.ec())))
        .containsExactly(self);
  }

  @Test
  void passesOverAnIssuerOfTheSameNameWithAnotherKey() throws Exception {
    KeyPair impostor = TestCertificates.ec();
    X509Certificate sameName =
        TestCertificates.certificate(
            "middle", impostor.getPublic(), "root", root.getPrivate(), 500);
    assertThat(chainWith(leaf, sameName, middleCertificate, rootCertificate))
        .containsExactly(leaf, middleCertificate, rootCertificate);
  }

  @Test
  void prefersTheIssuerThatIsValidLongest() throws Exception {
    X509Certificate renewed =
        TestCertificates.certificate("middle", middle.getPublic(), "root", root.getPrivate(), 200);
    assertThat(chainWith(leaf, middleCertificate, renewed)).containsExactly(leaf, renewed);
  }

  @Test
  void endsInACircleOfIssuers() throws Exception {
    KeyPair one = TestCertificates.ec();
    KeyPair two = TestCertificates.ec();
    X509Certificate oneByTwo =
        TestCertificates.certificate("one", one.getPublic(), "two", two.getPrivate());
    X509Certificate twoByOne =
        TestCertificates.certificate("two", two.getPublic(), "one", one.getPrivate());
    X509Certificate byOne =
        TestCertificates.certificate("leaf", end.getPublic(), "one", one.getPrivate());
    assertThat(chainWith(byOne, oneByTwo, twoByOne)).containsExactly(byOne, oneByTwo, twoByOne);
  }

  @Test
  void followsIssuersOnCurvesThatTheJdkLacks() throws Exception {
    KeyPair koblitz = TestCertificates.koblitz();
    X509Certificate issuer = TestCertificates.selfSigned("koblitz", koblitz);
    X509Certificate own =
        TestCertificates.certificate("leaf", end.getPublic(), "koblitz", koblitz.getPrivate());
    assertThat(chainWith(own, issuer)).containsExactly(own, issuer);
  }
}
