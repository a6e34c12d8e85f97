// SPDX-License-Identifier: Apache-2.0
package org.turnlock.benchmarks.suite;

import java.util.Map;
import java.util.TreeMap;

/**
 * Where and when a run was made.
 *
 * @param date of its start, ISO 8601 with the offset
 * @param command that starts it
 * @param commit of Turnlock, with {@code -dirty} where the tree has changes
 * @param cpu its model
 * @param cpus how many the JVM may use
 * @param os its name and version
 * @param jdk its name and version
 * @param load average of one minute at the start
 * @param versions of the tokens' modules and of libraries, by name
 */
public record Environment(
    String date,
    String command,
    String commit,
    String cpu,
    int cpus,
    String os,
    String jdk,
    double load,
    Map<String, String> versions) {

  /** Sorts the versions. */
  public Environment {
    versions = new TreeMap<>(versions);
  }
}
