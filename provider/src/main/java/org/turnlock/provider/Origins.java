// SPDX-License-Identifier: Apache-2.0
package org.turnlock.provider;

import java.io.IOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.UUID;
import org.turnlock.audit.AuditOrigin;
import org.turnlock.config.TurnlockConfiguration;
import org.turnlock.token.TokenDescription;

/** Says where the events of a provider come from. */
final class Origins {
  private static final Path KERNELS_NAME = Path.of("/proc/sys/kernel/hostname");
  private static final String UNKNOWN = "unknown";

  private Origins() {}

  static AuditOrigin of(TurnlockConfiguration configuration, TokenDescription token) {
    return new AuditOrigin(
        UUID.randomUUID().toString(),
        host(),
        ProcessHandle.current().pid(),
        configuration.application().orElseGet(Origins::mainClass),
        configuration.providerName(),
        token.label(),
        token.serial());
  }

  /** As the kernel says it; a name server is asked only where that cannot be read. */
  private static String host() {
    try {
      String name = Files.readString(KERNELS_NAME, StandardCharsets.UTF_8).strip();
      if (!name.isEmpty()) {
        return name;
      }
    } catch (IOException e) {
      // Not Linux: falls through.
    }
    try {
      return InetAddress.getLocalHost().getHostName();
    } catch (UnknownHostException e) {
      return UNKNOWN;
    }
  }

  /** The JVM's main class or jar, without its arguments, which may be secret. */
  private static String mainClass() {
    String command = System.getProperty("sun.java.command", "").strip();
    int end = command.indexOf(' ');
    String main = end < 0 ? command : command.substring(0, end);
    String file = main.substring(main.lastIndexOf('/') + 1);
    return file.isEmpty() ? UNKNOWN : file;
  }
}
