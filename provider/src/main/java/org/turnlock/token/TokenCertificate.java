// SPDX-License-Identifier: Apache-2.0
package org.turnlock.token;

import java.security.cert.X509Certificate;

/** A certificate object in a token; implementations carry what their token needs to find it. */
public interface TokenCertificate {
  /** CKA_LABEL, empty where there is none. */
  String label();

  /** CKA_ID: the key that the certificate belongs to, if any. */
  KeyId id();

  /** The certificate itself. */
  X509Certificate certificate();
}
