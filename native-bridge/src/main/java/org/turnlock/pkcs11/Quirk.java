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
  /**
   * CKR_GENERAL_ERROR is the answer to a wrong tag or padding too, and to a wrapped key that is
   * none, as CKR_FUNCTION_FAILED is.
   */
  GENERAL_ERROR_MEANS_BAD_DATA,
  /** CKM_RSA_PKCS_OAEP knows SHA-1 with MGF1 over SHA-1 only, and no label. */
  OAEP_OF_SHA1_ONLY,
  /**
   * CKM_RSA_PKCS_OAEP takes no label, and makes the mask with the label's hash whatever is asked.
   */
  OAEP_OF_ONE_HASH,
  /** CKM_AES_GCM uses the first 12 bytes of an IV of more than 128, without a word. */
  LONG_GCM_IVS_CUT,
  /** CKM_RSA_PKCS_PSS takes a salt as long as the hash and no other. */
  PSS_SALT_OF_HASH_LENGTH,
  /**
   * The uses in a new public key's template change those of the private half: CKA_VERIFY is taken
   * for CKA_DECRYPT, CKA_ENCRYPT for CKA_SIGN.
   */
  PUBLIC_USES_CHANGE_PRIVATE_KEY,
  /** The mechanisms that make secret keys are listed and do not work. */
  MAKES_NO_SECRET_KEYS,
  /** X25519 and X448 keys are made, and kept, as keys on an Edwards curve. */
  MONTGOMERY_KEYS_AS_EDWARDS,
  /** A second token-resident secret key with the CKA_ID of another replaces it. */
  EQUAL_IDS_OVERWRITE,
  /**
   * A change of a token object hides what other processes have changed since the last search; see
   * {@link ChangeTurn}.
   */
  OWN_CHANGES_HIDE_OTHERS,
  /** C_Login writes to the token, and answers CKR_GENERAL_ERROR while another process does. */
  LOGIN_WRITES,
  /** A search passes over all objects whatever it is for: one for several classes is cheaper. */
  SEARCHES_PASS_OVER_ALL,
  /** Data objects end with their session. */
  NO_RESIDENT_DATA,
  /** CKM_AES_KEY_WRAP_PAD is RFC 5649, which is CKM_AES_KEY_WRAP_KWP since PKCS#11 3.0. */
  WRAP_PAD_IS_KWP,
  /** A key of other than whole units of 8 bytes is wrapped with zeros behind it. */
  WRAPS_WITH_ZEROS_BEHIND,
  /** An AES key of any length is unwrapped, and its length not told. */
  UNWRAPS_AES_OF_ANY_LENGTH,
  /** The other side's EC point, 04 X Y, is taken for a DER OCTET STRING where it looks like one. */
  PLAIN_POINTS_TAKEN_FOR_DER;

  /** A module that only passes on the calls for tokens of other makers. */
  private static final String PASSES_ON = "PKCS#11 Kit";

  private record Known(String manufacturer, Set<Quirk> quirks) {}

  private static final List<Known> KNOWN =
      List.of(
          new Known(
              "SoftHSM",
              EnumSet.of(
                  TOKEN_OBJECTS_CHANGE_ALONE,
                  OWN_CHANGES_HIDE_OTHERS,
                  LOGIN_WRITES,
                  SEARCHES_PASS_OVER_ALL,
                  GENERAL_ERROR_MEANS_BAD_DATA,
                  OAEP_OF_SHA1_ONLY,
                  LONG_GCM_IVS_CUT,
                  WRAP_PAD_IS_KWP,
                  WRAPS_WITH_ZEROS_BEHIND,
                  UNWRAPS_AES_OF_ANY_LENGTH,
                  PLAIN_POINTS_TAKEN_FOR_DER,
                  MONTGOMERY_KEYS_AS_EDWARDS)),
          new Known(
              "tpm2-software",
              EnumSet.of(
                  GENERAL_ERROR_MEANS_BAD_DATA,
                  OAEP_OF_ONE_HASH,
                  PSS_SALT_OF_HASH_LENGTH,
                  PUBLIC_USES_CHANGE_PRIVATE_KEY,
                  MAKES_NO_SECRET_KEYS)),
          new Known("Mozilla Foundation", EnumSet.of(EQUAL_IDS_OVERWRITE, NO_RESIDENT_DATA)),
          new Known("IBM", EnumSet.of(OBJECTS_CHANGE_ALONE)));

  /**
   * The quirks of a token, recognised by the manufacturer of its module (CK_INFO); behind p11-kit,
   * which hides that, by the token's own. The latter tells less: a TPM names the maker of its chip.
   */
  public static Set<Quirk> of(ModuleInfo module, TokenInfo token) {
    String manufacturer =
        module.manufacturer().startsWith(PASSES_ON) ? token.manufacturer() : module.manufacturer();
    for (Known known : KNOWN) {
      if (manufacturer.startsWith(known.manufacturer())) {
        return Set.copyOf(known.quirks());
      }
    }
    return Set.of();
  }
}
