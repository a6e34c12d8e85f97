// SPDX-License-Identifier: Apache-2.0
package org.turnlock.identity;

import java.security.ProviderException;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.ServiceConfigurationError;
import java.util.ServiceLoader;

/**
 * Says who uses a key at the moment: the sources that are provided as services are asked first,
 * then the current JAAS Subject; else it is the configured application, or the user whom the
 * operating system runs this process for. Thread-safe.
 */
public final class CallerIdentity {
  private final List<PrincipalSource> sources;
  private final SubjectCallers subjects;
  private final Caller process;

  CallerIdentity(List<PrincipalSource> sources, SubjectCallers subjects, Caller process) {
    this.sources = List.copyOf(sources);
    this.subjects = subjects;
    this.process = Objects.requireNonNull(process);
  }

  /**
   * @param application what the configuration says; empty for the system's user
   * @param loader where services are found
   * @throws ProviderException if a source that is provided cannot be made
   */
  public static CallerIdentity of(Optional<String> application, ClassLoader loader) {
    return new CallerIdentity(provided(loader), new SubjectCallers(), process(application));
  }

  /** The user of the system, unless a JAAS Subject is current. */
  public static CallerIdentity ofProcess() {
    return new CallerIdentity(List.of(), new SubjectCallers(), process(Optional.empty()));
  }

  private static Caller process(Optional<String> application) {
    return Caller.of(application.map(name -> "app:" + name).orElseGet(() -> "os:" + osUser()));
  }

  private static List<PrincipalSource> provided(ClassLoader loader) {
    try {
      return ServiceLoader.load(PrincipalSource.class, loader).stream()
          .map(ServiceLoader.Provider::get)
          .toList();
    } catch (ServiceConfigurationError e) {
      throw new ProviderException(
          "who uses keys cannot be told: a PrincipalSource that the class path provides is broken: "
              + e.getMessage(),
          e);
    }
  }

  /** As the system says it: a property of the JVM says what its command line wants. */
  private static String osUser() {
    return ProcessHandle.current()
        .info()
        .user()
        .or(() -> Optional.ofNullable(System.getProperty("user.name")))
        .filter(name -> !name.isBlank())
        .orElse("unknown");
  }

  /** Nobody in particular is not a safe answer where somebody was expected. */
  private static Optional<Caller> ask(PrincipalSource source) {
    try {
      return source.current();
    } catch (RuntimeException e) {
      throw new ProviderException(
          "who uses the key cannot be told: " + source.getClass().getName() + " failed", e);
    }
  }

  /**
   * Who is calling, in this thread.
   *
   * @throws ProviderException if a source that is provided fails
   */
  public Caller current() {
    for (int i = 0; i < sources.size(); i++) {
      Optional<Caller> known = ask(sources.get(i));
      if (known.isPresent()) {
        return known.get();
      }
    }
    Caller subject = subjects.current();
    return subject == null ? process : subject;
  }
}
