// SPDX-License-Identifier: Apache-2.0
package org.turnlock.benchmarks.suite;

import java.util.Optional;

/** Knows who can do what. */
@FunctionalInterface
public interface Competitors {
  /** Who competes under that name in that operation; empty if it cannot do that. */
  Optional<Competitor> of(String backend, String operation);
}
