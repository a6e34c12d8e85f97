// SPDX-License-Identifier: Apache-2.0
package org.turnlock.audit;

import java.util.Optional;

/** Where whatever happens to keys is told. On the hot path: a few atomic steps an event. */
public interface Auditor {
  /** Nobody is told. */
  Auditor NONE =
      new Auditor() {
        @Override
        public boolean listens() {
          return false;
        }

        @Override
        public UseTelling telling(AuditAction action) {
          return UseTelling.LEFT_OUT;
        }

        @Override
        public Optional<UseSum> sum(UseKind kind) {
          return Optional.empty();
        }

        @Override
        public Reservation reserve(AuditAction action) {
          return Reservation.NONE;
        }

        @Override
        public void tell(AuditEventBuilder event) {}
      };

  /** Whether anybody is told of anything; if not, nothing need be reserved. */
  boolean listens();

  /** How successes of {@code action} are told; always the same. */
  UseTelling telling(AuditAction action);

  /**
   * The sum that uses of this kind are added to now; good until it takes no more. Who adds to it
   * has a reservation meanwhile, and cancels that afterwards.
   *
   * @return empty if so many kinds wait already that the use had better be told by itself
   */
  Optional<UseSum> sum(UseKind kind);

  /**
   * Makes room for one event, before what it will tell of is done: a sink that must miss nothing
   * has it for certain then. Waits while such a sink has no room.
   *
   * @throws AuditUnavailableException if such a sink takes no events, or the provider is closed:
   *     nothing must be done
   */
  Reservation reserve(AuditAction action);

  /**
   * Tells of what nobody can forbid, or what was forbidden already: no room was made for it. Does
   * not wait.
   */
  void tell(AuditEventBuilder event);

  /** Room for one event. Exactly one of the two must be called. */
  interface Reservation {
    /** For nobody. */
    Reservation NONE =
        new Reservation() {
          @Override
          public void tell(AuditEventBuilder event) {}

          @Override
          public void cancel() {}
        };

    /** Tells what has happened; does not wait. */
    void tell(AuditEventBuilder event);

    /** Nothing has happened that would have to be told by itself. */
    void cancel();
  }
}
