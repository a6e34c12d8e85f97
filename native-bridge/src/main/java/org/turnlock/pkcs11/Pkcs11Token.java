// SPDX-License-Identifier: Apache-2.0
package org.turnlock.pkcs11;

import java.util.Map;
import java.util.Set;
import org.turnlock.pkcs11.binding.Cryptoki;
import org.turnlock.pkcs11.binding.MessageFunctions;

/** A token in a slot of a module: its sessions, its login, its operations. Thread-safe. */
public final class Pkcs11Token implements AutoCloseable {
  private final Pkcs11Module module;
  private final Slot slot;
  private final Set<Quirk> quirks;
  private final Map<Long, MechanismInfo> mechanisms;
  private final SessionPool pool;
  private final Keeper keeper;
  private final SlotUsers users;
  private final SlotUsers.User self;
  private final Pkcs11Login login;
  private final ObjectOperations objects;
  private final CipherOperations ciphers;
  private final SignOperations signing;
  private final WrapOperations wrapping;
  private final RandomOperations random;

  /**
   * @param slot one that holds a usable token
   */
  public Pkcs11Token(Pkcs11Module module, Slot slot, TokenOptions options) {
    this.module = module;
    this.slot = slot;
    this.quirks = options.quirks();
    Cryptoki functions = module.functions();
    this.mechanisms = MechanismList.read(functions, slot.id());
    SessionOpener opener = new SessionOpener(functions, slot.id());
    // One session of the token's own limit is the keeper's.
    int size = Math.min(options.poolSize(), Math.max(1, slot.token().sessionLimit() - 1));
    MessageFunctions messages = module.messages();
    Primer primer = new Primer(functions, messages);
    OpenSessions sessions = new OpenSessions(opener, size);
    PrimedSessions primed = new PrimedSessions(sessions, primer);
    this.pool = new SessionPool(sessions, primed, options.poolTimeout());
    this.keeper = new Keeper(opener);
    this.login = new Pkcs11Login(module, slot, opener, primed, keeper, options);
    ObjectSearch search = new ObjectSearch(functions);
    this.users = module.users(slot.id());
    this.self = users.join(pool, keeper);
    Recovery recovery =
        new Recovery(opener, users, self, login, search, options.quirks(), options.listener());
    this.objects = new ObjectOperations(functions, recovery, search, primed);
    boolean direct = options.passDirectBuffersUnsafely();
    GcmMessages gcm =
        messages == null ? null : new GcmMessages(messages, primer, pool, recovery, direct);
    CipherParts parts = new CipherParts(functions, primer, pool, recovery, direct);
    this.ciphers = new CipherOperations(functions, pool, recovery, gcm, parts, direct);
    this.signing = new SignOperations(functions, pool, recovery);
    this.wrapping = new WrapOperations(functions, pool, recovery, primed);
    this.random = new RandomOperations(functions, pool);
  }

  /** The module that drives the token. */
  public Pkcs11Module module() {
    return module;
  }

  /** The slot that holds the token, as it was when this object was made. */
  public Slot slot() {
    return slot;
  }

  /** What it does differently from others. */
  public Set<Quirk> quirks() {
    return quirks;
  }

  /** What the token can do, by CKM_* number; read once. */
  public Map<Long, MechanismInfo> mechanisms() {
    return mechanisms;
  }

  public Pkcs11Login login() {
    return login;
  }

  public ObjectOperations objects() {
    return objects;
  }

  public CipherOperations ciphers() {
    return ciphers;
  }

  public SignOperations signing() {
    return signing;
  }

  public WrapOperations wrapping() {
    return wrapping;
  }

  public RandomOperations random() {
    return random;
  }

  /** How the session pool stands. */
  public PoolReport poolReport() {
    return pool.report();
  }

  /**
   * Ends the calls in flight, closes every session, which logs the token out unless other code of
   * the process has sessions open, and forgets the PIN. Idempotent.
   *
   * @throws org.turnlock.pkcs11.error.TokenUnavailableException if calls in flight do not end until
   *     the pool's deadline; no new ones are accepted, but the keeper session is left open
   */
  @Override
  public void close() {
    login.close();
    try {
      pool.close(keeper::close);
    } finally {
      users.leave(self);
    }
  }

  @Override
  public String toString() {
    return "token '" + slot.token().label() + "' in slot " + slot.id() + " of " + module;
  }
}
