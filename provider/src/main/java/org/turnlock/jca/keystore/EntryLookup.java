// SPDX-License-Identifier: Apache-2.0
package org.turnlock.jca.keystore;

import java.security.KeyStoreException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.turnlock.token.TokenCertificate;
import org.turnlock.token.TokenDescription;

/**
 * What an alias, or a PKCS#11 URI in its place, finds among the entries. An alias that is in use is
 * one, whatever it looks like.
 *
 * @param entry null if there is none, or if the URI does not name just one
 * @param refusal why a URI names nothing that can be given; null for all other aliases
 */
record EntryLookup(AliasEntry entry, String refusal) {
  private static final EntryLookup NOTHING = new EntryLookup(null, null);

  static EntryLookup of(Inventory inventory, String alias, TokenDescription token) {
    Optional<AliasEntry> named = inventory.find(alias);
    if (named.isPresent()) {
      return new EntryLookup(named.get(), null);
    }
    if (alias == null || !ObjectUri.isUri(alias)) {
      return NOTHING;
    }
    ObjectUri uri;
    try {
      uri = ObjectUri.parse(alias);
    } catch (IllegalArgumentException e) {
      return new EntryLookup(null, "the PKCS#11 URI cannot be read: " + e.getMessage());
    }
    return uri.matches(token) ? of(inventory, uri) : NOTHING;
  }

  private static EntryLookup of(Inventory inventory, ObjectUri uri) {
    List<AliasEntry> found = new ArrayList<>();
    List<AliasEntry> all = new ArrayList<>(inventory.entries().values());
    all.addAll(inventory.versions());
    for (AliasEntry entry : all) {
      if (entry instanceof AliasEntry.OfKey key) {
        if (uri.namesKey(key)) {
          found.add(key);
        } else {
          certificateOf(key, uri).ifPresent(found::add);
        }
      } else if (entry instanceof AliasEntry.OfCertificate certificate
          && uri.names(certificate.object())) {
        found.add(entry);
      }
    }
    if (found.size() > 1) {
      return new EntryLookup(
          null,
          "the PKCS#11 URI names "
              + found.size()
              + " objects, "
              + found.stream().limit(3).map(one -> "'" + one.alias() + "'").toList()
              + (found.size() > 3 ? " and others" : "")
              + "; add id or type to it");
    }
    return found.isEmpty() ? NOTHING : new EntryLookup(found.get(0), null);
  }

  /** Fails where a URI does not name just one object. */
  void requireClear() throws KeyStoreException {
    if (refusal != null) {
      throw new KeyStoreException(refusal);
    }
  }

  /** A key's certificate in use, where the URI names that and not the key. */
  private static Optional<AliasEntry> certificateOf(AliasEntry.OfKey key, ObjectUri uri) {
    TokenCertificate leaf = key.leaf();
    return leaf != null && uri.names(leaf)
        ? Optional.of(new AliasEntry.OfCertificate(key.alias(), leaf))
        : Optional.empty();
  }
}
