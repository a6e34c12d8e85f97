// SPDX-License-Identifier: Apache-2.0
package org.turnlock.benchmarks.start;

import java.nio.file.Path;

/**
 * Classes that a JVM keeps for the next: class-data sharing, and from Java 25 on the AOT cache (JEP
 * 514), since there --enable-native-access spoils the former.
 */
final class ClassArchive {
  private static final boolean AOT = Runtime.version().feature() >= 25;

  private ClassArchive() {}

  /** The option of the JVM that makes it. */
  static String making(Path archive) {
    return (AOT ? "-XX:AOTCacheOutput=" : "-XX:ArchiveClassesAtExit=") + archive;
  }

  /** The option of a JVM that starts with it. */
  static String using(Path archive) {
    return (AOT ? "-XX:AOTCache=" : "-XX:SharedArchiveFile=") + archive;
  }
}
