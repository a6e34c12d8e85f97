// SPDX-License-Identifier: Apache-2.0
package org.turnlock.cli.bench;

/**
 * What is measured, or left out.
 *
 * @param operation what is done
 * @param size on how many bytes; 0 for any number
 */
record Subject(BenchOperation operation, int size) {
  /** For people: {@code aes-gcm-encrypt 64 B}, {@code rsa-2048-sign}. */
  @Override
  public String toString() {
    return size == 0 || operation.sizes().size() == 1
        ? operation.label()
        : operation.label() + " " + Units.bytes(size);
  }
}
