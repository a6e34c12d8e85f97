// SPDX-License-Identifier: Apache-2.0
package org.turnlock.token.pkcs11;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.security.cert.CertificateEncodingException;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.bouncycastle.asn1.ASN1Integer;
import org.turnlock.pkcs11.AttributeValues;
import org.turnlock.pkcs11.ObjectOperations;
import org.turnlock.pkcs11.ObjectRef;
import org.turnlock.pkcs11.Template;
import org.turnlock.pkcs11.constant.Cka;
import org.turnlock.pkcs11.constant.Ckc;
import org.turnlock.pkcs11.constant.Cko;
import org.turnlock.token.KeyId;
import org.turnlock.token.TokenCertificate;
import org.turnlock.token.TokenException;

/** The X.509 certificate objects of a PKCS#11 token. */
final class CertificateObjects {
  private static final long UNKNOWN = -1;
  private static final long[] ATTRIBUTES = {Cka.CERTIFICATE_TYPE, Cka.LABEL, Cka.ID, Cka.VALUE};

  private final ObjectOperations objects;

  CertificateObjects(ObjectOperations objects) {
    this.objects = objects;
  }

  /**
   * The certificates that {@code names} match.
   *
   * @param names attributes that they have; none for all certificates
   */
  List<TokenCertificate> matching(Template names) {
    Template match = base().build().overriddenBy(names);
    List<TokenCertificate> certificates = new ArrayList<>();
    for (ObjectOperations.Found found :
        objects.find(match, ATTRIBUTES, CertificateObjects::identity)) {
      read(found).ifPresent(certificates::add);
    }
    return certificates;
  }

  /** What to ask for of certificates. */
  static long[] attributes() {
    return ATTRIBUTES;
  }

  /** Empty for what is no X.509 certificate: other people's objects do not fail a listing. */
  static Optional<TokenCertificate> read(ObjectOperations.Found found) {
    AttributeValues values = found.values();
    if (values.ulong(Cka.CERTIFICATE_TYPE, UNKNOWN) != Ckc.X_509) {
      return Optional.empty();
    }
    try {
      X509Certificate certificate =
          (X509Certificate)
              CertificateFactory.getInstance("X.509")
                  .generateCertificate(new ByteArrayInputStream(values.bytes(Cka.VALUE)));
      return Optional.of(
          new Pkcs11Certificate(
              found.object(), values.text(Cka.LABEL), KeyId.of(values.bytes(Cka.ID)), certificate));
    } catch (CertificateException e) {
      return Optional.empty();
    }
  }

  private static Template.Builder base() {
    return Template.builder()
        .set(Cka.CLASS, Cko.CERTIFICATE)
        .set(Cka.TOKEN, true)
        .set(Cka.CERTIFICATE_TYPE, Ckc.X_509);
  }

  static Template identity(AttributeValues values) {
    return base().set(Cka.VALUE, values.bytes(Cka.VALUE)).build();
  }

  TokenCertificate add(X509Certificate certificate, String label, byte[] id) {
    try {
      Template.Builder template =
          base()
              .set(Cka.PRIVATE, false)
              .set(Cka.SUBJECT, certificate.getSubjectX500Principal().getEncoded())
              .set(Cka.ISSUER, certificate.getIssuerX500Principal().getEncoded())
              .set(
                  Cka.SERIAL_NUMBER,
                  new ASN1Integer(certificate.getSerialNumber()).getEncoded("DER"))
              .set(Cka.VALUE, certificate.getEncoded());
      if (!label.isEmpty()) {
        template.set(Cka.LABEL, label);
      }
      if (id.length > 0) {
        template.set(Cka.ID, id);
      }
      ObjectRef object = objects.create(template.build());
      return new Pkcs11Certificate(object, label, KeyId.of(id), certificate);
    } catch (CertificateEncodingException | IOException e) {
      throw new TokenException(
          TokenException.Reason.FAILED, "the certificate cannot be encoded", e);
    }
  }

  TokenCertificate relabel(TokenCertificate certificate, String label) {
    Pkcs11Certificate own = own(certificate);
    objects.set(own.object(), Template.builder().set(Cka.LABEL, label).build());
    return new Pkcs11Certificate(own.object(), label, own.id(), own.certificate());
  }

  void destroy(TokenCertificate certificate) {
    objects.destroy(own(certificate).object());
  }

  private static Pkcs11Certificate own(TokenCertificate certificate) {
    if (certificate instanceof Pkcs11Certificate own) {
      return own;
    }
    throw new TokenException(
        TokenException.Reason.KEY_REFUSED, "the certificate is of another token");
  }
}
