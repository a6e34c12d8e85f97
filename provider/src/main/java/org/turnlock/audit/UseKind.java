// SPDX-License-Identifier: Apache-2.0
package org.turnlock.audit;

/**
 * What the uses of keys have in common that are told in one sum.
 *
 * @param key which of all keys, and which version of it
 * @param mechanism in PKCS#11's terms; empty if the token was not needed
 */
public record UseKind(
    AuditAction action, AuditedKey key, String principal, String algorithm, String mechanism) {}
