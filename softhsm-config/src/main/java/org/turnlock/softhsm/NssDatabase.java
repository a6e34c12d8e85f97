// SPDX-License-Identifier: Apache-2.0
package org.turnlock.softhsm;

import java.nio.file.Path;
import java.util.Map;

/**
 * A database of NSS: the token of its keystore slot.
 *
 * @param softokn the module
 * @param directory where key4.db is
 * @param pin the PIN of its keystore slot
 */
public record NssDatabase(NssSoftokn softokn, Path directory, String pin) {
  /** The PIN, a new array each time. */
  public char[] pinChars() {
    return pin.toCharArray();
  }

  /** What C_Initialize wants as {@code LibraryParameters}. */
  public String initParameters() {
    return "configdir='sql:"
        + directory
        + "' certPrefix='' keyPrefix='' secmod='secmod.db' flags=noModDB";
  }

  /** A SunPKCS11 configuration file for the keystore slot. */
  public Path sunPkcs11Configuration() {
    return Templates.write(
        "sunpkcs11-nss-db.cfg.template",
        directory.resolveSibling("sunpkcs11.cfg"),
        Map.of("LIBRARY_DIRECTORY", softokn.directory(), "DATABASE_DIRECTORY", directory));
  }
}
