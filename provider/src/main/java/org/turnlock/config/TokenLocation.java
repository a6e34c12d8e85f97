// SPDX-License-Identifier: Apache-2.0
package org.turnlock.config;

import java.nio.file.Path;
import java.util.Optional;

/** Where the provider's token is. */
public sealed interface TokenLocation {
  /**
   * A PKCS#11 module and a slot in it.
   *
   * @param library the module: an absolute path, or a bare file name for the system to find
   * @param initParameters the string that C_Initialize gets in {@code pReserved} (NSS calls it
   *     LibraryParameters), if any
   * @param functionList the exported function that gives the CK_FUNCTION_LIST; empty for the usual
   *     search: C_GetInterface, else C_GetFunctionList
   * @param omitInitialize true to leave C_Initialize to someone else
   * @param slot which slot
   */
  record Pkcs11(
      String library,
      Optional<String> initParameters,
      Optional<String> functionList,
      boolean omitInitialize,
      SlotChoice slot)
      implements TokenLocation {}

  /**
   * The embedded software token.
   *
   * @param file where it keeps its keys, encrypted
   */
  record Software(Path file) implements TokenLocation {}
}
