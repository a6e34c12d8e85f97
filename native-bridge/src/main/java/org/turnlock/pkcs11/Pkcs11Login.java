// SPDX-License-Identifier: Apache-2.0
package org.turnlock.pkcs11;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.Set;
import java.util.concurrent.locks.LockSupport;
import org.turnlock.pkcs11.binding.Cryptoki;
import org.turnlock.pkcs11.constant.Ckf;
import org.turnlock.pkcs11.constant.Ckr;
import org.turnlock.pkcs11.constant.Cku;
import org.turnlock.pkcs11.error.Pkcs11Exception;
import org.turnlock.pkcs11.memory.Scratch;
import org.turnlock.pkcs11.memory.StructCursor;

/**
 * A token's login: one state for the whole process (PKCS#11 3.1, section 5.6.8). Remembers the PIN
 * while logged in, to check a second login against it and to log in again after a loss.
 */
public final class Pkcs11Login {
  private static final int SESSION_INFO_ROOM = 64;
  private static final int LOGIN_TRIES = 10;
  private static final long LOGIN_PAUSE_NANOS = 3_000_000;

  /** What a token says of a PIN that it will not take next time either. */
  private static final Set<Long> REFUSALS =
      Set.of(
          Ckr.PIN_INCORRECT, Ckr.PIN_INVALID, Ckr.PIN_LEN_RANGE, Ckr.PIN_LOCKED, Ckr.PIN_EXPIRED);

  private static final long RO_USER_FUNCTIONS = 1;
  private static final long RW_USER_FUNCTIONS = 3;

  private final Cryptoki functions;
  private final TokenInfo info;
  private final SessionOpener opener;
  private final PrimedSessions primed;
  private final Keeper keeper;
  private final PinSource pins;
  private final TokenListener listener;
  private final boolean loginWrites;
  private final KnownPin knownPin;
  private volatile boolean loggedIn;
  private byte[] rememberedPin;
  private boolean closed;

  Pkcs11Login(
      Pkcs11Module module,
      Slot slot,
      SessionOpener opener,
      PrimedSessions primed,
      Keeper keeper,
      TokenOptions options) {
    this.functions = module.functions();
    this.info = slot.token();
    this.opener = opener;
    this.primed = primed;
    this.keeper = keeper;
    this.pins = options.pins();
    this.listener = options.listener();
    this.loginWrites = options.quirks().contains(Quirk.LOGIN_WRITES);
    this.knownPin = module.knownPin(slot.id());
    knownPin.enter();
  }

  /** Whether private objects need a login. */
  public boolean required() {
    return info.loginRequired();
  }

  /** Whether the PIN is entered on the token's own keypad. */
  public boolean protectedPath() {
    return info.has(Ckf.PROTECTED_AUTHENTICATION_PATH);
  }

  /** Whether this object has logged in, or found the token logged in by other code. */
  public boolean loggedIn() {
    return loggedIn;
  }

  /**
   * Logs in as the normal user.
   *
   * @param pin null only with {@link #protectedPath()}; stays the caller's to wipe
   * @throws Pkcs11Exception with CKR_PIN_INCORRECT if the PIN is wrong, also while logged in
   *     already
   */
  public synchronized void login(char[] pin) {
    byte[] encoded = pin == null ? null : encode(pin);
    try {
      if (loggedIn && rememberedPin != null && encoded != null) {
        requireEqual(MessageDigest.isEqual(rememberedPin, encoded));
      }
      boolean fresh = callLogin(encoded);
      requireEqual(fresh || !knownPin.contradicts(encoded));
      loggedInWith(encoded, fresh);
    } finally {
      if (encoded != null) {
        Arrays.fill(encoded, (byte) 0);
      }
    }
  }

  private static void requireEqual(boolean equal) {
    if (!equal) {
      throw new Pkcs11Exception("C_Login", Ckr.PIN_INCORRECT);
    }
  }

  private void loggedInWith(byte[] pin, boolean fresh) {
    if (fresh && loggedIn) {
      // The login had been lost, and with it what a logout destroys.
      opener.voidSessionObjects();
    } else if (fresh) {
      opener.voidHandles();
    }
    loggedIn = true;
    remember(pin, fresh);
  }

  /** Keeps a PIN that the token, or a login that it accepted, has proved. */
  private void remember(byte[] pin, boolean fresh) {
    if (pin == null || !(fresh || knownPin.isKnown())) {
      return;
    }
    forgetPin();
    rememberedPin = pin.clone();
    knownPin.learn(pin);
  }

  /** True if this call logged in, false if the token was logged in already by other code. */
  private boolean callLogin(byte[] pin) {
    for (int tries = 1; ; tries++) {
      try {
        return callLoginAndReopen(pin);
      } catch (Pkcs11Exception e) {
        if (!loginWrites || e.code() != Ckr.GENERAL_ERROR || tries == LOGIN_TRIES) {
          throw e;
        }
        LockSupport.parkNanos(tries * LOGIN_PAUSE_NANOS);
      }
    }
  }

  private boolean callLoginAndReopen(byte[] pin) {
    try {
      return callLoginOnce(pin);
    } catch (Pkcs11Exception e) {
      if (!SessionFate.isGone(e.code())) {
        throw e;
      }
      return callLoginOnce(pin);
    }
  }

  private boolean callLoginOnce(byte[] pin) {
    return keeper.call(
        session -> {
          Scratch scratch = session.scratch().begin(pin == null ? 0 : pin.length, 1);
          long address = pin == null ? 0 : scratch.address(scratch.put(pin));
          long length = pin == null ? 0 : pin.length;
          long code = functions.C_Login(session.handle(), Cku.USER, address, length);
          if (code != Ckr.OK && code != Ckr.USER_ALREADY_LOGGED_IN) {
            throw new Pkcs11Exception("C_Login", code);
          }
          return code == Ckr.OK;
        });
  }

  /**
   * Asks the token whether the session is logged in.
   *
   * @throws Pkcs11Exception with CKR_USER_NOT_LOGGED_IN if other code has logged out
   */
  void requireIn(Session session) {
    Scratch scratch = session.scratch().begin(SESSION_INFO_ROOM, 1);
    int info = scratch.take(SESSION_INFO_ROOM);
    long code = functions.C_GetSessionInfo(session.handle(), scratch.address(info));
    if (code != Ckr.OK) {
      throw new Pkcs11Exception("C_GetSessionInfo", code);
    }
    StructCursor cursor = scratch.struct(info);
    cursor.ulong();
    long state = cursor.ulong();
    if (state != RO_USER_FUNCTIONS && state != RW_USER_FUNCTIONS) {
      throw new Pkcs11Exception("C_GetSessionInfo", Ckr.USER_NOT_LOGGED_IN);
    }
  }

  /** Logs out and forgets the PIN. No effect if not logged in. */
  public synchronized void logout() {
    if (!loggedIn) {
      return;
    }
    loggedIn = false;
    forgetPin();
    knownPin.forget();
    long code =
        keeper.call(
            session -> {
              primed.end();
              long answer = functions.C_Logout(session.handle());
              primed.forgetAll();
              return answer;
            });
    opener.voidSessionObjects();
    if (code != Ckr.OK && code != Ckr.USER_NOT_LOGGED_IN) {
      throw new Pkcs11Exception("C_Logout", code);
    }
  }

  /**
   * Makes sure of a login, with the remembered PIN or one from the configured source. A PIN that
   * the token has refused is not sent again: nobody has asked for this login, and a few wrong PINs
   * lock a token.
   *
   * @return true if the token was not logged in before and is now
   * @throws Pkcs11Exception with CKR_PIN_INCORRECT also if the PIN is known to be wrong
   */
  synchronized boolean restore() {
    if (!required()) {
      return false;
    }
    byte[] pin = pinToRestore();
    if (pin == null && !(protectedPath() && loggedIn)) {
      return false;
    }
    try {
      requireEqual(pin == null || !knownPin.isRefused(pin));
      boolean fresh = tellingLogin(pin);
      loggedInWith(pin, fresh);
      return fresh;
    } catch (Pkcs11Exception e) {
      if (pin != null && REFUSALS.contains(e.code())) {
        knownPin.refuse(pin);
      }
      throw e;
    } finally {
      if (pin != null) {
        Arrays.fill(pin, (byte) 0);
      }
    }
  }

  private boolean tellingLogin(byte[] pin) {
    try {
      boolean fresh = callLogin(pin);
      if (fresh) {
        listener.loggedIn(null);
      }
      return fresh;
    } catch (RuntimeException e) {
      listener.loggedIn(e);
      throw e;
    }
  }

  /** Logs in from the configured source if a login is needed and has not been made. */
  public void ensure() {
    if (required() && !loggedIn) {
      restore();
    }
  }

  private byte[] pinToRestore() {
    boolean proved = rememberedPin != null && !knownPin.isRefused(rememberedPin);
    return proved ? rememberedPin.clone() : pinFromSource();
  }

  private byte[] pinFromSource() {
    char[] pin = pins.pin();
    if (pin == null) {
      return null;
    }
    try {
      return encode(pin);
    } finally {
      Arrays.fill(pin, '\0');
    }
  }

  private static byte[] encode(char[] pin) {
    ByteBuffer encoded = StandardCharsets.UTF_8.encode(CharBuffer.wrap(pin));
    byte[] bytes = new byte[encoded.remaining()];
    encoded.get(bytes);
    Arrays.fill(encoded.array(), (byte) 0);
    return bytes;
  }

  /** Wipes what is known of the PIN: the token is being closed. Idempotent. */
  synchronized void close() {
    forgetPin();
    if (!closed) {
      closed = true;
      knownPin.leave();
    }
  }

  /** Wipes the remembered PIN. */
  private void forgetPin() {
    if (rememberedPin != null) {
      Arrays.fill(rememberedPin, (byte) 0);
      rememberedPin = null;
    }
  }
}
