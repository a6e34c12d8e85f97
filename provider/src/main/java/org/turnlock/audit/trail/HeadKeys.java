// SPDX-License-Identifier: Apache-2.0
package org.turnlock.audit.trail;

import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.NoSuchAlgorithmException;
import java.security.PublicKey;
import java.security.spec.InvalidKeySpecException;
import java.security.spec.X509EncodedKeySpec;
import java.util.Base64;

/** The public keys of heads: EC or RSA, as text and as what they verify. */
public final class HeadKeys {
  private HeadKeys() {}

  /** SHA-256 of the key's SubjectPublicKeyInfo, in hexadecimal. */
  public static String fingerprint(PublicKey key) {
    return LineHash.of(key.getEncoded());
  }

  /** The JCA's name of the signatures that a key makes. */
  public static String algorithm(PublicKey key) throws NoSuchAlgorithmException {
    return switch (key.getAlgorithm()) {
      case "EC" -> "SHA256withECDSA";
      case "RSA" -> "SHA256withRSA";
      default -> throw new NoSuchAlgorithmException("no heads by keys of " + key.getAlgorithm());
    };
  }

  /** SubjectPublicKeyInfo in Base64. */
  public static String text(PublicKey key) {
    return Base64.getEncoder().encodeToString(key.getEncoded());
  }

  /** Reads what {@link #text} writes. */
  public static PublicKey parse(String text) throws GeneralSecurityException {
    X509EncodedKeySpec encoded;
    try {
      encoded = new X509EncodedKeySpec(Base64.getDecoder().decode(text));
    } catch (IllegalArgumentException e) {
      throw new InvalidKeySpecException("not Base64", e);
    }
    try {
      return KeyFactory.getInstance("EC").generatePublic(encoded);
    } catch (InvalidKeySpecException notEc) {
      return KeyFactory.getInstance("RSA").generatePublic(encoded);
    }
  }
}
