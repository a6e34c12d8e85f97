// SPDX-License-Identifier: Apache-2.0
package org.turnlock.cli.doctor;

/**
 * A service ready to be tried: its result has been checked once, and can be had again.
 *
 * @param what the operation, for a table: {@code encrypt 1 KiB}
 * @param operation does it once
 */
record Probe(String what, Operation operation) {
  /** One use of a service. */
  @FunctionalInterface
  interface Operation {
    void run() throws Exception;
  }

  /** Fails the preparation of a probe: the service gave a wrong result. */
  static void require(boolean right, String otherwise) throws WrongResultException {
    if (!right) {
      throw new WrongResultException(otherwise);
    }
  }

  /** A service answered, and wrongly. */
  static final class WrongResultException extends Exception {
    private static final long serialVersionUID = 1L;

    WrongResultException(String message) {
      super(message);
    }
  }
}
