// SPDX-License-Identifier: Apache-2.0
package org.turnlock.operation;

import java.time.Instant;
import java.util.Map;
import java.util.TreeMap;
import org.turnlock.audit.AuditAction;
import org.turnlock.audit.AuditEventBuilder;
import org.turnlock.audit.AuditKind;
import org.turnlock.audit.AuditedKey;
import org.turnlock.audit.Auditor;
import org.turnlock.audit.Auditor.Reservation;
import org.turnlock.pkcs11.binding.ThreadCalls;
import org.turnlock.token.NewKey;

/**
 * Tells of what is done to keys and with a token, other than using keys. Administration that could
 * not be told is not done; logins and what happens to the provider are told as well as it goes.
 */
public final class ActionAudit {
  /** Tells nobody. */
  public static final ActionAudit NONE = new ActionAudit(Witness.NOBODY);

  private final Witness witness;

  public ActionAudit(Witness witness) {
    this.witness = witness;
  }

  /**
   * What is to be told of.
   *
   * @param <T> what comes out
   * @param <E> what may go wrong
   */
  @FunctionalInterface
  public interface Action<T, E extends Exception> {
    /** Does it, and notes what else there is to say. */
    T with(Notes notes) throws E;
  }

  /** Whether anybody is told. */
  public boolean listens() {
    return witness.auditor().listens();
  }

  /**
   * Does something and tells of it, whatever came of it.
   *
   * @param key the one that it is about; null for none
   * @throws org.turnlock.audit.AuditUnavailableException if it could not be told, and was not done
   */
  public <T, E extends Exception> T told(AuditAction action, AuditedKey key, Action<T, E> work)
      throws E {
    Auditor auditor = witness.auditor();
    if (!auditor.listens()) {
      return work.with(Notes.UNREAD);
    }
    Notes notes = new Notes(key);
    boolean mayBeRefused = action.kind() == AuditKind.ADMINISTRATION;
    String principal = mayBeRefused ? witness.principal().get() : witness.principalIfKnown();
    Instant time = witness.clock().instant();
    Reservation room = mayBeRefused ? auditor.reserve(action) : told(auditor);
    long callsBefore = witness.countsCalls() ? ThreadCalls.made() : 0;
    long begin = System.nanoTime();
    Throwable failure = null;
    try {
      return work.with(notes);
    } catch (Throwable e) {
      failure = e;
      throw e;
    } finally {
      long nanos = System.nanoTime() - begin;
      int calls = witness.countsCalls() ? (int) (ThreadCalls.made() - callsBefore) : -1;
      AuditEventBuilder event =
          new AuditEventBuilder(action, time).principal(principal).took(nanos, calls);
      notes.writeTo(event);
      if (failure != null) {
        event.failed(UseErrors.outcome(failure), UseErrors.of(failure));
      }
      if (notes.nothing && failure == null) {
        room.cancel();
      } else {
        room.tell(event);
      }
    }
  }

  /**
   * Makes a key; one that stays in the token is told of.
   *
   * @param kind in the JCA's terms
   * @param making what makes it, as {@code description} says
   */
  public <T, E extends Exception> T creating(NewKey description, String kind, Creation<T, E> making)
      throws E {
    if (!description.resident()) {
      return making.make();
    }
    return told(
        AuditAction.CREATE_OBJECT,
        new AuditedKey(description.label(), 0, description.id().toString()),
        notes -> {
          notes.say("kind", kind);
          notes.say("usages", description.usages().stream().sorted().toList());
          notes.say("extractable", description.extractable());
          return making.make();
        });
  }

  /**
   * What makes a key.
   *
   * @param <T> what comes out
   * @param <E> what may go wrong
   */
  @FunctionalInterface
  public interface Creation<T, E extends Exception> {
    /** Makes it. */
    T make() throws E;
  }

  /** Of what needs no room. */
  private static Reservation told(Auditor auditor) {
    return new Reservation() {
      @Override
      public void tell(AuditEventBuilder event) {
        auditor.tell(event);
      }

      @Override
      public void cancel() {}
    };
  }

  /** What there is to say of one action. For one thread. */
  public static final class Notes {
    private static final Notes UNREAD = new Notes(null, null);

    private final Map<String, String> parameters;
    private AuditedKey key;
    private boolean nothing;

    private Notes(AuditedKey key) {
      this(key, new TreeMap<>());
    }

    private Notes(AuditedKey key, Map<String, String> parameters) {
      this.key = key;
      this.parameters = parameters;
    }

    /** Whether anybody reads them. */
    public boolean areRead() {
      return parameters != null;
    }

    /** Which key it was, where that was not known before. */
    public void about(AuditedKey which) {
      if (areRead()) {
        key = which;
      }
    }

    /** Something more to say of it. */
    public void say(String name, Object value) {
      if (areRead()) {
        parameters.put(name, String.valueOf(value));
      }
    }

    /** There was nothing to do, and there is nothing to tell. */
    public void nothing() {
      if (areRead()) {
        nothing = true;
      }
    }

    private void writeTo(AuditEventBuilder event) {
      event.key(key);
      parameters.forEach(event::parameter);
    }
  }
}
