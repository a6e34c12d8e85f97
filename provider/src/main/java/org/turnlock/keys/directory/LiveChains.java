// SPDX-License-Identifier: Apache-2.0
package org.turnlock.keys.directory;

import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.turnlock.certificate.TokenChains;
import org.turnlock.token.KeyId;
import org.turnlock.token.Token;
import org.turnlock.token.TokenException;

/**
 * The certificate chains of one managed key's versions as this process knows them, read again when
 * they have become old. Issuers are looked for again only if the certificate itself is another.
 */
final class LiveChains {
  private final Token token;
  private final long refreshNanos;
  private final Map<KeyId, Seen> seen = new ConcurrentHashMap<>();

  /**
   * @param chain empty for none
   * @param revision of the key's record at that time: another one may have brought a certificate
   */
  private record Seen(List<X509Certificate> chain, long revision, long readAt) {}

  LiveChains(Token token, Duration refresh) {
    this.token = token;
    this.refreshNanos = refresh.toNanos();
  }

  /** The chain of the key with this CKA_ID; empty if it has no certificate. */
  List<X509Certificate> of(KeyId id, long revision) {
    Seen last = seen.get(id);
    return isNew(last, revision, System.nanoTime()) ? last.chain : refreshed(id, revision);
  }

  private boolean isNew(Seen last, long revision, long now) {
    return last != null && last.revision >= revision && now - last.readAt < refreshNanos;
  }

  /** One thread reads; those that come meanwhile wait for it. */
  private synchronized List<X509Certificate> refreshed(KeyId id, long revision) {
    Seen last = seen.get(id);
    long now = System.nanoTime();
    if (isNew(last, revision, now)) {
      return last.chain;
    }
    Seen found = read(id, last, revision, now);
    seen.put(id, found);
    return found.chain;
  }

  private Seen read(KeyId id, Seen last, long revision, long now) {
    try {
      TokenChains chains = new TokenChains(token);
      Optional<X509Certificate> leaf = chains.leaf(id);
      boolean same =
          last != null
              && !last.chain.isEmpty()
              && leaf.filter(last.chain.get(0)::equals).isPresent();
      return new Seen(
          same ? last.chain : leaf.map(chains::chainOf).orElse(List.of()), revision, now);
    } catch (TokenException e) {
      if (last == null || e.reason() != TokenException.Reason.UNAVAILABLE) {
        throw e;
      }
      // An outage: what was known is what there is to go on, until the token answers again.
      return new Seen(last.chain, revision, System.nanoTime());
    }
  }

  /** Forgets all keys but these. */
  void retain(Set<KeyId> ids) {
    seen.keySet().retainAll(ids);
  }

  /** Reads everything anew from here on: this process has changed it. */
  synchronized void forget() {
    seen.clear();
  }
}
