// SPDX-License-Identifier: Apache-2.0
package org.turnlock.token;

import java.security.cert.X509Certificate;
import javax.security.auth.x500.X500Principal;

/** Which of a token's resident keys and certificates are wanted, by what names them. */
public sealed interface ObjectQuery {
  /** Every one. */
  record All() implements ObjectQuery {
    @Override
    public boolean isOf(String objectLabel, KeyId objectId) {
      return true;
    }
  }

  /** Those with exactly this CKA_LABEL. */
  record Labelled(String label) implements ObjectQuery {
    @Override
    public boolean isOf(String objectLabel, KeyId objectId) {
      return label.equals(objectLabel);
    }
  }

  /** Those with exactly this CKA_ID. */
  record Identified(KeyId id) implements ObjectQuery {
    @Override
    public boolean isOf(String objectLabel, KeyId objectId) {
      return id.equals(objectId);
    }
  }

  /** The certificate objects that hold exactly this certificate. */
  record Holding(X509Certificate certificate) implements ObjectQuery {
    @Override
    public boolean isOf(String objectLabel, KeyId objectId) {
      return false;
    }

    @Override
    public boolean matches(TokenCertificate object) {
      return object.certificate().equals(certificate);
    }
  }

  /** The certificate objects that name this issuer. */
  record IssuedBy(X500Principal issuer) implements ObjectQuery {
    @Override
    public boolean isOf(String objectLabel, KeyId objectId) {
      return false;
    }

    @Override
    public boolean matches(TokenCertificate object) {
      return object.certificate().getIssuerX500Principal().equals(issuer);
    }
  }

  /** Whether an object of this label and CKA_ID is one of those. */
  boolean isOf(String objectLabel, KeyId objectId);

  /** Whether a key is one of those. */
  default boolean matches(TokenKey key) {
    return isOf(key.attributes().label(), key.attributes().id());
  }

  /** Whether a certificate is one of those. */
  default boolean matches(TokenCertificate object) {
    return isOf(object.label(), object.id());
  }
}
