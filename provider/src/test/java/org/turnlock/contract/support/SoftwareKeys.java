// SPDX-License-Identifier: Apache-2.0
package org.turnlock.contract.support;

import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.spec.ECGenParameterSpec;
import java.security.spec.RSAKeyGenParameterSpec;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** Key pairs made in software by the JDK, once for each kind in a JVM. */
public final class SoftwareKeys {
  private static final Map<String, KeyPair> PAIRS = new ConcurrentHashMap<>();

  private SoftwareKeys() {}

  public static KeyPair rsa(int bits) {
    return rsa(bits, RSAKeyGenParameterSpec.F4);
  }

  public static KeyPair rsa(int bits, BigInteger exponent) {
    return PAIRS.computeIfAbsent(
        "RSA" + bits + "/" + exponent,
        name -> generateRsa(new RSAKeyGenParameterSpec(bits, exponent)));
  }

  /** On a named curve, for example {@code secp256r1}. */
  public static KeyPair ec(String curve) {
    return PAIRS.computeIfAbsent(curve, SoftwareKeys::generateEc);
  }

  /** Of an algorithm that needs nothing but its name: {@code Ed25519}, {@code ML-DSA-65}. */
  public static KeyPair named(String algorithm) {
    return PAIRS.computeIfAbsent(algorithm, SoftwareKeys::generateNamed);
  }

  private static KeyPair generateNamed(String algorithm) {
    try {
      return algorithm.startsWith("ML-")
          ? KeyPairGenerator.getInstance(algorithm, Reference.bouncyCastle()).generateKeyPair()
          : KeyPairGenerator.getInstance(algorithm, "SunEC").generateKeyPair();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  /** On a curve that the JDK has dropped, by Bouncy Castle. */
  public static KeyPair ecOfBouncyCastle(String curve) {
    return PAIRS.computeIfAbsent(
        "BC " + curve,
        name -> {
          try {
            KeyPairGenerator generator =
                KeyPairGenerator.getInstance("EC", Reference.bouncyCastle());
            generator.initialize(new ECGenParameterSpec(curve));
            return generator.generateKeyPair();
          } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
          }
        });
  }

  private static KeyPair generateRsa(RSAKeyGenParameterSpec spec) {
    try {
      KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA", "SunRsaSign");
      generator.initialize(spec);
      return generator.generateKeyPair();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  private static KeyPair generateEc(String curve) {
    try {
      KeyPairGenerator generator = KeyPairGenerator.getInstance("EC", "SunEC");
      generator.initialize(new ECGenParameterSpec(curve));
      return generator.generateKeyPair();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }
}
