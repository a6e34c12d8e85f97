// SPDX-License-Identifier: Apache-2.0
package org.turnlock.softhsm;

import java.nio.file.Path;
import java.util.Map;

/**
 * A throw-away SoftHSM token.
 *
 * @param library the PKCS#11 module
 * @param configuration softhsm2.conf; native code in this JVM sees it as {@code SOFTHSM2_CONF}
 * @param label the token's label
 * @param serial the token's serial number
 * @param slotId the number of its slot
 * @param slotListIndex its place in the slot list
 * @param pin the user's PIN
 * @param soPin the security officer's PIN
 */
public record SoftHsmToken(
    Path library,
    Path configuration,
    String label,
    String serial,
    long slotId,
    int slotListIndex,
    String pin,
    String soPin) {

  /** The user's PIN, a new array each time. */
  public char[] pinChars() {
    return pin.toCharArray();
  }

  /** What a process started from Java needs in its environment to see the token. */
  public Map<String, String> environment() {
    return Map.of("SOFTHSM2_CONF", configuration.toString());
  }

  /** A SunPKCS11 configuration file for this token. */
  public Path sunPkcs11Configuration() {
    return Templates.write(
        "sunpkcs11-softhsm.cfg.template",
        beside("sunpkcs11-" + serial + ".cfg"),
        Map.of("LIBRARY", library, "SLOT_LIST_INDEX", slotListIndex));
  }

  /** A Turnlock configuration file for this token. */
  public Path turnlockConfiguration() {
    Path pinFile = beside("pin-" + serial);
    PrivateFiles.write(pinFile, pin);
    return Templates.write(
        "turnlock-softhsm.cfg.template",
        beside("turnlock-" + serial + ".cfg"),
        Map.of("LIBRARY", library, "LABEL", label, "PIN_FILE", pinFile));
  }

  private Path beside(String name) {
    return configuration.resolveSibling(name);
  }
}
