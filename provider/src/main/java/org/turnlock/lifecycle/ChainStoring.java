// SPDX-License-Identifier: Apache-2.0
package org.turnlock.lifecycle;

import java.security.InvalidKeyException;
import java.security.PublicKey;
import java.security.cert.X509Certificate;
import java.util.List;
import org.turnlock.token.ObjectQuery;
import org.turnlock.token.TokenObjects;

/**
 * Puts a new version's certificate beside its key before the version is committed, and the issuers
 * that the token does not have yet: a current version is never without the certificate it is to
 * have.
 */
final class ChainStoring implements NewVersion.Step<InvalidKeyException> {
  private final TokenObjects objects;
  private final List<X509Certificate> chain;

  /**
   * @param chain the version's certificate, then its issuers; empty for none
   */
  ChainStoring(TokenObjects objects, List<X509Certificate> chain) {
    this.objects = objects;
    this.chain = List.copyOf(chain);
  }

  @Override
  public void with(NewVersion version) throws InvalidKeyException {
    if (chain.isEmpty()) {
      return;
    }
    X509Certificate own = chain.get(0);
    PublicKey half =
        version
            .publicKey()
            .orElseThrow(() -> new InvalidKeyException("only key pairs have certificates"));
    if (!own.getPublicKey().equals(half)) {
      throw new InvalidKeyException("the certificate is for another key");
    }
    String label = version.record().nameOf(version.version());
    objects.addCertificate(own, label, version.version().id().bytes());
    for (X509Certificate issuer : chain.subList(1, chain.size())) {
      if (objects.find(new ObjectQuery.Holding(issuer)).certificates().isEmpty()) {
        objects.addCertificate(issuer, "", new byte[0]);
      }
    }
  }
}
