// SPDX-License-Identifier: Apache-2.0
package org.turnlock.jca;

import org.turnlock.keys.ManagedKeys;
import org.turnlock.keys.directory.ManagedKeyDirectory;
import org.turnlock.operation.ActionAudit;
import org.turnlock.operation.AuditedLogin;
import org.turnlock.operation.KeyOperations;
import org.turnlock.token.Token;
import org.turnlock.token.TokenLogin;

/**
 * What a provider gives each SPI object that it makes.
 *
 * @param token where the provider's keys live
 * @param operations the path of every key use
 * @param actions tells of what is done with the token, other than using keys
 * @param pins where a KeyStore that is loaded without a PIN finds one
 * @param softwareKeys what becomes of software keys
 * @param hashing where messages to be signed are hashed
 * @param directory the token's managed keys, as JCA keys
 * @param managedKeys the life of managed keys
 */
public record JcaContext(
    Token token,
    KeyOperations operations,
    ActionAudit actions,
    PinProvider pins,
    SoftwareKeyRule softwareKeys,
    Hashing hashing,
    ManagedKeyDirectory directory,
    ManagedKeys managedKeys) {

  /** The token's login; what is done with it is told. */
  public TokenLogin login() {
    return new AuditedLogin(token.login(), actions);
  }

  /** The same for an object that a program got without naming a provider. */
  public JcaContext nameless() {
    return new JcaContext(
        token,
        operations,
        actions,
        pins,
        SoftwareKeyRule.NAMELESS,
        hashing,
        directory,
        managedKeys);
  }

  /** The same for the objects of one algorithm, under which the use of keys is told. */
  public JcaContext of(String algorithm) {
    return new JcaContext(
        token,
        operations.as(algorithm),
        actions,
        pins,
        softwareKeys,
        hashing,
        directory,
        managedKeys);
  }
}
