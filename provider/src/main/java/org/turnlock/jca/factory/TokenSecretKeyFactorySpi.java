// SPDX-License-Identifier: Apache-2.0
package org.turnlock.jca.factory;

import java.security.InvalidKeyException;
import java.security.spec.InvalidKeySpecException;
import java.security.spec.KeySpec;
import java.util.Arrays;
import javax.crypto.SecretKey;
import javax.crypto.SecretKeyFactorySpi;
import javax.crypto.spec.SecretKeySpec;
import org.turnlock.jca.JcaContext;
import org.turnlock.jca.KeyImport;
import org.turnlock.jca.KeyRefusal;
import org.turnlock.jca.SoftwareKeyRule;
import org.turnlock.keys.SecretAlgorithms;
import org.turnlock.keys.TokenBackedKey;
import org.turnlock.keys.TokenSecretKey;
import org.turnlock.pkcs11.constant.Ckk;

/**
 * SecretKeyFactory for AES and HMAC keys: imports software keys as session objects, where the
 * program has named Turnlock.
 */
public final class TokenSecretKeyFactorySpi extends SecretKeyFactorySpi {
  private final JcaContext context;
  private final String algorithm;

  /**
   * @param algorithm the JCA name, for example {@code AES}
   */
  public TokenSecretKeyFactorySpi(JcaContext context, String algorithm) {
    this.context = context;
    this.algorithm = algorithm;
  }

  @Override
  protected SecretKey engineGenerateSecret(KeySpec spec) throws InvalidKeySpecException {
    if (!(spec instanceof SecretKeySpec key)) {
      throw new InvalidKeySpecException(algorithm + " keys are made from a SecretKeySpec");
    }
    try {
      return imported(key);
    } catch (InvalidKeyException e) {
      throw new InvalidKeySpecException(e.getMessage(), e);
    }
  }

  /** Gives back what a software key is made of; a token's key has nothing to give. */
  @Override
  protected KeySpec engineGetKeySpec(SecretKey key, Class<?> spec) throws InvalidKeySpecException {
    if (key == null || key instanceof TokenBackedKey) {
      throw new InvalidKeySpecException("the key stays in its token: its bytes cannot be read");
    }
    byte[] value = "RAW".equals(key.getFormat()) ? key.getEncoded() : null;
    if (value == null || spec == null || !spec.isAssignableFrom(SecretKeySpec.class)) {
      throw new InvalidKeySpecException("only a SecretKeySpec of a software key can be given");
    }
    try {
      return new SecretKeySpec(value, key.getAlgorithm());
    } catch (IllegalArgumentException e) {
      throw new InvalidKeySpecException("the key is empty, or has no algorithm", e);
    } finally {
      Arrays.fill(value, (byte) 0);
    }
  }

  /**
   * Own keys as they are, software keys as session objects. A token does not tell for which HMAC a
   * generic secret is: such a key comes back under this factory's name.
   */
  @Override
  protected SecretKey engineTranslateKey(SecretKey key) throws InvalidKeyException {
    if (key == null) {
      throw new InvalidKeyException("no key to translate");
    }
    if (key instanceof TokenBackedKey own && context.token().equals(own.tokenKey().token())) {
      return renamed(key, own);
    }
    return imported(key);
  }

  private SecretKey renamed(SecretKey key, TokenBackedKey own) throws InvalidKeyException {
    boolean mac = SecretAlgorithms.keyTypeOf(algorithm) == Ckk.GENERIC_SECRET;
    if (mac
        && !key.getAlgorithm().equals(algorithm)
        && own.tokenKey().attributes().keyType() == Ckk.GENERIC_SECRET) {
      return new TokenSecretKey(own.source(), algorithm);
    }
    checkAlgorithm(key);
    return key;
  }

  private SecretKey imported(SecretKey key) throws InvalidKeyException {
    if (context.softwareKeys() == SoftwareKeyRule.NAMELESS) {
      throw KeyRefusal.of(key, SoftwareKeyRule.NAMELESS);
    }
    checkAlgorithm(key);
    return new TokenSecretKey(KeyImport.asSessionKey(context.token(), key), algorithm);
  }

  private void checkAlgorithm(SecretKey key) throws InvalidKeyException {
    if (key.getAlgorithm() == null) {
      throw new InvalidKeyException("the key does not say for which algorithm it is");
    }
    boolean fits =
        SecretAlgorithms.isGeneric(algorithm)
            ? !key.getAlgorithm().equalsIgnoreCase("AES")
            : key.getAlgorithm().equalsIgnoreCase(algorithm);
    if (!fits) {
      throw new InvalidKeyException(
          "a key for " + algorithm + " is wanted, not one for " + key.getAlgorithm());
    }
  }
}
