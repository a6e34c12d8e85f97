// SPDX-License-Identifier: Apache-2.0
package org.turnlock.contract.support;

import java.security.GeneralSecurityException;
import java.security.KeyPairGenerator;
import java.security.NoSuchAlgorithmException;
import java.security.Provider;
import java.security.SecureRandom;
import java.security.Signature;
import java.util.List;
import java.util.Set;
import javax.crypto.Cipher;
import javax.crypto.KeyAgreement;
import javax.crypto.KeyGenerator;
import javax.crypto.Mac;

/**
 * What a contract suite runs against: one or more providers, how they take a software key, and the
 * explicit lists of what they lack.
 *
 * @param providers asked in this order; none of them need be registered
 * @param lacks behaviour that is not tested on this backend
 * @param missing algorithm names, as the suites use them, that this backend does not offer
 * @param cases how many random cases a differential test runs
 */
public record Backend(
    String name,
    List<Provider> providers,
    KeyImport keys,
    Set<Feature> lacks,
    Set<String> missing,
    int cases) {

  /** One of the JCA's {@code getInstance(algorithm, provider)}. */
  @FunctionalInterface
  interface Instance<T> {
    T get(String algorithm, Provider provider) throws GeneralSecurityException;
  }

  public boolean has(Feature feature) {
    return !lacks.contains(feature);
  }

  public boolean offers(String algorithm) {
    return !missing.contains(algorithm);
  }

  public Cipher cipher(String transformation) throws GeneralSecurityException {
    return first(transformation, Cipher::getInstance);
  }

  public Signature signature(String algorithm) throws GeneralSecurityException {
    return first(algorithm, Signature::getInstance);
  }

  public Mac mac(String algorithm) throws GeneralSecurityException {
    return first(algorithm, Mac::getInstance);
  }

  public KeyAgreement keyAgreement(String algorithm) throws GeneralSecurityException {
    return first(algorithm, KeyAgreement::getInstance);
  }

  public KeyGenerator keyGenerator(String algorithm) throws GeneralSecurityException {
    return first(algorithm, KeyGenerator::getInstance);
  }

  public KeyPairGenerator keyPairGenerator(String algorithm) throws GeneralSecurityException {
    return first(algorithm, KeyPairGenerator::getInstance);
  }

  /** The provider's own generator, under whatever name it has. */
  public SecureRandom secureRandom() throws GeneralSecurityException {
    for (Provider provider : providers) {
      for (Provider.Service service : provider.getServices()) {
        if (service.getType().equals("SecureRandom")) {
          return SecureRandom.getInstance(service.getAlgorithm(), provider);
        }
      }
    }
    throw new NoSuchAlgorithmException("no SecureRandom in " + name);
  }

  private <T> T first(String algorithm, Instance<T> instance) throws GeneralSecurityException {
    GeneralSecurityException refused = null;
    for (Provider provider : providers) {
      try {
        return instance.get(algorithm, provider);
      } catch (GeneralSecurityException e) {
        refused = refused == null ? e : refused;
      }
    }
    throw refused != null ? refused : new NoSuchAlgorithmException(algorithm);
  }

  @Override
  public String toString() {
    return name;
  }
}
