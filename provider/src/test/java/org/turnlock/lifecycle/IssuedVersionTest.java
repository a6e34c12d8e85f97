// SPDX-License-Identifier: Apache-2.0
package org.turnlock.lifecycle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.turnlock.lifecycle.Refusals.assertRefused;

import java.io.File;
import java.io.IOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.PublicKey;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import javax.security.auth.x500.X500Principal;
import org.bouncycastle.pkcs.PKCS10CertificationRequest;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.turnlock.certificate.TestAuthority;
import org.turnlock.keys.CertificateIssuer;
import org.turnlock.keys.ManagedKeyException;
import org.turnlock.keys.ManagedKeyException.Reason;
import org.turnlock.keys.RotationReport;
import org.turnlock.keys.VersionState;
import org.turnlock.token.AttributeRules;
import org.turnlock.token.software.SoftwareToken;

/** Versions that wait for their certificate: what goes on meanwhile, and what can go wrong. */
class IssuedVersionTest {
  private static final X500Principal SUBJECT = new X500Principal("CN=server");
  private static final Duration PERIOD = Duration.ofDays(30);

  private LifecycleFixture life;
  private TestAuthority authority;
  private String alias;

  /** A key whose version 2 has a certificate of the authority. */
  @BeforeEach
  void begin() throws Exception {
    life = new LifecycleFixture(SoftwareToken.inMemory(AttributeRules.NONE, mechanism -> true));
    authority = new TestAuthority(life.now().plus(PERIOD));
    alias =
        life.keys
            .create(LifecycleFixture.spec("EC").subject(SUBJECT).rotationPeriod(PERIOD).build())
            .alias();
    life.pass(PERIOD.minusMinutes(1));
    life.keys.rotate(alias, 1, authority);
  }

  @AfterEach
  void end() {
    life.token.close();
  }

  private VersionState state(int version) {
    return life.keys.describe(alias).version(version).orElseThrow().state();
  }

  private void assertOnlyWaiting() {
    assertThat(life.keys.describe(alias).current()).isEqualTo(2);
    assertThat(state(3)).isEqualTo(VersionState.PENDING);
    assertThat(life.keys.describe(alias).versions()).hasSize(3);
  }

  @Test
  void aFailedIssueChangesNothingAndIsTakenUpAgain() throws Exception {
    List<byte[]> requests = new ArrayList<>();
    CertificateIssuer down =
        (request, former) -> {
          requests.add(request);
          throw new GeneralSecurityException("the authority is down");
        };
    assertRefused(
        () -> life.keys.rotate(alias, 2, down), Reason.CERTIFICATE, "the authority is down");
    assertOnlyWaiting();
    assertRefused(
        () -> life.keys.rotate(alias, 2, down), Reason.CERTIFICATE, "the authority is down");
    assertOnlyWaiting();
    PublicKey waiting =
        new org.bouncycastle.pkcs.jcajce.JcaPKCS10CertificationRequest(requests.get(0))
            .getPublicKey();
    assertThat(new PKCS10CertificationRequest(requests.get(1)).getSubjectPublicKeyInfo())
        .isEqualTo(new PKCS10CertificationRequest(requests.get(0)).getSubjectPublicKeyInfo());
    assertThat(life.keys.rotate(alias, 2, authority).current()).isEqualTo(3);
    assertThat(life.keys.publicKey(alias, 3).getEncoded()).isEqualTo(waiting.getEncoded());
  }

  @Test
  void chainsThatAreNotTheVersionsAreRefused() throws Exception {
    life.keys.prepareVersion(alias, 2);
    byte[] request = life.keys.certificateRequest(alias, 3);
    List<X509Certificate> good = authority.issue(request, List.of());
    refuse(List.of(), "no certificate");
    refuse(authority.issueForAnotherKey(SUBJECT), "another key");
    refuse(List.of(good.get(0), good.get(2), good.get(1)), "has not signed it");
    refuse(good.subList(1, 3), "another key");
    refuse(
        new TestAuthority(life.now().minus(PERIOD)).issue(request, List.of()), "no longer valid");
    refuse(
        new TestAuthority(life.now().plus(PERIOD)).issue(request, List.of()), "not valid before");
    refuse(Collections.nCopies(101, good.get(0)), "101 certificates, of 100 at most");
    life.keys.activateVersion(alias, 3, good);
    assertThat(life.keys.describe(alias).current()).isEqualTo(3);
    assertThat(life.keys.certificateChain(alias, 3)).isEqualTo(good);
    assertRefused(
        () -> life.keys.activateVersion(alias, 3, good), Reason.CONFLICT, "in use already");
  }

  private void refuse(List<X509Certificate> chain, String message) {
    assertRefused(() -> life.keys.activateVersion(alias, 3, chain), Reason.CERTIFICATE, message);
    assertOnlyWaiting();
  }

  @Test
  void aWaitingVersionDoesNothingAndStandsInTheWay() throws Exception {
    life.keys.prepareVersion(alias, 2);
    assertRefused(() -> life.keys.prepareVersion(alias, 2), Reason.STATE, "waits");
    assertRefused(() -> life.keys.enableVersion(alias, 3), Reason.STATE, "waits");
    assertRefused(() -> life.keys.disableVersion(alias, 3), Reason.STATE, "waits");
    assertRefused(() -> life.keys.publicKey(alias, 3), Reason.STATE, "waits");
    assertRefused(
        () -> life.keys.setCertificateChain(alias, 3, authority.issueForAnotherKey(SUBJECT)),
        Reason.STATE,
        "waits");
    byte[] request = life.keys.certificateRequest(alias, 3);
    life.keys.destroyVersion(alias, 3);
    assertRefused(
        () -> life.keys.activateVersion(alias, 3, authority.issue(request, List.of())),
        Reason.CONFLICT,
        "given up");
    assertThat(life.keys.rotate(alias, 2, authority).current()).isEqualTo(4);
  }

  @Test
  void automaticRotationNeverMakesAnIssuedCertificateSelfSigned() throws Exception {
    life.pass(Duration.ofMinutes(1));
    RotationReport without = life.keys.rotateDue();
    assertThat(without.rotated()).isEmpty();
    assertThat(without.failed().get(alias)).contains("CN=Test Issuer", "issuer");
    assertThat(life.keys.describe(alias).versions()).hasSize(2);
    life.keys.setCertificateIssuer(authority);
    assertThat(life.keys.rotateDue().rotated()).containsExactly(alias);
    assertThat(life.keys.certificateChain(alias, 3).get(1)).isEqualTo(authority.issuing);
    assertThat(life.keys.rotateDue())
        .isEqualTo(new RotationReport(List.of(), List.of(), java.util.Map.of()));
  }

  @Test
  void anAutomaticRotationThatFailedIsTakenUpByAnyProcessAfterAWhile() throws Exception {
    life.pass(Duration.ofMinutes(1));
    life.keys.setCertificateIssuer(
        (request, former) -> {
          throw new GeneralSecurityException("the authority is down");
        });
    assertThat(life.keys.rotateDue().failed().get(alias)).contains("the authority is down");
    assertOnlyWaiting();
    life.keys.setCertificateIssuer(authority);
    assertThat(life.keys.rotateDue().rotated()).isEmpty();
    life.pass(IssuedVersions.ISSUING_TIME);
    assertThat(life.keys.rotateDue().rotated()).containsExactly(alias);
    assertThat(life.keys.describe(alias).current()).isEqualTo(3);
  }

  @Test
  void whateverAnIssuerThrowsIsToldAsARefusalOfTheVersion() {
    List<Throwable> thrown =
        List.of(
            new NullPointerException(),
            new NoClassDefFoundError("com/example/Acme"),
            new StackOverflowError(),
            new IOException("no route"),
            new ManagedKeyException(Reason.CONFLICT, "another key's"));
    for (Throwable one : thrown) {
      CertificateIssuer broken =
          (request, former) ->
              IssuedVersionTest.<List<X509Certificate>, RuntimeException>sneak(one);
      assertRefused(
          () -> life.keys.rotate(alias, 2, broken),
          Reason.CERTIFICATE,
          "version 3 of key '" + alias + "' was given no certificate: " + one);
    }
    assertOnlyWaiting();
  }

  @SuppressWarnings({"unchecked", "TypeParameterUnusedInFormals"})
  private static <T, E extends Throwable> T sneak(Throwable thrown) throws E {
    throw (E) thrown;
  }

  @Test
  void aVersionThatAClockFromTheFutureMadeIsTakenUpAtOnce() throws Exception {
    Duration wrong = Duration.ofDays(3650);
    life.pass(wrong);
    life.keys.setCertificateIssuer(
        (request, former) -> {
          throw new GeneralSecurityException("the authority is down");
        });
    assertThat(life.keys.rotateDue().failed()).containsKey(alias);
    life.pass(wrong.negated().plusMinutes(1));
    life.keys.setCertificateIssuer(authority);
    assertThat(life.keys.rotateDue().rotated()).containsExactly(alias);
  }

  @Test
  void selfSignedCertificatesGoOnByThemselves() throws Exception {
    String own =
        life.keys
            .create(
                LifecycleFixture.spec("EC")
                    .subject(SUBJECT)
                    .hostNames("a.example")
                    .rotationPeriod(PERIOD)
                    .build())
            .alias();
    life.pass(PERIOD);
    life.keys.setCertificateIssuer(null);
    assertThat(life.keys.rotateDue().rotated()).containsExactly(own);
    X509Certificate second = life.keys.certificateChain(own, 2).get(0);
    second.verify(second.getPublicKey());
    assertThat(second.getSubjectAlternativeNames().iterator().next().get(1)).isEqualTo("a.example");
    assertThat(second.getNotAfter().toInstant()).isEqualTo(life.now().plus(PERIOD.multipliedBy(2)));
    assertThat(life.keys.rotate(own, 2).current()).isEqualTo(3);
  }

  /** Such as {@code turnlock key rotate --due}. */
  @Test
  void aProcessThatIsGivenNoIssuerTakesTheOneOfItsClassPath(@TempDir Path directory)
      throws Exception {
    provide(directory, ServiceAuthority.class.getName());
    Process process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                directory + File.pathSeparator + System.getProperty("java.class.path"),
                DueRotationProcess.class.getName())
            .redirectError(directory.resolve("err").toFile())
            .start();
    String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor()).as(Files.readString(directory.resolve("err"))).isZero();
    assertThat(out.lines())
        .containsExactly(
            "RotationReport[rotated=[key-1], deleted=[], failed={}]",
            authority.issuing.getSubjectX500Principal().toString());
  }

  @Test
  void severalProvidedIssuersOrABrokenOneAreRefusedAndNamed(@TempDir Path directory)
      throws Exception {
    assertThat(provided(directory).find()).isEmpty();
    provide(directory, ServiceAuthority.class.getName(), Unready.class.getName());
    assertRefused(
        () -> provided(directory).find(), Reason.CERTIFICATE, ServiceAuthority.class.getName());
    provide(directory, Unready.class.getName());
    assertRefused(() -> provided(directory).find(), Reason.CERTIFICATE, "broken");
  }

  /** One that cannot be made. */
  public static final class Unready implements CertificateIssuer {
    public Unready() {
      throw new IllegalStateException("no address of the authority");
    }

    @Override
    public List<X509Certificate> issue(byte[] request, List<X509Certificate> former) {
      return List.of();
    }
  }

  private static void provide(Path directory, String... names) throws Exception {
    Path file = directory.resolve("META-INF/services/" + CertificateIssuer.class.getName());
    Files.createDirectories(file.getParent());
    Files.write(file, List.of(names));
  }

  private static ProvidedIssuer provided(Path directory) throws Exception {
    return new ProvidedIssuer(
        new URLClassLoader(
            new URL[] {directory.toUri().toURL()}, IssuedVersionTest.class.getClassLoader()));
  }
}
