// SPDX-License-Identifier: Apache-2.0
package org.turnlock.config;

/**
 * One directive that a configuration may have.
 *
 * @param name as it is written
 * @param allowed its values, in words, for messages and for the reference
 * @param reader reads a value
 * @param effect false for those of SunPKCS11 that have nothing to decide here
 */
record Directive(String name, String allowed, ValueReader<?> reader, boolean effect) {
  /** Reads one value, from after the equals sign to its own end. */
  @FunctionalInterface
  interface ValueReader<T> {
    T read(Tokens tokens) throws BadValue;
  }
}
