// SPDX-License-Identifier: Apache-2.0
package org.turnlock.token.pkcs11;

import java.security.cert.X509Certificate;
import org.turnlock.pkcs11.ObjectRef;
import org.turnlock.token.KeyId;
import org.turnlock.token.TokenCertificate;

/** A certificate object in a PKCS#11 token. */
record Pkcs11Certificate(ObjectRef object, String label, KeyId id, X509Certificate certificate)
    implements TokenCertificate {}
