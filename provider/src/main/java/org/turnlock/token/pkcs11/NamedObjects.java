// SPDX-License-Identifier: Apache-2.0
package org.turnlock.token.pkcs11;

import java.security.cert.CertificateEncodingException;
import java.util.HashSet;
import java.util.Set;
import org.turnlock.pkcs11.ObjectOperations;
import org.turnlock.pkcs11.Template;
import org.turnlock.pkcs11.constant.Cka;
import org.turnlock.pkcs11.constant.Cko;
import org.turnlock.token.ObjectQuery;
import org.turnlock.token.TokenException;

/**
 * A query in PKCS#11's terms. Most of them find nothing (is this alias free?), so one search comes
 * first that tells the classes of what there is, and a search by class only for those.
 */
final class NamedObjects {
  private static final long UNKNOWN = -1;

  /**
   * What is read alike.
   *
   * @param objectClass CKO_*
   * @param keyType CKK_* of private keys
   */
  record Kind(long objectClass, long keyType) {
    static final Kind SECRET = new Kind(Cko.SECRET_KEY, UNKNOWN);
    static final Kind CERTIFICATE = new Kind(Cko.CERTIFICATE, UNKNOWN);
  }

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

  /** The kinds of the objects that have these names. */
  Set<Kind> kindsIn(ObjectOperations objects) {
    if (certificatesOnly) {
      return Set.of(Kind.CERTIFICATE);
    }
    Template match = names.toBuilder().set(Cka.TOKEN, true).build();
    Set<Kind> kinds = new HashSet<>();
    long[] wanted = {Cka.CLASS, Cka.KEY_TYPE};
    for (ObjectOperations.Found found : objects.find(match, wanted, values -> match)) {
      long objectClass = found.values().ulong(Cka.CLASS, UNKNOWN);
      boolean byType = objectClass == Cko.PRIVATE_KEY;
      kinds.add(
          new Kind(objectClass, byType ? found.values().ulong(Cka.KEY_TYPE, UNKNOWN) : UNKNOWN));
    }
    return kinds;
  }
}
