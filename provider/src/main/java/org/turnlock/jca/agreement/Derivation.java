// SPDX-License-Identifier: Apache-2.0
package org.turnlock.jca.agreement;

import org.turnlock.pkcs11.Mechanism;

/**
 * What the token is to do once the other side's public value is known and found good.
 *
 * @param mechanism with the public value in it
 * @param bytes length of the shared secret, leading zeros included
 */
record Derivation(Mechanism mechanism, int bytes) {}
