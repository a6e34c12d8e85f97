// SPDX-License-Identifier: Apache-2.0
package org.turnlock.cli.bench;

/** One operation, done over and over by one thread. */
@FunctionalInterface
interface Work {
  void run() throws Exception;
}
