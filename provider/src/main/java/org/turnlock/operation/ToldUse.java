// SPDX-License-Identifier: Apache-2.0
package org.turnlock.operation;

import java.time.Instant;
import java.util.Map;
import java.util.TreeMap;
import org.turnlock.audit.AuditAction;
import org.turnlock.audit.AuditEventBuilder;
import org.turnlock.audit.AuditOutcome;
import org.turnlock.audit.AuditedKey;
import org.turnlock.audit.Auditor;
import org.turnlock.audit.Auditor.Reservation;
import org.turnlock.audit.UseKind;
import org.turnlock.audit.UseTelling;
import org.turnlock.keys.EncryptionContext;
import org.turnlock.keys.KeySource;
import org.turnlock.pkcs11.Mechanism;
import org.turnlock.pkcs11.binding.ThreadCalls;
import org.turnlock.token.NewKey;

/** A use of a key from its beginning to its end, by one thread. */
class ToldUse {
  /** Of which nobody is told. */
  static final ToldUse NOBODY =
      new ToldUse() {
        @Override
        void with(byte[] authenticated) {}

        @Override
        void done(long outputBytes) {}

        @Override
        void leaveRoom() {}

        @Override
        void takeRoom() {}

        @Override
        void took(long bytes) {}

        @Override
        void makes(NewKey description) {}

        @Override
        void says(String name, String value) {}

        @Override
        void verified(boolean valid) {}

        @Override
        void failed(Throwable why) {}
      };

  private static final byte[] NONE = {};

  private final UseAudit audit;
  private final AuditAction action;
  private final KeySource key;
  private final Mechanism mechanism;
  private final String principal;
  private final UseTelling success;

  /** When it began; null where a success needs no such time. */
  private final Instant time;

  private final long begin;
  private final long callsBefore;
  private Reservation room;
  private long inputBytes;
  private byte[] aad = NONE;
  private Map<String, String> parameters = Map.of();

  private ToldUse() {
    this.audit = UseAudit.NONE;
    this.action = null;
    this.key = null;
    this.mechanism = null;
    this.principal = "";
    this.success = UseTelling.LEFT_OUT;
    this.time = null;
    this.begin = 0;
    this.callsBefore = 0;
  }

  /**
   * One that begins now.
   *
   * @throws org.turnlock.audit.AuditUnavailableException if it could not be told
   */
  ToldUse(UseAudit audit, AuditAction action, KeySource key, Mechanism mechanism, long inputBytes) {
    Witness witness = audit.witness();
    this.audit = audit;
    this.action = action;
    this.key = key;
    this.mechanism = mechanism;
    this.inputBytes = inputBytes;
    this.principal = witness.principal().get();
    this.success = witness.auditor().telling(action);
    this.time = success == UseTelling.EACH ? witness.clock().instant() : null;
    this.room = witness.auditor().reserve(action);
    this.callsBefore = witness.countsCalls() ? ThreadCalls.made() : 0;
    this.begin = System.nanoTime();
  }

  private Auditor auditor() {
    return audit.witness().auditor();
  }

  /** What is authenticated with the data, which may be an encryption context. */
  void with(byte[] authenticated) {
    aad = authenticated;
  }

  private Map<String, String> context() {
    return EncryptionContext.decode(aad).orElseGet(TreeMap::new);
  }

  /** Something more to say of it. */
  void says(String name, String value) {
    parameters = new TreeMap<>(parameters);
    parameters.put(name, value);
  }

  /** What comes out of it is a key; where it stays in the token, under which label. */
  void makes(NewKey description) {
    if (description.resident()) {
      says("residentKey", description.label());
    }
  }

  /** It may last for ever: nobody keeps room for it until {@link #takeRoom}. */
  void leaveRoom() {
    room.cancel();
    room = Reservation.NONE;
  }

  /**
   * It is about to end.
   *
   * @throws org.turnlock.audit.AuditUnavailableException if that could not be told: there must be
   *     no result
   */
  void takeRoom() {
    room = auditor().reserve(action);
  }

  /** How much the key was given, where that was not known at the beginning. */
  void took(long bytes) {
    inputBytes = bytes;
  }

  /** A signature was verified: that it is somebody else's is a failure too. */
  void verified(boolean valid) {
    if (valid) {
      done(-1);
    } else {
      room.tell(
          event(System.nanoTime() - begin, calls())
              .bytes(inputBytes, -1)
              .failed(AuditOutcome.FAILED, UseErrors.NOT_VALID));
    }
  }

  /**
   * The key did it.
   *
   * @param outputBytes -1 where that says nothing
   */
  void done(long outputBytes) {
    long nanos = System.nanoTime() - begin;
    if (success == UseTelling.LEFT_OUT
        || success == UseTelling.SUMMED_UP
            && known().add(auditor(), begin, nanos, calls(), inputBytes, outputBytes)) {
      room.cancel();
    } else {
      room.tell(event(nanos, calls()).bytes(inputBytes, outputBytes));
    }
  }

  /** It did not, or was not asked. */
  void failed(Throwable why) {
    room.tell(
        event(System.nanoTime() - begin, calls())
            .bytes(inputBytes, -1)
            .failed(UseErrors.outcome(why), UseErrors.of(why)));
  }

  private int calls() {
    return audit.witness().countsCalls() ? (int) (ThreadCalls.made() - callsBefore) : -1;
  }

  private KnownUses known() {
    return audit.known(action, audited(), principal, mechanism);
  }

  private AuditEventBuilder event(long nanos, int calls) {
    UseKind kind = known().kind();
    Instant began = time == null ? audit.witness().clock().instant().minusNanos(nanos) : time;
    AuditEventBuilder event =
        new AuditEventBuilder(action, began)
            .principal(principal)
            .key(kind.key())
            .algorithm(kind.algorithm())
            .mechanism(kind.mechanism())
            .took(nanos, calls);
    if (aad.length > 0) {
      event.context(this::context);
    }
    if (!parameters.isEmpty()) {
      parameters.forEach(event::parameter);
    }
    return event;
  }

  /** By its name at least, where the version cannot be told any more. */
  private AuditedKey audited() {
    try {
      return key.audited();
    } catch (RuntimeException gone) {
      return AuditedKey.named(key.name());
    }
  }
}
