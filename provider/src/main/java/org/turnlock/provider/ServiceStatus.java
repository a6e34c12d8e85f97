// SPDX-License-Identifier: Apache-2.0
package org.turnlock.provider;

/**
 * Whether a token gives one of the JCA services that Turnlock knows, and why not.
 *
 * @param type JCA type, for example {@code Cipher}
 * @param algorithm JCA name
 * @param offered whether the provider has it
 * @param reason why not, in words for an operator; empty where it is offered
 */
public record ServiceStatus(String type, String algorithm, boolean offered, String reason) {}
