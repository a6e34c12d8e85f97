// SPDX-License-Identifier: Apache-2.0
package org.turnlock.certificate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import javax.security.auth.x500.X500Principal;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.cert.X509CertificateHolder;
import org.bouncycastle.operator.jcajce.JcaContentVerifierProviderBuilder;
import org.bouncycastle.pkcs.PKCS10CertificationRequest;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.turnlock.contract.support.Reference;
import org.turnlock.keys.ManagedKeyException;
import org.turnlock.keys.ManagedKeyException.Reason;
import org.turnlock.keys.ManagedKeyInfo;
import org.turnlock.keys.ManagedKeySpec;
import org.turnlock.keys.ManagedKeys;
import org.turnlock.keys.VersionState;
import org.turnlock.provider.TurnlockProvider;

/** Certificates of managed key pairs on one token, as other programs read them. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class CertificateContract {
  private static final X500Principal SUBJECT = new X500Principal("CN=example, O=Müller & Söhne");
  private static final String[] HOSTS = {"example.org", "*.example.org", "127.0.0.1", "::1"};
  private static final Duration PERIOD = Duration.ofDays(90);

  @TempDir private static Path files;

  private TurnlockProvider provider;
  private ManagedKeys keys;
  private TestAuthority authority;

  abstract TurnlockProvider open() throws Exception;

  @BeforeAll
  final void begin() throws Exception {
    provider = open();
    keys = provider.managedKeys();
    authority = new TestAuthority(Instant.now());
  }

  @AfterAll
  final void end() {
    provider.close();
  }

  private static ManagedKeySpec.Builder spec(String alias, String algorithm) {
    return ManagedKeySpec.builder(alias)
        .algorithm(algorithm)
        .subject(SUBJECT)
        .hostNames(HOSTS)
        .rotationPeriod(PERIOD);
  }

  private static List<ManagedKeySpec> kinds() {
    return List.of(
        spec("RSA-2048", "RSA").size(2048).build(),
        spec("EC-P256", "EC").build(),
        spec("EC-P384", "EC").curve("secp384r1").build(),
        spec("EC-P521", "EC").curve("secp521r1").build(),
        spec("Ed25519", "Ed25519").build());
  }

  @Test
  final void selfSignedCertificatesAreWhatOthersExpect() throws Exception {
    for (ManagedKeySpec kind : kinds()) {
      String alias = kind.alias();
      keys.create(kind);
      X509Certificate first = certificate(alias, 1);
      check(alias, 1, first);
      ManagedKeyInfo rotated = keys.rotate(alias, 1);
      assertThat(rotated.current()).isEqualTo(2);
      X509Certificate second = certificate(alias, 2);
      check(alias, 2, second);
      assertThat(second.getSerialNumber()).isNotEqualTo(first.getSerialNumber());
      assertThat(certificate(alias, 1)).isEqualTo(first);
    }
  }

  private X509Certificate certificate(String alias, int version) {
    List<X509Certificate> chain = keys.certificateChain(alias, version);
    assertThat(chain).hasSize(1);
    return chain.get(0);
  }

  private void check(String alias, int version, X509Certificate certificate) throws Exception {
    assertThat(certificate.getPublicKey().getEncoded())
        .isEqualTo(keys.publicKey(alias, version).getEncoded());
    certificate.verify(certificate.getPublicKey());
    assertThat(certificate.getSubjectX500Principal()).isEqualTo(SUBJECT);
    assertThat(certificate.getIssuerX500Principal()).isEqualTo(SUBJECT);
    assertThat(certificate.getSerialNumber().signum()).isPositive();
    assertThat(certificate.getSerialNumber().bitLength()).isBetween(64, 128);
    assertThat(certificate.getBasicConstraints()).isEqualTo(-1);
    assertThat(certificate.getKeyUsage()).startsWith(true, false);
    assertThat(certificate.getKeyUsage()[2]).isEqualTo(alias.startsWith("RSA"));
    assertThat(certificate.getKeyUsage()[5]).isFalse();
    assertThat(hosts(certificate)).isEqualTo(canonical(HOSTS));
    Instant now = Instant.now();
    assertThat(certificate.getNotBefore().toInstant())
        .isBetween(now.minus(Duration.ofMinutes(10)), now.minus(Duration.ofMinutes(4)));
    assertThat(certificate.getNotAfter().toInstant())
        .isAfter(now.plus(PERIOD.multipliedBy(2)).minusSeconds(60));
    X509CertificateHolder holder = new X509CertificateHolder(certificate.getEncoded());
    assertThat(
            holder.isSignatureValid(
                new JcaContentVerifierProviderBuilder()
                    .setProvider(Reference.bouncyCastle())
                    .build(holder)))
        .isTrue();
    assertThat(certificate.getExtensionValue(Extension.subjectKeyIdentifier.getId())).isNotNull();
    OpenSslText.of(files, certificate.getEncoded(), "x509", "-noout", "-text")
        .ifPresent(
            text ->
                assertThat(text)
                    .contains("CA:FALSE", "Digital Signature", "DNS:*.example.org", "IP Address"));
  }

  private static List<String> hosts(X509Certificate certificate) throws Exception {
    return certificate.getSubjectAlternativeNames().stream()
        .map(name -> name.get(1).toString())
        .toList();
  }

  /** As the JDK prints them. */
  private static List<String> canonical(String... hosts) {
    return Arrays.stream(hosts).map(host -> host.equals("::1") ? "0:0:0:0:0:0:0:1" : host).toList();
  }

  @Test
  final void requestsAreWhatAuthoritiesTake() throws Exception {
    for (ManagedKeySpec kind : kinds()) {
      String alias = "request-" + kind.alias();
      keys.create(spec(alias, kind.algorithm()).curve(kind.curve()).build());
      byte[] der = keys.certificateRequest(alias, 1);
      PKCS10CertificationRequest request = new PKCS10CertificationRequest(der);
      assertThat(TestAuthority.isSignatureValid(request)).as(alias).isTrue();
      assertThat(new X500Principal(request.getSubject().getEncoded())).isEqualTo(SUBJECT);
      assertThat(request.getSubjectPublicKeyInfo().getEncoded())
          .isEqualTo(keys.publicKey(alias, 1).getEncoded());
      assertThat(
              GeneralNames.fromExtensions(
                      request.getRequestedExtensions(), Extension.subjectAlternativeName)
                  .getNames())
          .hasSize(HOSTS.length);
      OpenSslText.of(files, der, "req", "-verify", "-noout", "-text")
          .ifPresent(text -> assertThat(text).contains("verify OK", "DNS:example.org"));
    }
  }

  @Test
  final void aVersionIsCurrentWithItsIssuedChainOnly() throws Exception {
    keys.create(spec("issued", "EC").build());
    List<VersionState> seen = new ArrayList<>();
    ManagedKeyInfo rotated =
        keys.rotate(
            "issued",
            1,
            (request, former) -> {
              seen.add(keys.describe("issued").version(2).orElseThrow().state());
              assertThat(former).isEqualTo(keys.certificateChain("issued", 1));
              keys.setDescription("issued", "nothing is locked");
              return authority.issue(request, former);
            });
    assertThat(seen).containsExactly(VersionState.PENDING);
    assertThat(rotated.current()).isEqualTo(2);
    assertThat(rotated.description()).isEqualTo("nothing is locked");
    List<X509Certificate> chain = keys.certificateChain("issued", 2);
    assertThat(chain.subList(1, 3)).containsExactly(authority.issuing, authority.root);
    assertThat(hosts(chain.get(0))).isEqualTo(canonical(HOSTS));
    assertThatThrownBy(() -> keys.rotate("issued", 2))
        .isInstanceOfSatisfying(
            ManagedKeyException.class, e -> assertThat(e.reason()).isEqualTo(Reason.CERTIFICATE))
        .hasMessageContaining("Test Issuer");
    keys.setCertificateIssuer(authority);
    try {
      assertThat(keys.rotate("issued", 2).current()).isEqualTo(3);
    } finally {
      keys.setCertificateIssuer(null);
    }
    assertThat(keys.certificateChain("issued", 3)).hasSize(3);
    assertThat(keys.certificateChain("issued", 2)).isEqualTo(chain);
  }

  @Test
  final void aCertificateIsRenewedWithoutRotation() throws Exception {
    keys.create(spec("renewed", "Ed25519").build());
    List<X509Certificate> chain =
        authority.issue(
            keys.certificateRequest(
                "renewed", 1, new X500Principal("CN=other"), List.of("other.example")),
            List.of());
    keys.setCertificateChain("renewed", 1, chain);
    assertThat(keys.certificateChain("renewed", 1)).isEqualTo(chain);
    assertThat(hosts(chain.get(0))).containsExactly("other.example");
    assertThatThrownBy(
            () -> keys.setCertificateChain("renewed", 1, authority.issueForAnotherKey(SUBJECT)))
        .isInstanceOf(ManagedKeyException.class)
        .hasMessageContaining("for another key");
    assertThat(keys.certificateChain("renewed", 1)).isEqualTo(chain);
  }
}
