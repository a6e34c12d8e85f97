// SPDX-License-Identifier: Apache-2.0
package org.turnlock.certificate;

import java.security.GeneralSecurityException;
import java.security.Provider;
import java.security.PublicKey;
import java.security.SignatureException;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.bouncycastle.jce.provider.BouncyCastleProvider;

/** Whether a chain that somebody gives for a key can be that key's, before it is stored. */
public final class IssuedChain {
  /** Ten times what TLS takes; whoever gives more has gone astray, and each is an object. */
  private static final int LONGEST = 100;

  private IssuedChain() {}

  /**
   * The chain as it is now, if the first certificate is the key's, each one is signed by the next,
   * and all are valid now.
   *
   * @throws IllegalArgumentException that says what is wrong
   */
  public static List<X509Certificate> checked(
      List<X509Certificate> given, PublicKey key, Instant now) {
    List<X509Certificate> chain = given == null ? List.of() : new ArrayList<>(given);
    if (chain.isEmpty() || chain.contains(null)) {
      throw new IllegalArgumentException("there is no certificate in it");
    }
    if (chain.size() > LONGEST) {
      throw new IllegalArgumentException(
          "it has " + chain.size() + " certificates, of " + LONGEST + " at most");
    }
    if (!isOf(key, chain.get(0))) {
      throw new IllegalArgumentException(
          "its first certificate, " + name(chain.get(0)) + ", is for another key");
    }
    for (int i = 0; i < chain.size(); i++) {
      X509Certificate certificate = chain.get(i);
      requireValid(certificate, now);
      if (i > 0) {
        requireIssued(chain.get(i - 1), certificate);
      }
    }
    return chain;
  }

  /** Whether a certificate is this key's: the same bytes, whatever class of key a parser makes. */
  static boolean isOf(PublicKey key, X509Certificate certificate) {
    return Arrays.equals(key.getEncoded(), certificate.getPublicKey().getEncoded())
        || key.equals(certificate.getPublicKey());
  }

  /** Whether a certificate is signed by its own key. */
  public static boolean isSelfSigned(X509Certificate certificate) {
    return certificate.getIssuerX500Principal().equals(certificate.getSubjectX500Principal())
        && isSigned(certificate, certificate);
  }

  static boolean isSigned(X509Certificate certificate, X509Certificate issuer) {
    try {
      certificate.verify(issuer.getPublicKey());
      return true;
    } catch (SignatureException e) {
      return false;
    } catch (GeneralSecurityException unknown) {
      // The JDK has dropped some curves.
      return isSigned(certificate, issuer, new BouncyCastleProvider());
    }
  }

  private static boolean isSigned(
      X509Certificate certificate, X509Certificate issuer, Provider provider) {
    try {
      certificate.verify(issuer.getPublicKey(), provider);
      return true;
    } catch (GeneralSecurityException e) {
      return false;
    }
  }

  private static void requireValid(X509Certificate certificate, Instant now) {
    if (now.isBefore(certificate.getNotBefore().toInstant())) {
      throw new IllegalArgumentException(
          "the certificate "
              + name(certificate)
              + " is not valid before "
              + certificate.getNotBefore().toInstant());
    }
    if (now.isAfter(certificate.getNotAfter().toInstant())) {
      throw new IllegalArgumentException(
          "the certificate "
              + name(certificate)
              + " is no longer valid since "
              + certificate.getNotAfter().toInstant());
    }
  }

  private static void requireIssued(X509Certificate certificate, X509Certificate issuer) {
    if (!certificate.getIssuerX500Principal().equals(issuer.getSubjectX500Principal())
        || !isSigned(certificate, issuer)) {
      throw new IllegalArgumentException(
          "the certificate "
              + name(certificate)
              + " is followed by "
              + name(issuer)
              + ", which has not signed it");
    }
  }

  private static String name(X509Certificate certificate) {
    return "'" + certificate.getSubjectX500Principal().getName() + "'";
  }
}
