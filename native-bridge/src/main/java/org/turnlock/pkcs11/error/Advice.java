// SPDX-License-Identifier: Apache-2.0
package org.turnlock.pkcs11.error;

import java.util.Map;
import org.turnlock.pkcs11.constant.Ckr;

/** What a return value means for the caller and what to do about it, where that is known. */
final class Advice {
  private static final Map<Long, String> KNOWN =
      Map.ofEntries(
          Map.entry(Ckr.PIN_INCORRECT, "the PIN is wrong; repeated tries may lock it"),
          Map.entry(Ckr.PIN_LOCKED, "the PIN is locked; the security officer can reset it"),
          Map.entry(Ckr.PIN_EXPIRED, "the PIN has expired; set a new one with the token's tool"),
          Map.entry(Ckr.USER_PIN_NOT_INITIALIZED, "the token has no user PIN yet; initialise one"),
          Map.entry(
              Ckr.USER_NOT_LOGGED_IN, "log in first: KeyStore.load with the PIN, or pinSource"),
          Map.entry(
              Ckr.USER_ANOTHER_ALREADY_LOGGED_IN, "this process is logged in as another user"),
          Map.entry(Ckr.TOKEN_NOT_PRESENT, "the slot holds no token; check the device or the slot"),
          Map.entry(
              Ckr.TOKEN_NOT_RECOGNIZED,
              "the slot's token is not initialised; use the token's tool, or choose another slot"),
          Map.entry(Ckr.TOKEN_WRITE_PROTECTED, "the token cannot be written"),
          Map.entry(Ckr.SESSION_READ_ONLY, "the session is read-only, so no object can be changed"),
          Map.entry(Ckr.SESSION_COUNT, "the token's sessions are used up; lower poolSize"),
          Map.entry(Ckr.DEVICE_ERROR, "the token or its connection has failed"),
          Map.entry(Ckr.DEVICE_REMOVED, "the token was removed during the call"),
          Map.entry(Ckr.DEVICE_MEMORY, "the token is full; delete objects that are not needed"),
          Map.entry(Ckr.KEY_FUNCTION_NOT_PERMITTED, "the key's attributes do not allow this use"),
          Map.entry(Ckr.KEY_UNEXTRACTABLE, "the key was made with CKA_EXTRACTABLE = false"),
          Map.entry(Ckr.KEY_SIZE_RANGE, "the token does not accept a key of this size"),
          Map.entry(Ckr.KEY_TYPE_INCONSISTENT, "the key's type does not fit the mechanism"),
          Map.entry(Ckr.MECHANISM_INVALID, "the token does not have this mechanism"),
          Map.entry(Ckr.MECHANISM_PARAM_INVALID, "the token does not accept these parameters"),
          Map.entry(Ckr.CURVE_NOT_SUPPORTED, "the token does not have this curve"),
          Map.entry(Ckr.DOMAIN_PARAMS_INVALID, "the token does not have this curve"),
          Map.entry(Ckr.CRYPTOKI_NOT_INITIALIZED, "the module was finalised by other code"));

  private Advice() {}

  static String of(long code) {
    return KNOWN.getOrDefault(code, "");
  }
}
