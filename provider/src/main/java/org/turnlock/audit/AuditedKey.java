// SPDX-License-Identifier: Apache-2.0
package org.turnlock.audit;

/**
 * Which key an event is about.
 *
 * @param alias of a managed key; of another one, its label; empty for none
 * @param version of a managed key; 0 for another one, and where the key as a whole is meant
 * @param id CKA_ID in hexadecimal; empty where it is not known
 */
public record AuditedKey(String alias, int version, String id) {
  /** Cuts what is too long to be told; no alias at all, where a caller named none, is empty. */
  public AuditedKey {
    alias = alias == null ? "" : AuditText.shortened(alias);
  }

  /** The key as a whole. */
  public static AuditedKey named(String alias) {
    return new AuditedKey(alias, 0, "");
  }
}
