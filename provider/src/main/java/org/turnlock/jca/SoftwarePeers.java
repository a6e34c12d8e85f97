// SPDX-License-Identifier: Apache-2.0
package org.turnlock.jca;

import java.security.AlgorithmParameters;
import java.security.KeyFactory;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.NoSuchProviderException;
import java.security.Provider;
import java.security.ProviderException;
import java.security.Signature;
import java.util.Locale;
import javax.crypto.Cipher;
import javax.crypto.NoSuchPaddingException;
import org.bouncycastle.jce.provider.BouncyCastleProvider;

/**
 * The software that does what needs no token: public-key operations and digests. The JDK's
 * providers by name, never the first that has the algorithm, because that may be Turnlock itself.
 * Bouncy Castle, which is not registered for it, stands in for what the JDK lacks.
 */
public final class SoftwarePeers {
  private static final class BouncyCastle {
    static final Provider PROVIDER = new BouncyCastleProvider();
  }

  private SoftwarePeers() {}

  /** Bouncy Castle, unregistered. */
  public static Provider bouncyCastle() {
    return BouncyCastle.PROVIDER;
  }

  /** A message digest; every JDK has those that are asked for here. */
  public static MessageDigest digest(String algorithm) {
    try {
      return MessageDigest.getInstance(algorithm, "SUN");
    } catch (NoSuchAlgorithmException | NoSuchProviderException e) {
      try {
        return MessageDigest.getInstance(algorithm, bouncyCastle());
      } catch (NoSuchAlgorithmException missing) {
        throw new ProviderException("no message digest " + algorithm, missing);
      }
    }
  }

  /** A signature object of the JDK's provider {@code jdkProvider}, else of Bouncy Castle. */
  public static Signature signature(String algorithm, String jdkProvider)
      throws NoSuchAlgorithmException {
    try {
      return Signature.getInstance(algorithm, jdkProvider);
    } catch (NoSuchAlgorithmException | NoSuchProviderException e) {
      return Signature.getInstance(algorithm, bouncyCastle());
    }
  }

  /** A cipher of the JDK's SunJCE, else of Bouncy Castle. */
  public static Cipher cipher(String transformation)
      throws NoSuchAlgorithmException, NoSuchPaddingException {
    try {
      return Cipher.getInstance(transformation, "SunJCE");
    } catch (NoSuchAlgorithmException | NoSuchProviderException e) {
      return Cipher.getInstance(transformation, bouncyCastle());
    }
  }

  /** A key factory that makes software keys. */
  public static KeyFactory keyFactory(String algorithm) throws NoSuchAlgorithmException {
    String jdkProvider = keyFactoryProvider(algorithm);
    if (jdkProvider == null) {
      return KeyFactory.getInstance(algorithm, bouncyCastle());
    }
    try {
      return KeyFactory.getInstance(algorithm, jdkProvider);
    } catch (NoSuchAlgorithmException | NoSuchProviderException e) {
      return KeyFactory.getInstance(algorithm, bouncyCastle());
    }
  }

  /** Algorithm parameters of the JDK, else of Bouncy Castle. */
  public static AlgorithmParameters parameters(String algorithm) throws NoSuchAlgorithmException {
    String jdkProvider =
        switch (algorithm) {
          case "EC" -> "SunEC";
          case "RSASSA-PSS" -> "SunRsaSign";
          default -> "SunJCE";
        };
    try {
      return AlgorithmParameters.getInstance(algorithm, jdkProvider);
    } catch (NoSuchAlgorithmException | NoSuchProviderException e) {
      return AlgorithmParameters.getInstance(algorithm, bouncyCastle());
    }
  }

  private static String keyFactoryProvider(String algorithm) {
    return switch (algorithm.toUpperCase(Locale.ROOT)) {
      case "RSA", "RSASSA-PSS" -> "SunRsaSign";
      case "EC", "XDH", "X25519", "X448", "EDDSA", "ED25519", "ED448" -> "SunEC";
      case "DH", "DIFFIEHELLMAN", "ML-KEM", "ML-KEM-512", "ML-KEM-768", "ML-KEM-1024" -> "SunJCE";
      case "DSA", "ML-DSA", "ML-DSA-44", "ML-DSA-65", "ML-DSA-87" -> "SUN";
      default -> null;
    };
  }
}
