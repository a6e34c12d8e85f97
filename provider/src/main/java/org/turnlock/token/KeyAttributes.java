// SPDX-License-Identifier: Apache-2.0
package org.turnlock.token;

import java.util.Set;

/**
 * What a {@link TokenKey} tells of itself: never key bytes.
 *
 * @param keyClass secret or private
 * @param keyType CKK_*
 * @param id CKA_ID, empty where the key has none
 * @param label CKA_LABEL, empty where the key has none
 * @param resident true for a token object, false for a session object
 * @param bits key length (AES, HMAC), modulus length (RSA), field size (EC); 0 if unknown
 * @param usages what the key's attributes allow
 * @param sensitive CKA_SENSITIVE: the value cannot be read in clear
 * @param extractable CKA_EXTRACTABLE: the value can leave the token wrapped
 * @param publicPart what of the key is public
 */
public record KeyAttributes(
    KeyClass keyClass,
    long keyType,
    KeyId id,
    String label,
    boolean resident,
    int bits,
    Set<KeyUsage> usages,
    boolean sensitive,
    boolean extractable,
    PublicPart publicPart) {

  /** The kinds of key that stay in a token. */
  public enum KeyClass {
    SECRET,
    PRIVATE
  }

  public KeyAttributes {
    usages = Set.copyOf(usages);
  }

  /** The same under another label. */
  public KeyAttributes withLabel(String other) {
    return new KeyAttributes(
        keyClass, keyType, id, other, resident, bits, usages, sensitive, extractable, publicPart);
  }

  /** The same with another length. */
  public KeyAttributes withBits(int other) {
    return new KeyAttributes(
        keyClass, keyType, id, label, resident, other, usages, sensitive, extractable, publicPart);
  }
}
