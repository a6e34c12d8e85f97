// SPDX-License-Identifier: Apache-2.0
package org.turnlock.pkcs11;

import java.util.Objects;
import org.turnlock.pkcs11.binding.CallTrace;

/**
 * How a module is loaded.
 *
 * @param library path of the shared library
 * @param functionList exported function that gives the function list; null for the usual search:
 *     C_GetInterface, else C_GetFunctionList
 * @param initParameters text for the module's initialisation (NSS's LibraryParameters), or null
 * @param omitInitialize true to leave C_Initialize to other code
 * @param allowSingleThreaded true to accept a module that cannot lock, at the price of one call at
 *     a time
 * @param trace counts and times the calls, or null
 * @param foreign whether the calls of ciphers and signatures go through the Foreign Function API of
 *     Java 22 instead of JNA
 * @param countByThread whether {@link org.turnlock.pkcs11.binding.ThreadCalls} counts the calls
 */
public record ModuleOptions(
    String library,
    String functionList,
    String initParameters,
    boolean omitInitialize,
    boolean allowSingleThreaded,
    CallTrace trace,
    boolean foreign,
    boolean countByThread) {

  public ModuleOptions {
    Objects.requireNonNull(library, "library");
  }

  /** The defaults for a standard module. */
  public static ModuleOptions of(String library) {
    return new ModuleOptions(library, null, null, false, false, null, false, false);
  }

  /** With initialisation text, as NSS softokn needs it. */
  public ModuleOptions withInitParameters(String text) {
    return new ModuleOptions(
        library,
        functionList,
        text,
        omitInitialize,
        allowSingleThreaded,
        trace,
        foreign,
        countByThread);
  }

  /** With call tracing. */
  public ModuleOptions withTrace(CallTrace counts) {
    return new ModuleOptions(
        library,
        functionList,
        initParameters,
        omitInitialize,
        allowSingleThreaded,
        counts,
        foreign,
        countByThread);
  }

  /** With each thread's calls counted. */
  public ModuleOptions withCountByThread() {
    return new ModuleOptions(
        library,
        functionList,
        initParameters,
        omitInitialize,
        allowSingleThreaded,
        trace,
        foreign,
        true);
  }

  /** With the hot calls through the Foreign Function API. */
  public ModuleOptions withForeignCalls() {
    return new ModuleOptions(
        library,
        functionList,
        initParameters,
        omitInitialize,
        allowSingleThreaded,
        trace,
        true,
        countByThread);
  }
}
