// SPDX-License-Identifier: Apache-2.0
package org.turnlock.token;

/**
 * A token's own words about itself (CK_TOKEN_INFO), blanks trimmed.
 *
 * @param label chosen when the token was initialised
 * @param manufacturer who made it
 * @param model which product
 * @param serial serial number
 */
public record TokenDescription(String label, String manufacturer, String model, String serial) {}
