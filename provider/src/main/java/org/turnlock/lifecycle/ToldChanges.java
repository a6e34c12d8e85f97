// SPDX-License-Identifier: Apache-2.0
package org.turnlock.lifecycle;

import org.turnlock.audit.AuditAction;
import org.turnlock.audit.AuditedKey;
import org.turnlock.keys.KeyVersion;
import org.turnlock.keys.ManagedKeyException;
import org.turnlock.keys.ManagedKeyInfo;
import org.turnlock.keys.ManagedKeySpec;
import org.turnlock.keys.ManagedKeys;
import org.turnlock.operation.ActionAudit;
import org.turnlock.operation.ActionAudit.Notes;
import org.turnlock.policy.KeyPolicy;
import org.turnlock.token.TokenException;

/** How changes of managed keys are told: with what was before and after. */
final class ToldChanges {
  /** Why a key was rotated; a parameter of its record. */
  static final String REASON = "reason";

  private final ManagedKeys keys;
  private final ActionAudit audit;

  /**
   * @param keys tell what was before
   */
  ToldChanges(ManagedKeys keys, ActionAudit audit) {
    this.keys = keys;
    this.audit = audit;
  }

  /** A change of one key, or of one version of it. */
  @FunctionalInterface
  interface Change<E extends Exception> {
    ManagedKeyInfo make() throws E;
  }

  /** Of a key as a whole. */
  <E extends Exception> ManagedKeyInfo changed(AuditAction action, String alias, Change<E> change)
      throws E {
    return audit.told(
        action,
        AuditedKey.named(alias),
        notes -> {
          ManagedKeyInfo before = before(notes, alias);
          ManagedKeyInfo after = change.make();
          KeyDifference.note(notes, before, after);
          return after;
        });
  }

  /** Of one version. */
  <E extends Exception> ManagedKeyInfo changed(
      AuditAction action, String alias, int version, Change<E> change) throws E {
    return audit.told(
        action,
        new AuditedKey(alias, version, ""),
        notes -> {
          ManagedKeyInfo before = before(notes, alias);
          about(notes, alias, before, version);
          ManagedKeyInfo after = change.make();
          KeyDifference.note(notes, before, after);
          KeyDifference.noteVersion(notes, before, after, version);
          return after;
        });
  }

  /** A change that gives the key another current version: the record is about that one. */
  <E extends Exception> ManagedKeyInfo renewed(
      AuditAction action, String alias, String reason, Change<E> change) throws E {
    return audit.told(
        action,
        AuditedKey.named(alias),
        notes -> {
          if (!reason.isEmpty()) {
            notes.say(REASON, reason);
          }
          ManagedKeyInfo before = before(notes, alias);
          ManagedKeyInfo after = change.make();
          about(notes, alias, after, after.current());
          KeyDifference.note(notes, before, after);
          return after;
        });
  }

  /** Says which version the record is about. */
  static void about(Notes notes, String alias, ManagedKeyInfo info, int version) {
    String id = info == null ? "" : info.version(version).map(KeyVersion::id).orElse("");
    notes.about(new AuditedKey(alias, version, id));
  }

  /** Null if it is not to be had: that is for the change itself to say. */
  private ManagedKeyInfo before(Notes notes, String alias) {
    if (!notes.areRead()) {
      return null;
    }
    try {
      return keys.find(alias).orElse(null);
    } catch (ManagedKeyException | TokenException e) {
      return null;
    }
  }

  /** A new key. */
  <E extends Exception> ManagedKeyInfo made(
      AuditAction action, ManagedKeySpec spec, Change<E> change) throws E {
    return audit.told(
        action,
        AuditedKey.named(spec.alias()),
        notes -> {
          ManagedKeyInfo made = change.make();
          notes.say("kind", made.kind());
          notes.say("usages", made.usages().stream().sorted().toList());
          about(notes, made.alias(), made, made.current());
          KeyDifference.note(notes, null, made);
          return made;
        });
  }

  /**
   * What changes nothing.
   *
   * @param what of the key is read; empty for all of it
   */
  <T, E extends Exception> T read(
      AuditAction action, AuditedKey key, String what, ActionAudit.Action<T, E> reading) throws E {
    return audit.told(
        action,
        key,
        notes -> {
          if (!what.isEmpty()) {
            notes.say("what", what);
          }
          return reading.with(notes);
        });
  }

  /** Another policy. */
  ManagedKeyInfo permitted(String alias, KeyPolicy policy, Change<RuntimeException> change) {
    return audit.told(
        AuditAction.PUT_KEY_POLICY,
        AuditedKey.named(alias),
        notes -> {
          notes.say("newPolicy", policy);
          if (notes.areRead()) {
            notes.say("previousPolicy", policyBefore(alias));
          }
          return change.make();
        });
  }

  private String policyBefore(String alias) {
    try {
      return keys.policy(alias).toString();
    } catch (ManagedKeyException | TokenException e) {
      return "not told: " + e.getMessage();
    }
  }
}
