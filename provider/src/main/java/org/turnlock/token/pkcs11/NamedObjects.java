// SPDX-License-Identifier: Apache-2.0
package org.turnlock.token.pkcs11;

import java.security.cert.CertificateEncodingException;
import org.turnlock.pkcs11.Template;
import org.turnlock.pkcs11.constant.Cka;
import org.turnlock.token.ObjectQuery;
import org.turnlock.token.TokenException;

/** A query in PKCS#11's terms. */
final class NamedObjects {
  private final Template names;
  private final boolean certificatesOnly;

  private NamedObjects(Template names, boolean certificatesOnly) {
    this.names = names;
    this.certificatesOnly = certificatesOnly;
  }

  static NamedObjects of(ObjectQuery query) {
    Template.Builder names = Template.builder();
    if (query instanceof ObjectQuery.Labelled labelled) {
      return new NamedObjects(names.set(Cka.LABEL, labelled.label()).build(), false);
    }
    if (query instanceof ObjectQuery.Identified identified) {
      return new NamedObjects(names.set(Cka.ID, identified.id().bytes()).build(), false);
    }
    if (query instanceof ObjectQuery.IssuedBy issued) {
      return new NamedObjects(names.set(Cka.ISSUER, issued.issuer().getEncoded()).build(), true);
    }
    try {
      byte[] encoded = ((ObjectQuery.Holding) query).certificate().getEncoded();
      return new NamedObjects(names.set(Cka.VALUE, encoded).build(), true);
    } catch (CertificateEncodingException e) {
      throw new TokenException(
          TokenException.Reason.DATA_REJECTED, "the certificate cannot be encoded", e);
    }
  }

  /** The attributes that the wanted objects have. */
  Template names() {
    return names;
  }

  /** Whether none but certificates are wanted. */
  boolean certificatesOnly() {
    return certificatesOnly;
  }
}
