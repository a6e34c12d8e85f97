// SPDX-License-Identifier: Apache-2.0
package org.turnlock.contract.support;

import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.Provider;
import javax.crypto.SecretKey;
import javax.crypto.SecretKeyFactory;

/** How a software key becomes one that a provider works with. */
public interface KeyImport {
  SecretKey secretKey(SecretKey software) throws GeneralSecurityException;

  PrivateKey privateKey(PrivateKey software) throws GeneralSecurityException;

  /** For providers that work with software keys. */
  static KeyImport none() {
    return new KeyImport() {
      @Override
      public SecretKey secretKey(SecretKey software) {
        return software;
      }

      @Override
      public PrivateKey privateKey(PrivateKey software) {
        return software;
      }
    };
  }

  /** By {@code translateKey} of the provider's factories: the JCA's way to import. */
  static KeyImport translating(Provider provider) {
    return new KeyImport() {
      @Override
      public SecretKey secretKey(SecretKey software) throws GeneralSecurityException {
        return SecretKeyFactory.getInstance(software.getAlgorithm(), provider)
            .translateKey(software);
      }

      @Override
      public PrivateKey privateKey(PrivateKey software) throws GeneralSecurityException {
        return (PrivateKey)
            KeyFactory.getInstance(software.getAlgorithm(), provider).translateKey(software);
      }
    };
  }
}
