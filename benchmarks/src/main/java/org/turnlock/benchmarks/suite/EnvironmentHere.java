// SPDX-License-Identifier: Apache-2.0
package org.turnlock.benchmarks.suite;

import com.sun.jna.Native;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.OffsetDateTime;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.bouncycastle.jce.provider.BouncyCastleProvider;
import org.turnlock.benchmarks.backend.Settings;

/** What this machine says of itself. */
public final class EnvironmentHere {
  /** Turnlock's commit; {@code run.sh} asks git. */
  static final String COMMIT = "benchmark.commit";

  /** SoftHSM's version, of which its module tells only a part. */
  static final String SOFTHSM = "benchmark.softhsm.version";

  private static final Pattern NSS_VERSION = Pattern.compile("Version: NSS ([0-9.]*[0-9])");
  private static final Pattern CPU = Pattern.compile("(?m)^model name\\s*:\\s*(.+)$");

  private EnvironmentHere() {}

  /** Now, before something is measured. */
  public static Environment now(String command) {
    return new Environment(
        OffsetDateTime.now()
            .truncatedTo(ChronoUnit.SECONDS)
            .format(DateTimeFormatter.ISO_OFFSET_DATE_TIME),
        command,
        Settings.optional(COMMIT).orElse("not known"),
        cpu(),
        Runtime.getRuntime().availableProcessors(),
        System.getProperty("os.name")
            + " "
            + System.getProperty("os.version")
            + ", "
            + System.getProperty("os.arch"),
        jdk(),
        ManagementFactory.getOperatingSystemMXBean().getSystemLoadAverage(),
        versions());
  }

  private static String jdk() {
    return System.getProperty("java.vm.name").replace(" 64-Bit Server VM", "")
        + " "
        + System.getProperty("java.runtime.version");
  }

  private static String cpu() {
    try {
      Matcher model = CPU.matcher(Files.readString(Path.of("/proc/cpuinfo")));
      return model.find() ? model.group(1) : System.getProperty("os.arch");
    } catch (IOException elsewhere) {
      return System.getProperty("os.arch");
    }
  }

  private static Map<String, String> versions() {
    Map<String, String> versions = new TreeMap<>();
    Settings.optional(SOFTHSM).ifPresent(it -> versions.put("SoftHSM", it));
    Settings.optional(Settings.NSS_DIRECTORY)
        .flatMap(directory -> nss(Path.of(directory)))
        .ifPresent(it -> versions.put("NSS", it));
    versions.put("JNA", Native.VERSION);
    versions.put("Bouncy Castle", new BouncyCastleProvider().getVersionStr());
    return versions;
  }

  /** Its module tells only a part, the file all. */
  private static Optional<String> nss(Path directory) {
    try (Stream<Path> files = Files.list(directory)) {
      Optional<Path> library =
          files
              .filter(it -> it.getFileName().toString().matches("libsoftokn3\\.(so|dylib)"))
              .findFirst();
      if (library.isEmpty()) {
        return Optional.empty();
      }
      Matcher version =
          NSS_VERSION.matcher(Files.readString(library.get(), StandardCharsets.ISO_8859_1));
      return version.find() ? Optional.of(version.group(1)) : Optional.empty();
    } catch (IOException unreadable) {
      return Optional.empty();
    }
  }
}
