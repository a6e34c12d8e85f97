// SPDX-License-Identifier: Apache-2.0
package org.turnlock.jca;

import org.turnlock.keys.ManagedKeys;
import org.turnlock.keys.directory.ManagedKeyDirectory;
import org.turnlock.operation.KeyOperations;
import org.turnlock.token.Token;

/**
 * What a provider gives each SPI object that it makes.
 *
 * @param token where the provider's keys live
 * @param operations the path of every key use
 * @param pins where a KeyStore that is loaded without a PIN finds one
 * @param softwareKeys what becomes of software keys
 * @param directory the token's managed keys, as JCA keys
 * @param managedKeys the life of managed keys
 */
public record JcaContext(
    Token token,
    KeyOperations operations,
    PinProvider pins,
    SoftwareKeyRule softwareKeys,
    ManagedKeyDirectory directory,
    ManagedKeys managedKeys) {

  /** The same for an object that a program got without naming a provider. */
  public JcaContext nameless() {
    return new JcaContext(
        token, operations, pins, SoftwareKeyRule.NAMELESS, directory, managedKeys);
  }
}
