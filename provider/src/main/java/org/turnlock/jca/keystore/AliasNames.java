// SPDX-License-Identifier: Apache-2.0
package org.turnlock.jca.keystore;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.ProviderException;
import java.security.cert.CertificateEncodingException;
import java.util.Arrays;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.Set;
import org.turnlock.token.KeyId;
import org.turnlock.token.TokenCertificate;

/**
 * Gives each object an alias of its own: its label where that is free, otherwise the label (empty
 * for none), {@code #} and the object's identity in hexadecimal. Names are compared as they are, by
 * case too.
 */
final class AliasNames {
  private static final int FINGERPRINT_BYTES = 8;

  private final Set<String> taken;

  AliasNames() {
    this(Set.of());
  }

  /**
   * @param taken aliases that are not to be given again
   */
  AliasNames(Set<String> taken) {
    this.taken = new HashSet<>(taken);
  }

  /** Takes the label as alias; false if there is none or it is taken. */
  boolean takeLabel(String label) {
    return !label.isEmpty() && taken.add(label);
  }

  /** Takes an alias that says which of the objects with this label it is. */
  String takeQualified(String label, String identity) {
    String base = label + '#' + identity;
    String alias = base;
    for (int number = 2; !taken.add(alias); number++) {
      alias = base + '#' + number;
    }
    return alias;
  }

  /** What tells a key from its namesakes: CKA_ID. */
  static String identityOf(KeyId id) {
    return id.isNone() ? "noid" : id.toString();
  }

  /** What tells a certificate from its namesakes: CKA_ID, or the start of its SHA-256 digest. */
  static String identityOf(TokenCertificate object) {
    if (!object.id().isNone()) {
      return object.id().toString();
    }
    try {
      byte[] digest =
          MessageDigest.getInstance("SHA-256").digest(object.certificate().getEncoded());
      return HexFormat.of().formatHex(Arrays.copyOf(digest, FINGERPRINT_BYTES));
    } catch (NoSuchAlgorithmException | CertificateEncodingException e) {
      throw new ProviderException("a certificate of the token cannot be read", e);
    }
  }
}
