// SPDX-License-Identifier: Apache-2.0
package org.turnlock.launch;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.jna.Native;
import java.io.File;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.Security;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.bouncycastle.jce.provider.BouncyCastleProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.turnlock.pkcs11.Pkcs11Module;
import org.turnlock.provider.TurnlockProvider;
import org.turnlock.softhsm.SoftHsm;
import org.turnlock.softhsm.SoftHsmToken;

/**
 * A JVM of its own finds Turnlock on its class path or its module path, through java.security or
 * the ServiceLoader, and prints nothing to its error output.
 */
@SoftHsm
class ClassPathAndModulePathTest {
  private static final String TURNLOCK =
      Stream.of(
              TurnlockProvider.class, Pkcs11Module.class, Native.class, BouncyCastleProvider.class)
          .map(ClassPathAndModulePathTest::location)
          .collect(Collectors.joining(File.pathSeparator));
  private static final String PROGRAM = location(GcmRoundTrip.class);

  @TempDir Path directory;

  @Test
  void modulePathAndJavaSecurity(SoftHsmToken token) throws Exception {
    List<String> jvm = onModulePath();
    jvm.add("-Djava.security.properties=" + listedLast(token));
    assertThat(run(token, jvm)).isEqualTo(expected("org.turnlock.provider"));
  }

  @Test
  void modulePathAndServiceLoader(SoftHsmToken token) throws Exception {
    assertThat(run(token, onModulePath(), configuration(token)))
        .isEqualTo(expected("org.turnlock.provider"));
  }

  @Test
  void classPathAndJavaSecurity(SoftHsmToken token) throws Exception {
    List<String> jvm = onClassPath();
    jvm.add("-Djava.security.properties=" + listedLast(token));
    assertThat(run(token, jvm)).isEqualTo(expected("null"));
  }

  @Test
  void classPathAndServiceLoader(SoftHsmToken token) throws Exception {
    assertThat(run(token, onClassPath(), configuration(token))).isEqualTo(expected("null"));
  }

  private static String expected(String module) {
    return "module " + module + "\nsealed 35 bytes, key format null\nsame true\n";
  }

  private static List<String> onModulePath() {
    List<String> jvm = nativeAccess("com.sun.jna");
    jvm.addAll(List.of("--module-path", TURNLOCK, "--add-modules", "org.turnlock.provider"));
    jvm.addAll(List.of("--class-path", PROGRAM));
    return jvm;
  }

  private static List<String> onClassPath() {
    List<String> jvm = nativeAccess("ALL-UNNAMED");
    jvm.addAll(List.of("--class-path", TURNLOCK + File.pathSeparator + PROGRAM));
    return jvm;
  }

  /** Since JDK 24 a JVM warns of native calls by modules that were not allowed them (JEP 472). */
  private static List<String> nativeAccess(String module) {
    List<String> jvm = new ArrayList<>();
    if (Runtime.version().feature() >= 24) {
      jvm.add("--enable-native-access=" + module);
    }
    return jvm;
  }

  /** A properties file that adds Turnlock to the end of this JDK's list of providers. */
  private Path listedLast(SoftHsmToken token) throws Exception {
    int next = 1;
    while (Security.getProperty("security.provider." + next) != null) {
      next++;
    }
    return Files.writeString(
        directory.resolve("java.security"),
        "security.provider." + next + "=Turnlock " + configuration(token) + "\n");
  }

  private static String configuration(SoftHsmToken token) {
    return token.turnlockConfiguration().toString();
  }

  /** What the program prints, warnings of its JVM included. */
  private String run(SoftHsmToken token, List<String> jvm, String... arguments) throws Exception {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(jvm);
    command.add(GcmRoundTrip.class.getName());
    command.addAll(List.of(arguments));
    Path output = directory.resolve("output");
    ProcessBuilder builder =
        new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(output.toFile());
    builder.environment().putAll(token.environment());
    builder.environment().remove("JDK_JAVA_OPTIONS");
    builder.environment().remove("JAVA_TOOL_OPTIONS");
    Process process = builder.start();
    boolean ended = process.waitFor(2, TimeUnit.MINUTES);
    if (!ended) {
      process.destroyForcibly();
    }
    String printed = Files.readString(output, StandardCharsets.UTF_8);
    assertThat(ended).as("ended in time; printed: %s", printed).isTrue();
    assertThat(process.exitValue()).as("exit status; printed: %s", printed).isZero();
    return printed.replace(System.lineSeparator(), "\n");
  }

  private static String location(Class<?> type) {
    try {
      return Path.of(type.getProtectionDomain().getCodeSource().getLocation().toURI()).toString();
    } catch (java.net.URISyntaxException e) {
      throw new AssertionError(e);
    }
  }
}
