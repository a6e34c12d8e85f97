// SPDX-License-Identifier: Apache-2.0
package org.turnlock.jca.keystore;

import java.math.BigInteger;
import java.security.InvalidKeyException;
import java.security.NoSuchAlgorithmException;
import java.security.NoSuchProviderException;
import java.security.Principal;
import java.security.Provider;
import java.security.ProviderException;
import java.security.PublicKey;
import java.security.SignatureException;
import java.security.cert.Certificate;
import java.security.cert.CertificateEncodingException;
import java.security.cert.CertificateException;
import java.security.cert.CertificateExpiredException;
import java.security.cert.CertificateNotYetValidException;
import java.security.cert.CertificateParsingException;
import java.security.cert.X509Certificate;
import java.util.Collection;
import java.util.Date;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import javax.security.auth.x500.X500Principal;
import org.turnlock.keys.ManagedPublicKey;

/**
 * The certificate of a managed key pair: the current version's, whichever that is at the moment.
 * Its public key accepts what any version has signed that may verify. Equal to the plain
 * certificate of now, in both directions; serialised, it is that one.
 */
final class RotatingCertificate extends X509Certificate {
  private static final System.Logger LOG = System.getLogger(RotatingCertificate.class.getName());
  private static final long serialVersionUID = 1L;

  private final transient Supplier<X509Certificate> current;
  private final transient Supplier<Optional<ManagedPublicKey>> publicKey;

  /** What stands in where the current version has no certificate. */
  private transient volatile X509Certificate last;

  /**
   * @param current gives null where there is none
   */
  RotatingCertificate(
      X509Certificate now,
      Supplier<X509Certificate> current,
      Supplier<Optional<ManagedPublicKey>> publicKey) {
    this.last = now;
    this.current = current;
    this.publicKey = publicKey;
  }

  /** The last one known where the token cannot tell: a certificate's getters do not fail. */
  private X509Certificate now() {
    try {
      X509Certificate found = current.get();
      if (found != null) {
        last = found;
      }
    } catch (ProviderException e) {
      LOG.log(System.Logger.Level.DEBUG, "which certificate is current is not known now", e);
    }
    return last;
  }

  @Override
  public PublicKey getPublicKey() {
    try {
      Optional<ManagedPublicKey> rotating = publicKey.get();
      return rotating.isPresent() ? rotating.get() : now().getPublicKey();
    } catch (ProviderException e) {
      return now().getPublicKey();
    }
  }

  @Override
  public boolean equals(Object other) {
    return this == other || other instanceof Certificate && now().equals(other);
  }

  /** Not the superclass's, which is worked out once. */
  @Override
  public int hashCode() {
    return now().hashCode();
  }

  @Override
  public byte[] getEncoded() throws CertificateEncodingException {
    return now().getEncoded();
  }

  @Override
  public void verify(PublicKey key)
      throws CertificateException,
          NoSuchAlgorithmException,
          InvalidKeyException,
          NoSuchProviderException,
          SignatureException {
    now().verify(key);
  }

  @Override
  public void verify(PublicKey key, String sigProvider)
      throws CertificateException,
          NoSuchAlgorithmException,
          InvalidKeyException,
          NoSuchProviderException,
          SignatureException {
    now().verify(key, sigProvider);
  }

  @Override
  public void verify(PublicKey key, Provider sigProvider)
      throws CertificateException,
          NoSuchAlgorithmException,
          InvalidKeyException,
          SignatureException {
    now().verify(key, sigProvider);
  }

  @Override
  public void checkValidity() throws CertificateExpiredException, CertificateNotYetValidException {
    now().checkValidity();
  }

  @Override
  public void checkValidity(Date date)
      throws CertificateExpiredException, CertificateNotYetValidException {
    now().checkValidity(date);
  }

  @Override
  public int getVersion() {
    return now().getVersion();
  }

  @Override
  public BigInteger getSerialNumber() {
    return now().getSerialNumber();
  }

  @Override
  @Deprecated
  public Principal getIssuerDN() {
    return now().getIssuerDN();
  }

  @Override
  @Deprecated
  public Principal getSubjectDN() {
    return now().getSubjectDN();
  }

  @Override
  public X500Principal getIssuerX500Principal() {
    return now().getIssuerX500Principal();
  }

  @Override
  public X500Principal getSubjectX500Principal() {
    return now().getSubjectX500Principal();
  }

  @Override
  public Date getNotBefore() {
    return now().getNotBefore();
  }

  @Override
  public Date getNotAfter() {
    return now().getNotAfter();
  }

  @Override
  public byte[] getTBSCertificate() throws CertificateEncodingException {
    return now().getTBSCertificate();
  }

  @Override
  public byte[] getSignature() {
    return now().getSignature();
  }

  @Override
  public String getSigAlgName() {
    return now().getSigAlgName();
  }

  @Override
  public String getSigAlgOID() {
    return now().getSigAlgOID();
  }

  @Override
  public byte[] getSigAlgParams() {
    return now().getSigAlgParams();
  }

  @Override
  public boolean[] getIssuerUniqueID() {
    return now().getIssuerUniqueID();
  }

  @Override
  public boolean[] getSubjectUniqueID() {
    return now().getSubjectUniqueID();
  }

  @Override
  public boolean[] getKeyUsage() {
    return now().getKeyUsage();
  }

  @Override
  public List<String> getExtendedKeyUsage() throws CertificateParsingException {
    return now().getExtendedKeyUsage();
  }

  @Override
  public int getBasicConstraints() {
    return now().getBasicConstraints();
  }

  @Override
  public Collection<List<?>> getSubjectAlternativeNames() throws CertificateParsingException {
    return now().getSubjectAlternativeNames();
  }

  @Override
  public Collection<List<?>> getIssuerAlternativeNames() throws CertificateParsingException {
    return now().getIssuerAlternativeNames();
  }

  @Override
  public boolean hasUnsupportedCriticalExtension() {
    return now().hasUnsupportedCriticalExtension();
  }

  @Override
  public Set<String> getCriticalExtensionOIDs() {
    return now().getCriticalExtensionOIDs();
  }

  @Override
  public Set<String> getNonCriticalExtensionOIDs() {
    return now().getNonCriticalExtensionOIDs();
  }

  @Override
  public byte[] getExtensionValue(String oid) {
    return now().getExtensionValue(oid);
  }

  @Override
  public String toString() {
    return now().toString();
  }
}
