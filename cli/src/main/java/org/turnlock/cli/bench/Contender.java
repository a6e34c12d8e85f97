// SPDX-License-Identifier: Apache-2.0
package org.turnlock.cli.bench;

import java.util.Optional;
import java.util.function.Function;

/**
 * A provider that is measured.
 *
 * @param name as JSON has it
 * @param trials makes its operations ready
 * @param missing why it does not offer an operation; empty where it does
 */
record Contender(String name, Trials trials, Function<BenchOperation, Optional<String>> missing) {
  static final String TURNLOCK = "turnlock";
  static final String SUNPKCS11 = "sunpkcs11";
}
