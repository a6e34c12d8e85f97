// SPDX-License-Identifier: Apache-2.0
package org.turnlock.jca;

import java.security.InvalidKeyException;
import java.security.Key;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.PrivateKey;
import java.security.ProviderException;
import java.util.Arrays;
import java.util.Set;
import javax.crypto.SecretKey;
import javax.crypto.spec.SecretKeySpec;
import javax.security.auth.Destroyable;
import org.turnlock.keys.Keys;
import org.turnlock.keys.TokenBackedKey;
import org.turnlock.keys.TokenSecretKey;
import org.turnlock.token.KeyUsage;
import org.turnlock.token.NewKey;
import org.turnlock.token.TokenException;
import org.turnlock.token.TokenKey;

/**
 * The copy in the token of the software key that one SPI object was given last. A session object,
 * sensitive and not extractable; destroyed when the SPI object gets another key or is collected.
 *
 * <p>A field of each SPI that takes keys:
 *
 * <pre>{@code
 * Key own = imported.take(key, Ckk.AES, KeyUsage.ENCRYPT, KeyUsage.DECRYPT);
 * }</pre>
 */
public final class ImportedKeys {
  private final JcaContext context;
  private Key source;
  private byte[] print;
  private TokenBackedKey copy;

  public ImportedKeys(JcaContext context) {
    this.context = context;
  }

  /**
   * The token's key to use for {@code given}: its copy in the token, if it is a software key of the
   * wanted kind. Anything else comes back as it is, for the SPI to take or to refuse.
   *
   * @param keyType CKK_* of the wanted kind; for a generic secret every secret key will do
   * @param usages what the copy must be good for; name all that the object may need of one key
   * @throws InvalidKeyException if software keys are not imported here, or not this one
   */
  public Key take(Key given, long keyType, KeyUsage... usages) throws InvalidKeyException {
    if (given instanceof TokenBackedKey) {
      release();
      return given;
    }
    if (!SoftwareKeyKinds.fits(given, keyType)) {
      return given;
    }
    if (context.softwareKeys() != SoftwareKeyRule.IMPORT) {
      throw KeyRefusal.of(given, context.softwareKeys());
    }
    if (isDestroyed(given)) {
      release();
      throw new InvalidKeyException("the key has been destroyed");
    }
    Set<KeyUsage> wanted = Set.of(usages);
    if (!isCopied(given, keyType, wanted)) {
      TokenBackedKey next = imported(given, keyType, wanted);
      release();
      source = given;
      print = printOf(given);
      copy = next;
    }
    return copy;
  }

  private static boolean isDestroyed(Key key) {
    return key instanceof Destroyable secret && secret.isDestroyed();
  }

  /** Destroys the copy, if there is one. */
  public void release() {
    TokenBackedKey old = copy;
    source = null;
    print = null;
    copy = null;
    if (old != null) {
      destroy(old.tokenKey());
    }
  }

  private boolean isCopied(Key given, long keyType, Set<KeyUsage> usages) {
    return copy != null
        && copy.tokenKey().attributes().keyType() == keyType
        && copy.tokenKey().attributes().usages().containsAll(usages)
        && !copy.tokenKey().isLost()
        && (given == source || given.equals(source))
        && Arrays.equals(print, printOf(given));
  }

  /**
   * Tells whether a secret key still has the value of before: null for keys that never change.
   * Other classes may give other bytes under the same identity.
   */
  private static byte[] printOf(Key key) {
    if (!(key instanceof SecretKey) || key instanceof SecretKeySpec) {
      return null;
    }
    byte[] value = key.getEncoded();
    try {
      return value == null ? null : MessageDigest.getInstance("SHA-256").digest(value);
    } catch (NoSuchAlgorithmException e) {
      throw new ProviderException(e);
    } finally {
      if (value != null) {
        Arrays.fill(value, (byte) 0);
      }
    }
  }

  private TokenBackedKey imported(Key given, long keyType, Set<KeyUsage> usages)
      throws InvalidKeyException {
    NewKey description = NewKey.session(usages);
    try {
      if (given instanceof SecretKey secret) {
        SoftwareKeyKinds.checkLength(secret, keyType);
        TokenKey made = context.token().objects().importKey(secret, keyType, description);
        return new TokenSecretKey(made, secret.getAlgorithm());
      }
      PrivateKey readable = KeyImport.readable((PrivateKey) given);
      return Keys.of(context.token().objects().importKey(readable, keyType, description));
    } catch (TokenException e) {
      if (e.reason() == TokenException.Reason.UNSUPPORTED
          || e.reason() == TokenException.Reason.DATA_REJECTED) {
        throw new InvalidKeyException("the token does not take this key: " + e.getMessage(), e);
      }
      throw e;
    }
  }

  private static void destroy(TokenKey key) {
    try {
      key.token().objects().destroy(key);
    } catch (ProviderException e) {
      // The token or its login is gone, and the session key with it.
    }
  }
}
