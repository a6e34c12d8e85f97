// SPDX-License-Identifier: Apache-2.0
package org.turnlock.operation;

import java.time.Clock;
import java.util.function.Supplier;
import org.turnlock.audit.AuditAction;
import org.turnlock.audit.Auditor;
import org.turnlock.keys.KeySource;
import org.turnlock.pkcs11.Mechanism;

/** Tells of each use of a key, once it is over. */
public final class UseAudit {
  /** Tells nobody. */
  public static final UseAudit NONE =
      new UseAudit(Auditor.NONE, Clock.systemUTC(), () -> "", false);

  private final Auditor auditor;
  private final Clock clock;
  private final Supplier<String> principal;
  private final boolean countsCalls;
  private final String algorithm;

  /**
   * @param principal on whose behalf the calling thread works
   * @param countsCalls whether {@link org.turnlock.pkcs11.binding.ThreadCalls} counts the token's
   */
  public UseAudit(Auditor auditor, Clock clock, Supplier<String> principal, boolean countsCalls) {
    this(auditor, clock, principal, countsCalls, "");
  }

  private UseAudit(
      Auditor auditor,
      Clock clock,
      Supplier<String> principal,
      boolean countsCalls,
      String algorithm) {
    this.auditor = auditor;
    this.clock = clock;
    this.principal = principal;
    this.countsCalls = countsCalls;
    this.algorithm = algorithm;
  }

  /** The same for one algorithm of the JCA. */
  UseAudit of(String name) {
    return auditor == Auditor.NONE
        ? this
        : new UseAudit(auditor, clock, principal, countsCalls, name);
  }

  /**
   * What is to be told of a use that begins now; exactly one of its methods must be called.
   *
   * @param inputBytes -1 where that says nothing
   * @throws org.turnlock.audit.AuditUnavailableException if it could not be told: the key must not
   *     be used
   */
  ToldUse begin(AuditAction action, KeySource key, Mechanism mechanism, long inputBytes) {
    if (!auditor.listens()) {
      return ToldUse.NOBODY;
    }
    return new ToldUse(
        auditor,
        action,
        clock.instant(),
        principal.get(),
        key,
        algorithm,
        mechanism,
        inputBytes,
        countsCalls);
  }
}
