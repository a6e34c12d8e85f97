// SPDX-License-Identifier: Apache-2.0
package org.turnlock.pkcs11;

import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/** What known modules do differently, by name; {@link #of} says which module has which. */
public enum Quirk {
  /** Changing token objects while other calls are in flight fails, or leaves broken objects. */
  TOKEN_OBJECTS_CHANGE_ALONE,
  /** Changing any object while other calls are in flight crashes the process. */
  OBJECTS_CHANGE_ALONE,
  /** CKR_GENERAL_ERROR is the answer to a wrong tag or padding too. */
  GENERAL_ERROR_MEANS_BAD_DATA,
  /** X25519 and X448 keys are made, and kept, as keys on an Edwards curve. */
  MONTGOMERY_KEYS_AS_EDWARDS,
  /** A second token-resident secret key with the CKA_ID of another replaces it. */
  EQUAL_IDS_OVERWRITE;

  private record Known(String manufacturer, Set<Quirk> quirks) {}

  private static final List<Known> KNOWN =
      List.of(
          new Known(
              "SoftHSM",
              EnumSet.of(
                  TOKEN_OBJECTS_CHANGE_ALONE,
                  GENERAL_ERROR_MEANS_BAD_DATA,
                  MONTGOMERY_KEYS_AS_EDWARDS)),
          new Known("Mozilla Foundation", EnumSet.of(EQUAL_IDS_OVERWRITE)),
          new Known("IBM", EnumSet.of(OBJECTS_CHANGE_ALONE)));

  /** The quirks of a module, recognised by its manufacturer (CK_INFO). */
  public static Set<Quirk> of(ModuleInfo module) {
    for (Known known : KNOWN) {
      if (module.manufacturer().startsWith(known.manufacturer())) {
        return Set.copyOf(known.quirks());
      }
    }
    return Set.of();
  }
}
