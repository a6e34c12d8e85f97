// SPDX-License-Identifier: Apache-2.0
package org.turnlock.pkcs11.error;

import org.turnlock.pkcs11.constant.Ckr;

/** A PKCS#11 function answered with something other than CKR_OK. */
public class Pkcs11Exception extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final String function;
  private final long code;

  /**
   * @param function the C function, for example {@code C_Login}
   * @param code its return value; vendor codes are kept as they are
   */
  public Pkcs11Exception(String function, long code) {
    super(message(function, code, Advice.of(code)));
    this.function = function;
    this.code = code;
  }

  /**
   * @param advice what went wrong in the caller's terms and what to do about it
   */
  public Pkcs11Exception(String function, long code, String advice) {
    super(message(function, code, advice));
    this.function = function;
    this.code = code;
  }

  private static String message(String function, long code, String advice) {
    String head =
        function + " answered " + Ckr.nameOf(code) + " (0x" + Long.toHexString(code) + ")";
    return advice.isEmpty() ? head : head + ": " + advice;
  }

  /** The C function that failed. */
  public String function() {
    return function;
  }

  /** The CKR_* value. */
  public long code() {
    return code;
  }

  /** The standard name of {@link #code()}, or its number. */
  public String name() {
    return Ckr.nameOf(code);
  }
}
