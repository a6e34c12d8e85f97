// SPDX-License-Identifier: Apache-2.0
package org.turnlock.token.software;

import java.security.GeneralSecurityException;
import java.security.Provider;
import java.security.SecureRandom;
import java.security.Security;

/**
 * The token's source of random bytes: the JDK's own by name, never {@code new SecureRandom()},
 * which may be Turnlock's and come back here.
 */
final class SoftwareRandom {
  private static final SecureRandom SOURCE = open();

  private SoftwareRandom() {}

  /** The generator itself, for whoever wants a {@link SecureRandom}. */
  static SecureRandom source() {
    return SOURCE;
  }

  /** New random bytes. */
  static byte[] bytes(int length) {
    byte[] bytes = new byte[length];
    SOURCE.nextBytes(bytes);
    return bytes;
  }

  private static SecureRandom open() {
    for (String name : new String[] {"NativePRNG", "DRBG"}) {
      try {
        return SecureRandom.getInstance(name, "SUN");
      } catch (GeneralSecurityException notInThisJdk) {
        // the next one
      }
    }
    for (Provider provider : Security.getProviders()) {
      if (!provider.getClass().getName().startsWith("org.turnlock.")) {
        for (Provider.Service service : provider.getServices()) {
          if (service.getType().equals("SecureRandom")) {
            return instance(service.getAlgorithm(), provider);
          }
        }
      }
    }
    throw new IllegalStateException("this Java runtime has no SecureRandom but Turnlock's");
  }

  private static SecureRandom instance(String algorithm, Provider provider) {
    try {
      return SecureRandom.getInstance(algorithm, provider);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }
}
