// SPDX-License-Identifier: Apache-2.0
package org.turnlock.keys;

import java.security.GeneralSecurityException;
import java.security.cert.X509Certificate;
import java.util.List;

/**
 * Gives a new version of a key pair its certificate, while the key is being rotated. A program
 * gives it to {@link ManagedKeys}; for processes that know nothing of it, a jar or a module beside
 * Turnlock provides it as a service of this type (see {@link java.util.ServiceLoader}).
 */
@FunctionalInterface
public interface CertificateIssuer {
  /**
   * The chain for a certification request. May take its time: nothing is locked meanwhile, and the
   * version before goes on with its work.
   *
   * @param request DER of a PKCS #10 request (RFC 2986), signed by the new version; names and
   *     alternative names are those of the certificate before
   * @param former the chain of the version before; empty if it has none
   * @return the new certificate, then its issuers; the first one's public key is the request's
   * @throws GeneralSecurityException if there is none: the new version waits, and the next rotation
   *     asks for its certificate again
   */
  List<X509Certificate> issue(byte[] request, List<X509Certificate> former)
      throws GeneralSecurityException;
}
