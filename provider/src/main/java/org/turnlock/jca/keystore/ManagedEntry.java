// SPDX-License-Identifier: Apache-2.0
package org.turnlock.jca.keystore;

import java.security.UnrecoverableKeyException;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.turnlock.keys.TokenBackedKey;
import org.turnlock.keys.directory.ManagedAlias;
import org.turnlock.token.TokenCertificate;

/**
 * A managed key under its alias, or one of its versions under the version's name. What it is made
 * of is found when it is asked for: another process may have rotated the key.
 *
 * @param pinned whether it stands for {@code version} only, else for the current one
 */
record ManagedEntry(
    ManagedEntries entries, ManagedAlias key, ManagedAlias.Version version, boolean pinned)
    implements AliasEntry {

  @Override
  public String alias() {
    return pinned ? version.name() : key.alias();
  }

  boolean isPair() {
    return key.pair();
  }

  Instant created() {
    return version.created();
  }

  /**
   * The JCA key: one that cannot be used now refuses when it is used.
   *
   * @throws UnrecoverableKeyException if the version is destroyed
   */
  TokenBackedKey jcaKey() throws UnrecoverableKeyException {
    return entries.jcaKey(this);
  }

  /** Null if the version has none. */
  @Override
  public X509Certificate certificate() {
    X509Certificate now = plainCertificate();
    return now == null || pinned ? now : entries.rotating(key.alias(), now);
  }

  /** The version's own certificate; null if it has none. */
  X509Certificate plainCertificate() {
    return entries.objects(version).map(AliasEntry.OfKey::certificate).orElse(null);
  }

  /** The certificate and its issuers, as far as the token has them; empty without a certificate. */
  List<X509Certificate> chain() {
    List<X509Certificate> chain = new ArrayList<>();
    for (TokenCertificate one : entries.chainOf(version)) {
      chain.add(one.certificate());
    }
    if (!chain.isEmpty() && !pinned) {
      chain.set(0, entries.rotating(key.alias(), chain.get(0)));
    }
    return chain;
  }
}
