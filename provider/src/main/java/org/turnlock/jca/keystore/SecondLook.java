// SPDX-License-Identifier: Apache-2.0
package org.turnlock.jca.keystore;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Iterator;
import java.util.List;
import java.util.function.Predicate;
import org.turnlock.token.ObjectQuery;
import org.turnlock.token.TokenCertificate;
import org.turnlock.token.TokenContents;
import org.turnlock.token.TokenKey;
import org.turnlock.token.TokenObjects;

/**
 * Looks again at some of a token's objects, since other programs change the token too. An object
 * that is as it was stays the object that the inventory has.
 */
final class SecondLook {
  private final List<TokenKey> keys;
  private final List<TokenCertificate> certificates;
  private final Difference difference = new Difference();

  private SecondLook(Inventory before, Collection<ObjectQuery> queries) {
    this.keys =
        before.allKeys().stream()
            .map(KnownKey::key)
            .filter(key -> queries.stream().anyMatch(query -> query.matches(key)))
            .collect(java.util.stream.Collectors.toCollection(ArrayList::new));
    this.certificates =
        before.certificates().stream()
            .filter(object -> queries.stream().anyMatch(query -> query.matches(object)))
            .collect(java.util.stream.Collectors.toCollection(ArrayList::new));
  }

  /** What differs, among the objects that {@code queries} name, from {@code before}. */
  static Difference at(TokenObjects objects, Inventory before, Collection<ObjectQuery> queries) {
    SecondLook look = new SecondLook(before, queries);
    List<ObjectQuery> earlier = new ArrayList<>();
    for (ObjectQuery query : queries) {
      look.compare(objects.find(query), earlier);
      earlier.add(query);
    }
    look.keys.forEach(look.difference::removed);
    look.certificates.forEach(look.difference::removed);
    return look.difference;
  }

  private void compare(TokenContents found, List<ObjectQuery> earlier) {
    for (TokenKey key : found.keys()) {
      if (earlier.stream().noneMatch(query -> query.matches(key))
          && !takeOne(keys, one -> KnownKey.alike(one, key))) {
        difference.added(key);
      }
    }
    for (TokenCertificate object : found.certificates()) {
      if (earlier.stream().noneMatch(query -> query.matches(object))
          && !takeOne(certificates, one -> KnownCertificate.alike(one, object))) {
        difference.added(object);
      }
    }
  }

  private static <T> boolean takeOne(List<T> from, Predicate<T> wanted) {
    for (Iterator<T> each = from.iterator(); each.hasNext(); ) {
      if (wanted.test(each.next())) {
        each.remove();
        return true;
      }
    }
    return false;
  }
}
