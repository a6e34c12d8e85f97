// SPDX-License-Identifier: Apache-2.0
package org.turnlock.pkcs11;

import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;
import java.util.function.Supplier;
import org.turnlock.pkcs11.constant.Cka;
import org.turnlock.pkcs11.constant.Cko;
import org.turnlock.pkcs11.constant.Ckr;
import org.turnlock.pkcs11.error.Pkcs11Exception;

/**
 * Makes keys survive: finds a token object again whose handle has become void, logs in again after
 * a login was lost, opens sessions again after they were lost. A call that failed for such a reason
 * is repeated once; it had no effect, since PKCS#11 refuses before it starts.
 */
final class Recovery {
  /** Work on the keeper session with an object's handle. */
  @FunctionalInterface
  interface WithHandle<T> {
    T apply(Session session, long handle);
  }

  /** Finds no object, and has the module look all the same. */
  private static final Template NOTHING =
      Template.builder().set(Cka.CLASS, Cko.HW_FEATURE).set(Cka.TOKEN, true).build();

  private final ChangeTurn turn = new ChangeTurn();
  private final SessionOpener opener;
  private final SlotUsers users;
  private final SlotUsers.User self;
  private final Pkcs11Login login;
  private final ObjectSearch search;
  private final Set<Quirk> quirks;
  private final TokenListener listener;

  Recovery(
      SessionOpener opener,
      SlotUsers users,
      SlotUsers.User self,
      Pkcs11Login login,
      ObjectSearch search,
      Set<Quirk> quirks,
      TokenListener listener) {
    this.listener = listener;
    this.opener = opener;
    this.users = users;
    this.self = self;
    this.login = login;
    this.search = search;
    this.quirks = quirks;
  }

  long epoch() {
    return opener.epoch();
  }

  /** The object's handle; costs nothing while the epoch stands. */
  long handle(ObjectRef object) {
    long handle = object.handleAt(opener.epoch());
    return handle != 0 ? handle : self.keeper().call(session -> lookUp(session, object));
  }

  /** As {@link #handle(ObjectRef)}, for work that is on the keeper session already. */
  long handle(Session session, ObjectRef object) {
    long handle = object.handleAt(opener.epoch());
    return handle != 0 ? handle : lookUp(session, object);
  }

  private long lookUp(Session session, ObjectRef object) {
    long now = opener.epoch();
    if (!object.resident()) {
      return sessionHandle(object, now);
    }
    if (!Identity.isDistinct(object.identity())) {
      throw new Pkcs11Exception(
          "C_FindObjects",
          Ckr.OBJECT_HANDLE_INVALID,
          "the object has neither CKA_ID nor label, so it cannot be found again");
    }
    List<Long> handles = search.handles(session, object.identity());
    if (handles.isEmpty()) {
      throw new Pkcs11Exception(
          "C_FindObjects",
          Ckr.OBJECT_HANDLE_INVALID,
          login.required() && !login.loggedIn()
              ? "the object is not visible; log in first: KeyStore.load with the PIN, or pinSource"
              : "the object is no longer in the token");
    }
    if (handles.size() > 1) {
      throw new Pkcs11Exception(
          "C_FindObjects",
          Ckr.OBJECT_HANDLE_INVALID,
          "the token holds "
              + handles.size()
              + " objects of this identity; give each its own"
              + " CKA_ID");
    }
    object.found(handles.get(0), now);
    return handles.get(0);
  }

  /** Whether a session object was destroyed, or went with the sessions of its time. */
  boolean isSessionObjectLost(ObjectRef object) {
    return object.lastHandle() == 0 || opener.isSessionObjectLost(object.lastEpoch());
  }

  /** A session object lives as long as the keeper session that made it. */
  private long sessionHandle(ObjectRef object, long now) {
    if (isSessionObjectLost(object)) {
      throw new Pkcs11Exception(
          "C_FindObjects",
          Ckr.OBJECT_HANDLE_INVALID,
          "the session key went with its session (destroyed, logged out or disconnected); generate"
              + " or import it again");
    }
    object.found(object.lastHandle(), now);
    return object.lastHandle();
  }

  /** Runs {@code work} on the keeper session, a second time if the first met a loss. */
  <T> T onKeeper(Function<Session, T> work) {
    return twice(session -> loggedIn(session, work), null);
  }

  /**
   * As {@link #onKeeper(Function)}, for a search of private objects: what it finds proves the
   * login, so the token is asked for that only where nothing was found.
   */
  <T> List<T> seekingPrivate(Function<Session, List<T>> search) {
    return twice(
        session -> {
          List<T> found = search.apply(session);
          if (found.isEmpty()) {
            requireLogin(session);
          }
          return found;
        },
        null);
  }

  private <T> T twice(Function<Session, T> work, ObjectRef used) {
    long before = opener.epoch();
    try {
      return self.keeper().call(work);
    } catch (Pkcs11Exception e) {
      if (!recovered(e.code(), used, before)) {
        throw e;
      }
      return self.keeper().call(work);
    }
  }

  /**
   * Runs {@code work} in the login that is believed to stand. To a token that other code has logged
   * out, private objects are not there: a search would come back with too little, and say nothing.
   */
  private <T> T loggedIn(Session session, Function<Session, T> work) {
    requireLogin(session);
    T result = work.apply(session);
    requireLogin(session);
    return result;
  }

  private void requireLogin(Session session) {
    if (login.required() && login.loggedIn()) {
      login.requireIn(session);
    }
  }

  /** As {@link #onKeeper(Function)}, with an object's handle. */
  <T> T onKeeper(ObjectRef object, WithHandle<T> work) {
    return onKeeper(session -> work.apply(session, handle(session, object)));
  }

  /**
   * Runs work that changes or removes objects, and may be repeated after it has succeeded; alone,
   * where the module's quirks ask for it.
   */
  <T> T changing(boolean resident, Function<Session, T> work) {
    Function<Session, T> informed = informed(resident, work);
    return aloneIfNeeded(resident, () -> onKeeper(informed));
  }

  /** Runs work that makes an object: as {@link #changing}, but never again after a success. */
  <T> T making(boolean resident, Function<Session, T> work) {
    return making(resident, work, null);
  }

  /** Whether any change of objects, of session objects too, must be the only call in flight. */
  boolean objectsChangeAlone() {
    return quirks.contains(Quirk.OBJECTS_CHANGE_ALONE);
  }

  /**
   * As {@link #making(boolean, Function)}, for work that uses a key.
   *
   * @param used the key, whose handle may turn out void; or null
   */
  <T> T making(boolean resident, Function<Session, T> work, ObjectRef used) {
    Function<Session, T> once =
        informed(
            resident,
            session -> {
              requireLogin(session);
              return work.apply(session);
            });
    return aloneIfNeeded(resident, () -> twice(once, used));
  }

  private boolean takesTurns(boolean resident) {
    return resident && quirks.contains(Quirk.OWN_CHANGES_HIDE_OTHERS);
  }

  /** Work that a search comes before, where the module would forget to make one. */
  private <T> Function<Session, T> informed(boolean resident, Function<Session, T> work) {
    if (!takesTurns(resident)) {
      return work;
    }
    return session -> {
      search.handles(session, NOTHING);
      return work.apply(session);
    };
  }

  private <T> T aloneIfNeeded(boolean resident, Supplier<T> work) {
    return takesTurns(resident)
        ? turn.taking(() -> aloneInProcess(resident, work))
        : aloneInProcess(resident, work);
  }

  private <T> T aloneInProcess(boolean resident, Supplier<T> work) {
    boolean alone =
        objectsChangeAlone() || resident && quirks.contains(Quirk.TOKEN_OBJECTS_CHANGE_ALONE);
    if (!alone) {
      return work.get();
    }
    AtomicReference<T> result = new AtomicReference<>();
    users.alone(self, () -> result.set(work.get()));
    return result.get();
  }

  /**
   * Whether the cause of a failure could be mended, so that the call deserves a second try.
   *
   * @param object what the call used, or null
   * @param before the epoch in which it was made
   */
  boolean recovered(long code, ObjectRef object, long before) {
    if (SessionFate.isGone(code)) {
      opener.voidSessions(before);
      restoreAfterLoss(code);
      return object == null || object.resident();
    }
    if (code == Ckr.USER_NOT_LOGGED_IN) {
      return login.restore() || opener.epoch() != before;
    }
    boolean handleVoid = code == Ckr.KEY_HANDLE_INVALID || code == Ckr.OBJECT_HANDLE_INVALID;
    if (handleVoid && object != null) {
      // A session object is not found again; the second try says so in clear words.
      object.forget();
      if (object.resident()) {
        login.restore();
      }
      return true;
    }
    return false;
  }

  private void restoreAfterLoss(long code) {
    RuntimeException failure = null;
    try {
      login.restore();
    } catch (RuntimeException e) {
      failure = e;
      throw e;
    } finally {
      if (opener.takeUntoldLoss()) {
        listener.sessionsLost(Ckr.nameOf(code), failure);
      }
    }
  }
}
