// SPDX-License-Identifier: Apache-2.0
package org.turnlock.token.software;

import java.security.cert.X509Certificate;
import org.turnlock.pkcs11.constant.Cka;
import org.turnlock.token.KeyId;
import org.turnlock.token.TokenCertificate;

/** A certificate of a software token. */
record SoftwareTokenCertificate(
    SoftwareToken token, StoredObject object, X509Certificate certificate)
    implements TokenCertificate {

  @Override
  public String label() {
    return object.attributes().label();
  }

  @Override
  public KeyId id() {
    byte[] id = object.attributes().bytes(Cka.ID);
    return id == null ? KeyId.none() : KeyId.of(id);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof SoftwareTokenCertificate that
        && token == that.token
        && object.id().equals(that.object.id());
  }

  @Override
  public int hashCode() {
    return object.id().hashCode();
  }

  @Override
  public String toString() {
    return "certificate '" + label() + "' of the software token";
  }
}
