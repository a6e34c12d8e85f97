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
import java.security.spec.NamedParameterSpec;
import org.turnlock.jca.JcaContext;
import org.turnlock.jca.KeyFamily;
import org.turnlock.jca.KeyImport;
import org.turnlock.jca.KeyRefusal;
import org.turnlock.jca.SoftwareKeyFactories;
import org.turnlock.jca.SoftwareKeyRule;
import org.turnlock.keys.FixedKeySource;
import org.turnlock.keys.Keys;
import org.turnlock.keys.NamedKeyParameters;
import org.turnlock.keys.TokenBackedKey;
import org.turnlock.keys.TokenRsaPrivateKey;
import org.turnlock.token.PublicPart;
import org.turnlock.token.TokenKey;

/**
 * KeyFactory of one family of pairs: imports private keys as session objects, and leaves public
 * keys to the JDK, or to Bouncy Castle where this JDK has no such keys.
 */
public final class TokenKeyFactorySpi extends KeyFactorySpi {
  private static final String PSS = "RSASSA-PSS";

  private final JcaContext context;
  private final KeyFamily family;
  private final String algorithm;

  /**
   * @param algorithm the family's name, or the name of the one curve or parameter set that is taken
   */
  public TokenKeyFactorySpi(JcaContext context, KeyFamily family, String algorithm) {
    this.context = context;
    this.family = family;
    this.algorithm = algorithm;
  }

  @Override
  protected PublicKey engineGeneratePublic(KeySpec spec) throws InvalidKeySpecException {
    require(spec);
    return either(factory -> factory.generatePublic(spec));
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
    require(spec);
    PrivateKey parsed = either(factory -> factory.generatePrivate(spec));
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
    if (key == null || key.getAlgorithm() == null) {
      throw new InvalidKeySpecException("no key, or one without the name of its algorithm");
    }
    require(spec);
    return either(factory -> factory.getKeySpec(key, spec));
  }

  /** Own keys as they are, other private keys as session objects, public keys as the JDK's. */
  @Override
  protected Key engineTranslateKey(Key key) throws InvalidKeyException {
    if (key == null) {
      throw new InvalidKeyException("no key to translate");
    }
    if (key instanceof PublicKey) {
      return translated((PublicKey) key);
    }
    if (!(key instanceof PrivateKey privateKey)) {
      throw new InvalidKeyException("not an " + algorithm + " key: " + key.getAlgorithm());
    }
    if (key instanceof TokenBackedKey own && context.token().equals(own.tokenKey().token())) {
      check(own.tokenKey().attributes().publicPart(), key);
      return key;
    }
    if (context.softwareKeys() == SoftwareKeyRule.NAMELESS) {
      throw KeyRefusal.of(key, SoftwareKeyRule.NAMELESS);
    }
    return imported(privateKey);
  }

  private Key translated(PublicKey key) throws InvalidKeyException {
    if (key.getAlgorithm() == null) {
      throw new InvalidKeyException("the key does not say for which algorithm it is");
    }
    try {
      return translated(key, software());
    } catch (InvalidKeyException e) {
      try {
        return translated(key, SoftwareKeyFactories.fallback(algorithm));
      } catch (InvalidKeyException alsoUnknown) {
        e.addSuppressed(alsoUnknown);
        throw e;
      }
    }
  }

  private static Key translated(PublicKey key, KeyFactory factory) throws InvalidKeyException {
    try {
      return factory.translateKey(key);
    } catch (RuntimeException e) {
      throw new InvalidKeyException("this is no usable key: " + e.getMessage(), e);
    }
  }

  private PrivateKey imported(PrivateKey key) throws InvalidKeyException {
    if (!(key instanceof TokenBackedKey)) {
      check(KeyImport.publicPart(key), key);
    }
    TokenKey imported = KeyImport.asSessionKey(context.token(), key);
    return algorithm.equals(PSS)
        ? TokenRsaPrivateKey.forPss(new FixedKeySource(imported))
        : (PrivateKey) Keys.of(imported);
  }

  private void check(PublicPart part, Key key) throws InvalidKeyException {
    boolean fits = KeyFamily.of(part) == family;
    NamedParameterSpec named = NamedKeyParameters.of(part);
    boolean one = named != null && !algorithm.equals(family.algorithm());
    if (!fits || (one && !named.getName().equalsIgnoreCase(algorithm))) {
      throw new InvalidKeyException(
          "not an "
              + algorithm
              + " key: "
              + (named == null ? key.getAlgorithm() : named.getName()));
    }
  }

  private KeyFactory software() {
    return SoftwareKeyFactories.of(algorithm);
  }

  private static void require(Object spec) throws InvalidKeySpecException {
    if (spec == null) {
      throw new InvalidKeySpecException("no key specification given");
    }
  }

  private interface Attempt<T> {
    T with(KeyFactory factory) throws InvalidKeySpecException;
  }

  /** Curves that the JDK lacks, Bouncy Castle may have; if not, the JDK's words are clearer. */
  private <T> T either(Attempt<T> attempt) throws InvalidKeySpecException {
    try {
      return checked(attempt, software());
    } catch (InvalidKeySpecException original) {
      try {
        return checked(attempt, SoftwareKeyFactories.fallback(algorithm));
      } catch (InvalidKeySpecException e) {
        original.addSuppressed(e);
        throw original;
      }
    }
  }

  /** Numbers that make no key come out of either provider as one of several runtime exceptions. */
  private static <T> T checked(Attempt<T> attempt, KeyFactory factory)
      throws InvalidKeySpecException {
    try {
      return attempt.with(factory);
    } catch (RuntimeException e) {
      throw new InvalidKeySpecException("this makes no key: " + e.getMessage(), e);
    }
  }
}
