// SPDX-License-Identifier: Apache-2.0
package org.turnlock.jca.keystore;

import java.security.Key;
import java.security.cert.X509Certificate;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.Set;
import org.turnlock.keys.TokenBackedKey;
import org.turnlock.token.KeyAttributes;
import org.turnlock.token.KeyId;
import org.turnlock.token.ObjectQuery;
import org.turnlock.token.TokenObjects;

/**
 * The objects that a change of one entry has to do with, which are looked at again before it: the
 * token may have others than at the last look, but nothing else of it matters.
 */
final class Neighbourhood {
  private final Set<ObjectQuery> queries = new LinkedHashSet<>();

  /** What has this alias as its label, and what has the alias. */
  Neighbourhood alias(Inventory inventory, String alias) {
    if (alias != null && !alias.isEmpty()) {
      queries.add(new ObjectQuery.Labelled(alias));
      inventory.find(alias).ifPresent(this::entry);
    }
    return this;
  }

  /** An entry's object, and what goes with it. */
  Neighbourhood entry(AliasEntry entry) {
    if (entry instanceof AliasEntry.OfKey key) {
      key.certificates().forEach(own -> issuedBy(own.certificate()));
      return of(key.tokenKey().attributes());
    }
    queries.add(new ObjectQuery.Holding(entry.certificate()));
    return issuedBy(entry.certificate());
  }

  /** A token's own key; others have no neighbours. */
  Neighbourhood key(Key key) {
    if (key instanceof TokenBackedKey own && own.tokenKey().attributes().resident()) {
      return of(own.tokenKey().attributes());
    }
    return this;
  }

  private Neighbourhood of(KeyAttributes key) {
    if (!key.id().isNone()) {
      return id(key.id());
    }
    if (key.label().isEmpty()) {
      everything();
    } else {
      queries.add(new ObjectQuery.Labelled(key.label()));
    }
    return this;
  }

  private Neighbourhood issuedBy(X509Certificate issuer) {
    queries.add(new ObjectQuery.IssuedBy(issuer.getSubjectX500Principal()));
    return this;
  }

  /** All objects of the token. */
  Neighbourhood everything() {
    queries.add(new ObjectQuery.All());
    return this;
  }

  /** What has this CKA_ID. */
  Neighbourhood id(KeyId id) {
    queries.add(new ObjectQuery.Identified(id));
    return this;
  }

  /** Objects that hold these certificates. */
  Neighbourhood certificates(Collection<X509Certificate> certificates) {
    certificates.forEach(one -> queries.add(new ObjectQuery.Holding(one)));
    return this;
  }

  /** The inventory, with all of these as they are now. */
  Inventory lookAgain(TokenObjects objects, Inventory inventory) {
    ObjectQuery all = new ObjectQuery.All();
    return inventory.refreshed(objects, queries.contains(all) ? Set.of(all) : queries);
  }
}
