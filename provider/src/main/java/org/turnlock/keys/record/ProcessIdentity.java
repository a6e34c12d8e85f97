// SPDX-License-Identifier: Apache-2.0
package org.turnlock.keys.record;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Locale;

/**
 * A process, so named that another one on the same host can tell whether it still runs.
 *
 * @param host boot and namespace of process numbers; empty where the system does not tell
 * @param user number of the user: processes of others may be hidden
 * @param started ticks from boot to the start of the process, since numbers are used again
 */
record ProcessIdentity(String host, long user, long pid, long started) {
  private static final int START_TIME = 19;
  private static final long UNKNOWN = -1;

  private static final class Own {
    static final ProcessIdentity INSTANCE = read();
  }

  /** This process. */
  static ProcessIdentity own() {
    return Own.INSTANCE;
  }

  private static ProcessIdentity read() {
    long pid = ProcessHandle.current().pid();
    try {
      String boot = Files.readString(Path.of("/proc/sys/kernel/random/boot_id")).strip();
      String space = Files.readSymbolicLink(Path.of("/proc/self/ns/pid")).toString();
      Number user = (Number) Files.getAttribute(Path.of("/proc/self"), "unix:uid");
      long started = started(pid);
      if (started > 0) {
        return new ProcessIdentity(boot + " " + space, user.longValue(), pid, started);
      }
    } catch (IOException | RuntimeException notLinux) {
      // Then nobody can tell by the process, and time must.
    }
    return new ProcessIdentity("", 0, pid, 0);
  }

  /** Whether the process, if it runs at all, can be seen from here. */
  boolean isVisible() {
    ProcessIdentity own = own();
    return !host.isEmpty() && host.equals(own.host) && user == own.user;
  }

  /** Whether the process, being visible, has ended. */
  boolean hasEnded() {
    long now = started(pid);
    return now != UNKNOWN && now != started;
  }

  /** 0 if there is no process of this number. */
  private static long started(long pid) {
    try {
      String stat = Files.readString(Path.of(String.format(Locale.ROOT, "/proc/%d/stat", pid)));
      // The name, in parentheses, can hold anything; the state follows it.
      String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ");
      boolean over = fields[0].equals("Z") || fields[0].equals("X");
      return over ? 0 : Long.parseLong(fields[START_TIME]);
    } catch (NoSuchFileException gone) {
      return 0;
    } catch (IOException | RuntimeException e) {
      return UNKNOWN;
    }
  }
}
