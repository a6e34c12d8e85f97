// SPDX-License-Identifier: Apache-2.0
package org.turnlock.jca.keystore;

import java.security.cert.X509Certificate;
import java.util.List;
import org.turnlock.keys.TokenBackedKey;
import org.turnlock.keys.TokenRsaPrivateKey;
import org.turnlock.token.TokenCertificate;
import org.turnlock.token.TokenKey;

/** What an alias stands for. */
sealed interface AliasEntry permits AliasEntry.OfKey, AliasEntry.OfCertificate, ManagedEntry {
  /** The name in the KeyStore. */
  String alias();

  /** The entry's own certificate; null for a key without one. */
  X509Certificate certificate();

  /**
   * A key.
   *
   * @param certificates the certificates of the key, the one in use first; older ones of the same
   *     key after it; none for secret keys
   */
  record OfKey(String alias, TokenBackedKey key, List<TokenCertificate> certificates)
      implements AliasEntry {
    private static final String PSS = "RSASSA-PSS";

    /** A token does not know that an RSA key is for RSASSA-PSS only, its certificate does. */
    public OfKey {
      key = asCertified(key, certificates);
    }

    /** The key under the algorithm that its certificate gives it. */
    static TokenBackedKey asCertified(TokenBackedKey key, List<TokenCertificate> certificates) {
      boolean pss =
          key instanceof TokenRsaPrivateKey
              && !certificates.isEmpty()
              && certificates.get(0).certificate().getPublicKey().getAlgorithm().equals(PSS);
      return pss ? TokenRsaPrivateKey.forPss(key.source()) : key;
    }

    TokenKey tokenKey() {
      return key.tokenKey();
    }

    /** What names the key: its own label, or where it has none (SunPKCS11) its certificate's. */
    String label() {
      return labelOf(tokenKey().attributes().label(), certificates);
    }

    static String labelOf(String ownLabel, List<TokenCertificate> certificates) {
      return ownLabel.isEmpty() && !certificates.isEmpty() ? certificates.get(0).label() : ownLabel;
    }

    /** The certificate in use; null if there is none. */
    TokenCertificate leaf() {
      return certificates.isEmpty() ? null : certificates.get(0);
    }

    @Override
    public X509Certificate certificate() {
      return certificates.isEmpty() ? null : leaf().certificate();
    }
  }

  /** A certificate on its own. */
  record OfCertificate(String alias, TokenCertificate object) implements AliasEntry {
    @Override
    public X509Certificate certificate() {
      return object.certificate();
    }
  }
}
