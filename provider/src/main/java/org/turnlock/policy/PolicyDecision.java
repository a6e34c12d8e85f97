// SPDX-License-Identifier: Apache-2.0
package org.turnlock.policy;

/**
 * Whether a principal may do something with a key.
 *
 * @param allowed yes or no
 * @param reason why, in words
 */
public record PolicyDecision(boolean allowed, String reason) {}
