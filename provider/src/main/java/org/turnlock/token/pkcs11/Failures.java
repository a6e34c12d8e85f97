// SPDX-License-Identifier: Apache-2.0
package org.turnlock.token.pkcs11;

import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import org.turnlock.pkcs11.constant.Ckr;
import org.turnlock.pkcs11.error.Pkcs11Exception;
import org.turnlock.pkcs11.error.TokenUnavailableException;
import org.turnlock.token.TokenException;
import org.turnlock.token.TokenException.Reason;
import org.turnlock.token.TokenKey;

/** Translates the bridge's failures into the seam's. */
final class Failures {
  /** What was being done. */
  enum During {
    ENCRYPT("encrypt"),
    DECRYPT("decrypt"),
    SIGN("sign"),
    WRAP("wrap a key"),
    UNWRAP("unwrap a key"),
    DERIVE("derive a key"),
    RANDOM("give random numbers"),
    OBJECTS("manage objects"),
    LOGIN("log in"),
    CLOSE("close");

    private final String verb;

    During(String verb) {
      this.verb = verb;
    }
  }

  private static final Map<Long, Reason> REASONS = new HashMap<>();

  static {
    put(
        Reason.KEY_REFUSED,
        Ckr.KEY_HANDLE_INVALID,
        Ckr.OBJECT_HANDLE_INVALID,
        Ckr.KEY_FUNCTION_NOT_PERMITTED,
        Ckr.KEY_TYPE_INCONSISTENT,
        Ckr.KEY_UNEXTRACTABLE,
        Ckr.KEY_NOT_WRAPPABLE,
        Ckr.WRAPPING_KEY_HANDLE_INVALID,
        Ckr.WRAPPING_KEY_TYPE_INCONSISTENT,
        Ckr.UNWRAPPING_KEY_HANDLE_INVALID,
        Ckr.UNWRAPPING_KEY_TYPE_INCONSISTENT);
    put(
        Reason.UNSUPPORTED,
        Ckr.MECHANISM_INVALID,
        Ckr.MECHANISM_PARAM_INVALID,
        Ckr.KEY_SIZE_RANGE,
        Ckr.WRAPPING_KEY_SIZE_RANGE,
        Ckr.UNWRAPPING_KEY_SIZE_RANGE,
        Ckr.CURVE_NOT_SUPPORTED,
        Ckr.DOMAIN_PARAMS_INVALID,
        Ckr.FUNCTION_NOT_SUPPORTED,
        Ckr.TEMPLATE_INCOMPLETE,
        Ckr.TEMPLATE_INCONSISTENT,
        Ckr.ATTRIBUTE_TYPE_INVALID,
        Ckr.ATTRIBUTE_VALUE_INVALID);
    put(
        Reason.NOT_LOGGED_IN,
        Ckr.USER_NOT_LOGGED_IN,
        Ckr.PIN_INCORRECT,
        Ckr.PIN_INVALID,
        Ckr.PIN_LEN_RANGE,
        Ckr.PIN_EXPIRED,
        Ckr.PIN_LOCKED);
    put(
        Reason.UNAVAILABLE,
        Ckr.SESSION_HANDLE_INVALID,
        Ckr.SESSION_CLOSED,
        Ckr.SESSION_COUNT,
        Ckr.DEVICE_ERROR,
        Ckr.DEVICE_REMOVED,
        Ckr.TOKEN_NOT_PRESENT,
        Ckr.TOKEN_NOT_RECOGNIZED,
        Ckr.CRYPTOKI_NOT_INITIALIZED);
    put(
        Reason.NOT_WRITABLE,
        Ckr.TOKEN_WRITE_PROTECTED,
        Ckr.SESSION_READ_ONLY,
        Ckr.DEVICE_MEMORY,
        Ckr.ACTION_PROHIBITED,
        Ckr.ATTRIBUTE_READ_ONLY);
  }

  private static final Set<Long> BAD_DATA =
      Set.of(
          Ckr.ENCRYPTED_DATA_INVALID,
          Ckr.ENCRYPTED_DATA_LEN_RANGE,
          Ckr.AEAD_DECRYPT_FAILED,
          Ckr.DATA_INVALID,
          Ckr.DATA_LEN_RANGE,
          Ckr.WRAPPED_KEY_INVALID,
          Ckr.WRAPPED_KEY_LEN_RANGE);

  private final String label;
  private final boolean generalErrorMeansBadData;

  Failures(String label, boolean generalErrorMeansBadData) {
    this.label = label;
    this.generalErrorMeansBadData = generalErrorMeansBadData;
  }

  private static void put(Reason reason, long... codes) {
    for (long code : codes) {
      REASONS.put(code, reason);
    }
  }

  String tokenName() {
    return "token '" + label + "'";
  }

  /** The seam's exception for {@code failure}; an exception that is not the bridge's stays. */
  RuntimeException translate(RuntimeException failure, During during) {
    if (failure instanceof Pkcs11Exception e) {
      return new TokenException(reason(e), message(e.getMessage(), during), e);
    }
    if (failure instanceof TokenUnavailableException e) {
      return new TokenException(Reason.UNAVAILABLE, message(e.getMessage(), during), e);
    }
    return failure;
  }

  /** As {@link #translate(RuntimeException, During)}; of a key that is refused it says which. */
  RuntimeException translate(RuntimeException failure, During during, TokenKey key) {
    String name = key.attributes().label();
    if (failure instanceof Pkcs11Exception e
        && reason(e) == Reason.KEY_REFUSED
        && !name.isEmpty()) {
      return new TokenException(
          Reason.KEY_REFUSED,
          tokenName() + " could not " + during.verb + " with key '" + name + "': " + e.getMessage(),
          e);
    }
    return translate(failure, during);
  }

  private String message(String detail, During during) {
    return tokenName() + " could not " + during.verb + ": " + detail;
  }

  private Reason reason(Pkcs11Exception e) {
    if (BAD_DATA.contains(e.code())) {
      return Reason.DATA_REJECTED;
    }
    boolean ofTheData = e.function().equals("C_Decrypt") || e.function().equals("C_UnwrapKey");
    boolean general =
        e.code() == Ckr.GENERAL_ERROR
            || e.code() == Ckr.FUNCTION_FAILED && e.function().equals("C_UnwrapKey");
    if (ofTheData && general && generalErrorMeansBadData) {
      return Reason.DATA_REJECTED;
    }
    return REASONS.getOrDefault(e.code(), Reason.FAILED);
  }
}
