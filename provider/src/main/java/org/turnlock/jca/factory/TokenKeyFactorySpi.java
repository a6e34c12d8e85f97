// SPDX-License-Identifier: Apache-2.0
package org.turnlock.jca.factory;

import java.security.InvalidKeyException;
import java.security.Key;
import java.security.KeyFactory;
import java.security.KeyFactorySpi;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.spec.InvalidKeySpecException;
import java.security.spec.KeySpec;
import org.turnlock.jca.JcaContext;
import org.turnlock.jca.KeyImport;
import org.turnlock.jca.KeyRefusal;
import org.turnlock.jca.SoftwareKeyFactories;
import org.turnlock.jca.SoftwareKeyRule;
import org.turnlock.keys.Keys;
import org.turnlock.keys.TokenBackedKey;

/**
 * KeyFactory for RSA and EC: imports private keys as session objects, and leaves public keys to the
 * JDK.
 */
public final class TokenKeyFactorySpi extends KeyFactorySpi {
  private final JcaContext context;
  private final String algorithm;

  /**
   * @param algorithm {@code RSA} or {@code EC}
   */
  public TokenKeyFactorySpi(JcaContext context, String algorithm) {
    this.context = context;
    this.algorithm = algorithm;
  }

  @Override
  protected PublicKey engineGeneratePublic(KeySpec spec) throws InvalidKeySpecException {
    try {
      return software().generatePublic(spec);
    } catch (InvalidKeySpecException e) {
      return orOriginal(e, () -> SoftwareKeyFactories.fallback(algorithm).generatePublic(spec));
    }
  }

  /**
   * Imports, where the program has named Turnlock: {@code KeyFactory.getInstance("RSA")} is how any
   * program reads a software key, and must never make an object in the token.
   */
  @Override
  protected PrivateKey engineGeneratePrivate(KeySpec spec) throws InvalidKeySpecException {
    if (context.softwareKeys() == SoftwareKeyRule.NAMELESS) {
      throw new InvalidKeySpecException(
          "Turnlock imports private keys where it is named, which this program has not done");
    }
    PrivateKey parsed;
    try {
      parsed = software().generatePrivate(spec);
    } catch (InvalidKeySpecException e) {
      parsed = orOriginal(e, () -> SoftwareKeyFactories.fallback(algorithm).generatePrivate(spec));
    }
    try {
      return imported(parsed);
    } catch (InvalidKeyException e) {
      throw new InvalidKeySpecException(e.getMessage(), e);
    }
  }

  @Override
  protected <T extends KeySpec> T engineGetKeySpec(Key key, Class<T> spec)
      throws InvalidKeySpecException {
    if (key instanceof TokenBackedKey) {
      throw new InvalidKeySpecException("the key stays in its token: it has no " + spec.getName());
    }
    return software().getKeySpec(key, spec);
  }

  /** Own keys as they are, other private keys as session objects, public keys as the JDK's. */
  @Override
  protected Key engineTranslateKey(Key key) throws InvalidKeyException {
    if (key == null) {
      throw new InvalidKeyException("no key to translate");
    }
    if (key instanceof PublicKey) {
      return software().translateKey(key);
    }
    if (!(key instanceof PrivateKey privateKey)) {
      throw new InvalidKeyException("not an " + algorithm + " key: " + key.getAlgorithm());
    }
    if (key instanceof TokenBackedKey own && context.token().equals(own.tokenKey().token())) {
      return checked(privateKey);
    }
    if (context.softwareKeys() == SoftwareKeyRule.NAMELESS) {
      throw KeyRefusal.of(key, SoftwareKeyRule.NAMELESS);
    }
    return imported(privateKey);
  }

  private PrivateKey imported(PrivateKey key) throws InvalidKeyException {
    PrivateKey readable = key instanceof TokenBackedKey ? key : checked(KeyImport.readable(key));
    return (PrivateKey) Keys.of(KeyImport.asSessionKey(context.token(), readable));
  }

  private PrivateKey checked(PrivateKey key) throws InvalidKeyException {
    boolean ec = key instanceof java.security.interfaces.ECKey;
    if (ec != algorithm.equals("EC")) {
      throw new InvalidKeyException("not an " + algorithm + " key: " + key.getAlgorithm());
    }
    return key;
  }

  private KeyFactory software() {
    return SoftwareKeyFactories.of(algorithm);
  }

  private interface Attempt<T> {
    T run() throws InvalidKeySpecException;
  }

  /** Curves that the JDK lacks, Bouncy Castle may have; if not, the JDK's words are clearer. */
  private static <T> T orOriginal(InvalidKeySpecException original, Attempt<T> second)
      throws InvalidKeySpecException {
    try {
      return second.run();
    } catch (InvalidKeySpecException e) {
      original.addSuppressed(e);
      throw original;
    }
  }
}
