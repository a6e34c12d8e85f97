// SPDX-License-Identifier: Apache-2.0
package org.turnlock.jca.keystore;

import java.security.Key;
import java.security.KeyStoreException;
import java.security.PrivateKey;
import java.security.cert.Certificate;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.List;

/**
 * What {@code setKeyEntry} and {@code setEntry} are given.
 *
 * @param chain the key's certificates, its own first; empty for a secret key
 */
record KeyToStore(String alias, Key key, List<X509Certificate> chain, ImportPolicy policy) {

  static KeyToStore of(String alias, Key key, Certificate[] chain, ImportPolicy policy)
      throws KeyStoreException {
    if (key == null) {
      throw new KeyStoreException("no key to store");
    }
    boolean empty = chain == null || chain.length == 0;
    if (empty == key instanceof PrivateKey) {
      throw new KeyStoreException(
          empty
              ? "a private key needs its certificate chain"
              : "a secret key has no certificate chain");
    }
    List<X509Certificate> certificates = new ArrayList<>();
    for (Certificate certificate : empty ? new Certificate[0] : chain) {
      certificates.add(x509(certificate));
    }
    policy.checkAlias(alias);
    return new KeyToStore(alias, key, List.copyOf(certificates), policy);
  }

  /** The certificate as the kind that tokens keep. */
  static X509Certificate x509(Certificate certificate) throws KeyStoreException {
    if (certificate instanceof X509Certificate x509) {
      return x509;
    }
    throw new KeyStoreException(
        "only X.509 certificates can be stored, not "
            + (certificate == null ? "null" : certificate.getType()));
  }
}
