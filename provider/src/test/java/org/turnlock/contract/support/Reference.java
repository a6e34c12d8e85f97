// SPDX-License-Identifier: Apache-2.0
package org.turnlock.contract.support;

import java.security.GeneralSecurityException;
import java.security.Key;
import java.security.Provider;
import java.security.Security;
import java.security.spec.AlgorithmParameterSpec;
import java.util.Arrays;
import javax.crypto.Cipher;
import javax.crypto.spec.IvParameterSpec;
import javax.crypto.spec.SecretKeySpec;
import org.bouncycastle.jce.provider.BouncyCastleProvider;

/** The right results: SunJCE's in one call, checked against Bouncy Castle's. */
public final class Reference {
  private static final Provider SUN_JCE = Security.getProvider("SunJCE");
  private static final Provider BOUNCY_CASTLE = new BouncyCastleProvider();
  private static final int MOST_TWICE = 8 * 1024;

  private Reference() {}

  public static Cipher sunJce(String transformation) throws GeneralSecurityException {
    return Cipher.getInstance(transformation, SUN_JCE);
  }

  public static Provider bouncyCastle() {
    return BOUNCY_CASTLE;
  }

  public static byte[] encrypt(
      CipherMode mode, Key key, AlgorithmParameterSpec parameters, byte[] aad, byte[] message)
      throws GeneralSecurityException {
    if (!hasInSunJce(mode)) {
      return oneCall(BOUNCY_CASTLE, mode, key, parameters, aad, message);
    }
    byte[] sun = oneCall(SUN_JCE, mode, key, parameters, aad, message);
    if (message.length <= MOST_TWICE && !mode.wraps()) {
      byte[] bouncyCastle = oneCall(BOUNCY_CASTLE, mode, key, parameters, aad, message);
      if (!Arrays.equals(sun, bouncyCastle)) {
        throw new IllegalStateException("SunJCE and Bouncy Castle disagree");
      }
    }
    return sun;
  }

  /** Whether SunJCE takes other IVs for AES/KWP than the standard one: JDK 25 does not. */
  static boolean takesKwpIvs() {
    try {
      sunJce("AES/KWP/NoPadding")
          .init(
              Cipher.ENCRYPT_MODE,
              new SecretKeySpec(new byte[16], "AES"),
              new IvParameterSpec(new byte[4]));
      return true;
    } catch (GeneralSecurityException refused) {
      return false;
    }
  }

  private static boolean hasInSunJce(CipherMode mode) {
    return mode != CipherMode.CCM;
  }

  private static byte[] oneCall(
      Provider provider,
      CipherMode mode,
      Key key,
      AlgorithmParameterSpec parameters,
      byte[] aad,
      byte[] message)
      throws GeneralSecurityException {
    Cipher cipher = Cipher.getInstance(mode.transformation(), provider);
    cipher.init(Cipher.ENCRYPT_MODE, key, parameters);
    if (aad.length > 0) {
      cipher.updateAAD(aad);
    }
    return cipher.doFinal(message);
  }

  /** What SunJCE, or Bouncy Castle, makes of a ciphertext, right or wrong, in one call. */
  public static Outcome decrypt(
      CipherMode mode, Key key, AlgorithmParameterSpec parameters, byte[] aad, byte[] message) {
    return Outcome.of(
        () -> {
          Provider provider = hasInSunJce(mode) ? SUN_JCE : BOUNCY_CASTLE;
          Cipher cipher = Cipher.getInstance(mode.transformation(), provider);
          cipher.init(Cipher.DECRYPT_MODE, key, parameters);
          if (aad.length > 0) {
            cipher.updateAAD(aad);
          }
          return cipher.doFinal(message);
        });
  }
}
