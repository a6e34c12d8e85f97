// SPDX-License-Identifier: Apache-2.0
package org.turnlock.token.software;

import java.io.ByteArrayInputStream;
import java.security.cert.CertificateEncodingException;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.WeakHashMap;
import java.util.function.Predicate;
import org.turnlock.pkcs11.constant.Cka;
import org.turnlock.pkcs11.constant.Ckc;
import org.turnlock.pkcs11.constant.Cko;
import org.turnlock.token.TokenCertificate;
import org.turnlock.token.TokenException;
import org.turnlock.token.TokenException.Reason;

/** The software token's certificates. */
final class SoftwareCertificates {
  private final SoftwareToken token;
  private final ObjectStore store;
  private final StoredChanges changes;
  private final Map<StoredObject, X509Certificate> parsed =
      Collections.synchronizedMap(new WeakHashMap<>());

  SoftwareCertificates(SoftwareToken token, ObjectStore store) {
    this.token = token;
    this.store = store;
    this.changes = new StoredChanges(store);
  }

  /** Those that can be read: one bad object must not hide the others. */
  List<TokenCertificate> matching(Predicate<StoredObject> wanted) {
    List<TokenCertificate> certificates = new ArrayList<>();
    for (StoredObject object : store.latest().all()) {
      if (object.attributes().number(Cka.CLASS, -1) == Cko.CERTIFICATE && wanted.test(object)) {
        try {
          certificates.add(certificate(object));
        } catch (CertificateException unreadable) {
          continue;
        }
      }
    }
    return certificates;
  }

  TokenCertificate add(X509Certificate certificate, String label, byte[] id) {
    store.current();
    try {
      Attributes attributes =
          Attributes.builder()
              .set(Cka.CLASS, Cko.CERTIFICATE)
              .set(Cka.CERTIFICATE_TYPE, Ckc.X_509)
              .set(Cka.TOKEN, true)
              .set(Cka.LABEL, label)
              .set(Cka.ID, id.clone())
              .set(Cka.VALUE, encoded(certificate))
              .build();
      StoredObject object = new StoredObject(ObjectId.random(), attributes, null);
      TokenCertificate added = certificate(object);
      store.change(objects -> objects.with(object));
      return added;
    } catch (CertificateException e) {
      throw new TokenException(Reason.DATA_REJECTED, "the certificate cannot be encoded", e);
    }
  }

  TokenCertificate relabel(TokenCertificate certificate, String label) {
    StoredObject relabelled = changes.relabel(own(certificate).object().id(), label);
    return new SoftwareTokenCertificate(token, relabelled, certificate.certificate());
  }

  void destroy(TokenCertificate certificate) {
    store.current();
    changes.remove(own(certificate).object().id());
  }

  static byte[] encoded(X509Certificate certificate) {
    try {
      return certificate.getEncoded();
    } catch (CertificateEncodingException e) {
      throw new TokenException(Reason.DATA_REJECTED, "the certificate cannot be encoded", e);
    }
  }

  private SoftwareTokenCertificate own(TokenCertificate certificate) {
    if (certificate instanceof SoftwareTokenCertificate own && own.token() == token) {
      return own;
    }
    throw new TokenException(Reason.KEY_REFUSED, "the certificate belongs to another token");
  }

  private SoftwareTokenCertificate certificate(StoredObject object) throws CertificateException {
    X509Certificate certificate = parsed.get(object);
    if (certificate == null) {
      certificate =
          (X509Certificate)
              CertificateFactory.getInstance("X.509")
                  .generateCertificate(
                      new ByteArrayInputStream(object.attributes().bytes(Cka.VALUE)));
      parsed.put(object, certificate);
    }
    return new SoftwareTokenCertificate(token, object, certificate);
  }
}
