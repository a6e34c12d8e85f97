// SPDX-License-Identifier: Apache-2.0
package org.turnlock.certificate;

import java.io.IOException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.ProviderException;
import java.security.PublicKey;
import java.util.Arrays;
import java.util.Set;
import org.bouncycastle.asn1.ASN1Encodable;
import org.bouncycastle.asn1.ASN1Encoding;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.Extensions;
import org.bouncycastle.asn1.x509.SubjectKeyIdentifier;
import org.bouncycastle.asn1.x509.SubjectPublicKeyInfo;
import org.turnlock.token.KeyUsage;

/** The extensions of a certificate that is nobody's issuer. */
final class CertificateExtensions {
  /** RFC 7093, 2, method 1: so many bytes of the SHA-256 digest. */
  private static final int IDENTIFIER_BYTES = 20;

  private CertificateExtensions() {}

  static Extension of(ASN1ObjectIdentifier oid, boolean critical, ASN1Encodable value) {
    try {
      return new Extension(oid, critical, value.toASN1Primitive().getEncoded(ASN1Encoding.DER));
    } catch (IOException e) {
      throw new ProviderException("cannot encode the extension " + oid, e);
    }
  }

  /**
   * All of them. There is no extended key usage: whether a key serves TLS or signs documents is not
   * known here, and without that extension it may do both.
   */
  static Extensions all(PublicKey key, CertificateNames names, Set<KeyUsage> usages) {
    Extension[] fixed = {
      of(Extension.basicConstraints, true, new BasicConstraints(false)),
      of(Extension.keyUsage, true, keyUsage(usages)),
      of(Extension.subjectKeyIdentifier, false, identifier(key))
    };
    return names
        .alternatives()
        .map(
            more -> {
              Extension[] all = Arrays.copyOf(fixed, fixed.length + 1);
              all[fixed.length] = more;
              return new Extensions(all);
            })
        .orElseGet(() -> new Extensions(fixed));
  }

  private static org.bouncycastle.asn1.x509.KeyUsage keyUsage(Set<KeyUsage> usages) {
    int bits = org.bouncycastle.asn1.x509.KeyUsage.digitalSignature;
    if (usages.contains(KeyUsage.DECRYPT) || usages.contains(KeyUsage.UNWRAP)) {
      bits |= org.bouncycastle.asn1.x509.KeyUsage.keyEncipherment;
    }
    if (usages.contains(KeyUsage.DERIVE)) {
      bits |= org.bouncycastle.asn1.x509.KeyUsage.keyAgreement;
    }
    return new org.bouncycastle.asn1.x509.KeyUsage(bits);
  }

  private static SubjectKeyIdentifier identifier(PublicKey key) {
    byte[] bits = SubjectPublicKeyInfo.getInstance(key.getEncoded()).getPublicKeyData().getBytes();
    try {
      byte[] digest = MessageDigest.getInstance("SHA-256").digest(bits);
      return new SubjectKeyIdentifier(Arrays.copyOf(digest, IDENTIFIER_BYTES));
    } catch (NoSuchAlgorithmException e) {
      throw new ProviderException("every JDK has SHA-256", e);
    }
  }
}
