// SPDX-License-Identifier: Apache-2.0
package org.turnlock.identity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.InputStream;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.ProviderException;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import javax.security.auth.Subject;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Who it is that uses a key: the first that is known of services, Subject, application, user. */
class CallerIdentityTest {
  private static final ClassLoader HERE = CallerIdentityTest.class.getClassLoader();

  private final CallerIdentity user = CallerIdentity.of(Optional.empty(), HERE);
  private final CallerIdentity application = CallerIdentity.of(Optional.of("payments"), HERE);

  @Test
  void withoutASubjectItIsTheApplicationOrTheUser() {
    String name = ProcessHandle.current().info().user().orElseThrow();
    assertThat(user.current().name()).isEqualTo("os:" + name);
    assertThat(application.current().name()).isEqualTo("app:payments");
    assertThat(application.current()).isSameAs(application.current());
    assertThat(CallerIdentity.ofProcess().current()).isEqualTo(user.current());
  }

  @Test
  void aSubjectIsItsPrincipals() throws Exception {
    Caller alice = Callers.as(Callers.subject("alice", "admins"), application::current);

    assertThat(alice.name()).isEqualTo("subject:alice");
    assertThat(alice.names())
        .containsExactlyInAnyOrder(
            "subject:alice",
            "subject(" + Callers.Named.class.getName() + "):alice",
            "subject:admins",
            "subject(" + Callers.Named.class.getName() + "):admins");
    assertThat(application.current().name()).isEqualTo("app:payments");
  }

  @Test
  void aSubjectWithoutPrincipalsIsNobodyAndNotTheApplication() throws Exception {
    assertThat(Callers.as(new Subject(), application::current)).isEqualTo(Caller.NOBODY);
  }

  @Test
  void whatALoginOrALogoutChangesInASubjectIsSeen() throws Exception {
    Subject subject = Callers.subject("alice");
    Callers.as(
        subject,
        () -> {
          Caller before = application.current();
          assertThat(application.current()).isSameAs(before);
          subject.getPrincipals().add(new Callers.Named("admins"));
          assertThat(application.current().names()).contains("subject:admins");
          subject.getPrincipals().clear();
          assertThat(application.current()).isEqualTo(Caller.NOBODY);
          subject.getPrincipals().add(new Callers.Named("bob"));
          assertThat(application.current().name()).isEqualTo("subject:bob");
          return null;
        });
  }

  @Test
  void eachOfTwoSubjectsInOneThreadIsItself() throws Exception {
    Subject alice = Callers.fixed("alice");
    Subject bob = Callers.fixed("bob");
    for (int i = 0; i < 3; i++) {
      assertThat(Callers.as(alice, user::current).name()).isEqualTo("subject:alice");
      assertThat(Callers.as(bob, user::current).name()).isEqualTo("subject:bob");
    }
    String inner =
        Callers.as(alice, () -> Callers.as(bob, () -> user.current().name()) + user.current());
    assertThat(inner).isEqualTo("subject:bobsubject:alice");
  }

  @Test
  void withoutASubjectItIsAskedForOnceEachTime() {
    AtomicInteger asked = new AtomicInteger();
    SubjectCallers subjects =
        new SubjectCallers(
            () -> {
              asked.incrementAndGet();
              return null;
            });
    CallerIdentity identity = new CallerIdentity(List.of(), subjects, Caller.of("app:x"));
    assertThat(identity.current().name()).isEqualTo("app:x");
    assertThat(asked).hasValue(1);
  }

  @Test
  void sourcesAreAskedInTheirOrderAndBeforeTheSubject() throws Exception {
    CallerIdentity identity =
        new CallerIdentity(
            List.of(Optional::empty, () -> Optional.of(Caller.of("spiffe://a/b"))),
            new SubjectCallers(),
            Caller.of("app:x"));
    assertThat(Callers.as(Callers.subject("alice"), identity::current).name())
        .isEqualTo("spiffe://a/b");
  }

  @Test
  void whatASourceThrowsIsNoAnswer() {
    CallerIdentity identity =
        new CallerIdentity(
            List.of(
                () -> {
                  throw new IllegalStateException("no request");
                }),
            new SubjectCallers(),
            Caller.of("app:x"));
    assertThatThrownBy(identity::current)
        .isInstanceOf(ProviderException.class)
        .hasMessageContaining("cannot be told")
        .hasRootCauseMessage("no request");
  }

  /** A source as a jar beside Turnlock would provide it. */
  public static final class Provided implements PrincipalSource {
    private static final Optional<Caller> GIVEN = Optional.of(Caller.of("web:carol"));

    /** As services are made. */
    public Provided() {}

    @Override
    public Optional<Caller> current() {
      return GIVEN;
    }
  }

  @Test
  void aServiceIsFoundAndABrokenOneIsSaid(@TempDir Path directory) throws Exception {
    try (URLClassLoader good = services(directory.resolve("good"), Provided.class.getName());
        URLClassLoader broken = services(directory.resolve("broken"), "no.such.Source")) {
      assertThat(CallerIdentity.of(Optional.empty(), good).current().name()).isEqualTo("web:carol");
      assertThatThrownBy(() -> CallerIdentity.of(Optional.empty(), broken))
          .isInstanceOf(ProviderException.class)
          .hasMessageContaining("no.such.Source");
    }
  }

  private static URLClassLoader services(Path directory, String name) throws IOException {
    Path file = directory.resolve("META-INF/services/" + PrincipalSource.class.getName());
    Files.createDirectories(file.getParent());
    Files.writeString(file, name);
    return new Beside(directory.toUri().toURL());
  }

  /** Has the source as a jar has it: in no module, whatever the tests run in. */
  private static final class Beside extends URLClassLoader {
    Beside(URL directory) {
      super(new URL[] {directory}, HERE);
    }

    @Override
    protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
      synchronized (getClassLoadingLock(name)) {
        Class<?> loaded = findLoadedClass(name);
        if (loaded == null && name.equals(Provided.class.getName())) {
          return own(name);
        }
        return loaded == null ? super.loadClass(name, resolve) : loaded;
      }
    }

    private Class<?> own(String name) throws ClassNotFoundException {
      String file = name.substring(name.lastIndexOf('.') + 1) + ".class";
      try (InputStream in = CallerIdentityTest.class.getResourceAsStream(file)) {
        byte[] bytes = in.readAllBytes();
        return defineClass(name, bytes, 0, bytes.length);
      } catch (IOException e) {
        throw new ClassNotFoundException(name, e);
      }
    }
  }

  @Test
  void noNameCanPassForEverybody() {
    assertThatThrownBy(() -> Caller.of("*")).isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> Caller.of(" ")).isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> Caller.of(List.of())).isInstanceOf(IllegalArgumentException.class);
  }
}
