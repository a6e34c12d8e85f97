// SPDX-License-Identifier: Apache-2.0
package org.turnlock.jca.keystore;

import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.Set;
import org.turnlock.operation.ActionAudit.Notes;
import org.turnlock.token.TokenCertificate;
import org.turnlock.token.TokenKey;

/**
 * The objects that one look at a token has and another has not. Objects are told apart as they are,
 * not by what they say of themselves: two keys may say the same.
 */
final class Difference {
  private final Set<TokenKey> keysGone = identitySet();
  private final Set<TokenKey> keysAdded = identitySet();
  private final Set<TokenKey> keysRenamed = identitySet();
  private final Set<TokenCertificate> certificatesGone = identitySet();
  private final Set<TokenCertificate> certificatesAdded = identitySet();

  private static <T> Set<T> identitySet() {
    return Collections.newSetFromMap(new IdentityHashMap<>());
  }

  void added(TokenKey key) {
    keysAdded.add(key);
  }

  void added(TokenCertificate object) {
    certificatesAdded.add(object);
  }

  void removed(TokenKey key) {
    if (!keysAdded.remove(key)) {
      keysGone.add(key);
    }
  }

  void removed(TokenCertificate object) {
    if (!certificatesAdded.remove(object)) {
      certificatesGone.add(object);
    }
  }

  /** The key has another label: its alias is not what it was. */
  void renamed(TokenKey key) {
    keysRenamed.add(key);
  }

  boolean isEmpty() {
    return keysGone.isEmpty()
        && keysAdded.isEmpty()
        && keysRenamed.isEmpty()
        && certificatesGone.isEmpty()
        && certificatesAdded.isEmpty();
  }

  /** How many objects of which kind, for the audit. */
  void noteIn(Notes notes) {
    say(notes, "keysAdded", keysAdded);
    say(notes, "keysRemoved", keysGone);
    say(notes, "keysRenamed", keysRenamed);
    say(notes, "certificatesAdded", certificatesAdded);
    say(notes, "certificatesRemoved", certificatesGone);
  }

  private static void say(Notes notes, String what, Set<?> objects) {
    if (!objects.isEmpty()) {
      notes.say(what, objects.size());
    }
  }

  boolean isGone(TokenKey key) {
    return keysGone.contains(key);
  }

  boolean isGone(TokenCertificate object) {
    return certificatesGone.contains(object);
  }

  boolean isRenamed(TokenKey key) {
    return keysRenamed.contains(key);
  }

  Set<TokenKey> keysAdded() {
    return keysAdded;
  }

  Set<TokenCertificate> certificatesAdded() {
    return certificatesAdded;
  }
}
