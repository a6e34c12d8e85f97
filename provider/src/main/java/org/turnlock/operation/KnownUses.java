// SPDX-License-Identifier: Apache-2.0
package org.turnlock.operation;

import java.util.Optional;
import org.turnlock.audit.AuditAction;
import org.turnlock.audit.AuditedKey;
import org.turnlock.audit.Auditor;
import org.turnlock.audit.UseKind;
import org.turnlock.audit.UseSum;
import org.turnlock.pkcs11.constant.Ckm;

/**
 * What many uses have in common, and the sum that they are added to: looked up once, and used as
 * long as the same is done again.
 */
final class KnownUses {
  /** Of no mechanism. */
  static final long NO_MECHANISM = -1;

  private final UseKind kind;
  private final long mechanism;

  /** Any that there was will do: one that was told says so. */
  private UseSum sum;

  KnownUses(
      AuditAction action, AuditedKey key, String principal, String algorithm, long mechanism) {
    String name = mechanism == NO_MECHANISM ? "" : Ckm.nameOf(mechanism);
    this.kind = new UseKind(action, key, principal, algorithm, name);
    this.mechanism = mechanism;
  }

  boolean are(AuditAction action, AuditedKey key, String principal, long type) {
    return kind.action() == action
        && mechanism == type
        && kind.key().equals(key)
        && kind.principal().equals(principal);
  }

  UseKind kind() {
    return kind;
  }

  /**
   * Adds a success; see {@link UseSum#add}.
   *
   * @return false if it must be told by itself
   */
  boolean add(Auditor auditor, long begin, long nanos, int calls, long input, long output) {
    UseSum known = sum;
    while (known == null || !known.add(begin, nanos, calls, input, output)) {
      Optional<UseSum> next = auditor.sum(kind);
      if (next.isEmpty()) {
        return false;
      }
      known = next.get();
      sum = known;
    }
    return true;
  }
}
