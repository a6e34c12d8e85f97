// SPDX-License-Identifier: Apache-2.0
package org.turnlock.token;

import java.util.Set;

/**
 * How a key is to be made: where it lives, what it is called, what it may do. The configuration's
 * attribute templates are laid over it by the token.
 *
 * @param resident true for a token object, false for a session object
 * @param label CKA_LABEL, empty for none
 * @param id CKA_ID; {@link KeyId#none()} for none
 * @param usages what the key may be used for; a private key's list is split over the pair
 * @param sensitive CKA_SENSITIVE
 * @param extractable CKA_EXTRACTABLE
 */
public record NewKey(
    boolean resident,
    String label,
    KeyId id,
    Set<KeyUsage> usages,
    boolean sensitive,
    boolean extractable) {

  public NewKey {
    usages = Set.copyOf(usages);
  }

  /** A session key with the safe attributes: sensitive and not extractable. */
  public static NewKey session(Set<KeyUsage> usages) {
    return new NewKey(false, "", KeyId.none(), usages, true, false);
  }

  /** A token-resident key with the safe attributes, a label and a random CKA_ID. */
  public static NewKey resident(String label, Set<KeyUsage> usages) {
    return new NewKey(true, label, KeyId.random(), usages, true, false);
  }
}
