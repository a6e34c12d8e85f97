// SPDX-License-Identifier: Apache-2.0
package org.turnlock.lifecycle;

import java.security.GeneralSecurityException;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.List;
import org.turnlock.certificate.TestAuthority;
import org.turnlock.keys.CertificateIssuer;

/** An authority as a jar beside Turnlock brings it. */
public final class ServiceAuthority implements CertificateIssuer {
  static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");

  private final TestAuthority authority;

  public ServiceAuthority() throws Exception {
    authority = new TestAuthority(NOW);
  }

  @Override
  public List<X509Certificate> issue(byte[] request, List<X509Certificate> former)
      throws GeneralSecurityException {
    return authority.issue(request, former);
  }
}
