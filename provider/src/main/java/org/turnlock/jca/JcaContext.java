// SPDX-License-Identifier: Apache-2.0
package org.turnlock.jca;

import org.turnlock.operation.KeyOperations;
import org.turnlock.token.Token;

/**
 * What a provider gives each SPI object that it makes.
 *
 * @param token where the provider's keys live
 * @param operations the path of every key use
 * @param pins where a KeyStore that is loaded without a PIN finds one
 * @param softwareKeys what becomes of software keys
 */
public record JcaContext(
    Token token, KeyOperations operations, PinProvider pins, SoftwareKeyRule softwareKeys) {
  /** A context that imports software keys. */
  public JcaContext(Token token, KeyOperations operations, PinProvider pins) {
    this(token, operations, pins, SoftwareKeyRule.IMPORT);
  }

  /** A context that knows no PIN. */
  public JcaContext(Token token, KeyOperations operations) {
    this(token, operations, PinProvider.NONE);
  }

  /** The same for an object that a program got without naming a provider. */
  public JcaContext nameless() {
    return new JcaContext(token, operations, pins, SoftwareKeyRule.NAMELESS);
  }
}
