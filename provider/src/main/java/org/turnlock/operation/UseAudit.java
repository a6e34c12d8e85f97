// SPDX-License-Identifier: Apache-2.0
package org.turnlock.operation;

import java.util.Map;
import org.turnlock.audit.AuditAction;
import org.turnlock.audit.AuditEventBuilder;
import org.turnlock.audit.AuditOutcome;
import org.turnlock.audit.AuditedKey;
import org.turnlock.audit.Auditor;
import org.turnlock.keys.KeySource;
import org.turnlock.pkcs11.Mechanism;
import org.turnlock.token.KeyUsage;

/** Tells of each use of a key, once it is over. */
final class UseAudit {
  /** Tells nobody. */
  static final UseAudit NONE = new UseAudit(Witness.NOBODY, "", Map.of());

  /** What is decrypted goes nowhere but into the encryption. */
  static final Map<AuditAction, AuditAction> RE_ENCRYPTION =
      Map.of(
          AuditAction.ENCRYPT, AuditAction.RE_ENCRYPT_TO,
          AuditAction.DECRYPT, AuditAction.RE_ENCRYPT_FROM);

  /** What is encrypted are new keys for data. */
  static final Map<AuditAction, AuditAction> DATA_KEYS =
      Map.of(AuditAction.ENCRYPT, AuditAction.GENERATE_DATA_KEY);

  private final Witness witness;
  private final String algorithm;

  /** How uses are told that are parts of something else. */
  private final Map<AuditAction, AuditAction> instead;

  /** What was done last: a hint, for any thread. */
  private KnownUses last;

  /**
   * For the uses of one algorithm.
   *
   * @param algorithm in the JCA's terms; empty where it is not known
   * @param instead how uses are told that are parts of something else
   */
  UseAudit(Witness witness, String algorithm, Map<AuditAction, AuditAction> instead) {
    this.witness = witness;
    this.algorithm = algorithm;
    this.instead = instead;
  }

  /** Those of another algorithm, told to the same. */
  UseAudit as(String name) {
    return new UseAudit(witness, name, instead);
  }

  /** The same, being parts of something else. */
  UseAudit telling(Map<AuditAction, AuditAction> other) {
    return new UseAudit(witness, algorithm, other);
  }

  Witness witness() {
    return witness;
  }

  /** What such a use has in common with others. */
  KnownUses known(AuditAction action, AuditedKey key, String principal, Mechanism mechanism) {
    long type = mechanism == null ? KnownUses.NO_MECHANISM : mechanism.type();
    KnownUses uses = last;
    if (uses == null || !uses.are(action, key, principal, type)) {
      uses = new KnownUses(action, key, principal, algorithm, type);
      last = uses;
    }
    return uses;
  }

  /** Whether anybody is ever told. */
  boolean isOn() {
    return witness.auditor() != Auditor.NONE;
  }

  /**
   * What is to be told of a use that begins now; exactly one of its methods must be called.
   *
   * @param inputBytes -1 where that says nothing
   * @throws org.turnlock.audit.AuditUnavailableException if it could not be told: the key must not
   *     be used
   */
  ToldUse begin(AuditAction action, KeySource key, Mechanism mechanism, long inputBytes) {
    if (!witness.auditor().listens()) {
      return ToldUse.NOBODY;
    }
    AuditAction exactly = instead.isEmpty() ? action : instead.getOrDefault(action, action);
    return new ToldUse(this, exactly, key, mechanism, inputBytes);
  }

  /**
   * A key was refused for a use before there was anything to use it on.
   *
   * @param use null where it is not known yet
   */
  void refused(AuditedKey key, KeyUsage use, Throwable why) {
    if (witness.auditor().listens()) {
      AuditEventBuilder event =
          new AuditEventBuilder(AuditAction.CHOOSE_KEY, witness.clock().instant())
              .principal(witness.principalIfKnown())
              .key(key)
              .algorithm(algorithm)
              .failed(AuditOutcome.REFUSED, UseErrors.of(why));
      witness.auditor().tell(use == null ? event : event.parameter("use", use.name()));
    }
  }
}
