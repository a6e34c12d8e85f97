// SPDX-License-Identifier: Apache-2.0
package org.turnlock.jca;

import org.turnlock.operation.KeyOperations;
import org.turnlock.token.Token;

/**
 * What a provider gives each SPI object that it makes.
 *
 * @param token where the provider's keys live
 * @param operations the path of every key use
 */
public record JcaContext(Token token, KeyOperations operations) {}
