// SPDX-License-Identifier: Apache-2.0
package org.turnlock.jca;

import java.security.InvalidKeyException;
import java.security.Key;
import java.security.KeyPair;
import java.security.PrivateKey;
import java.security.Provider;
import java.util.Set;
import java.util.function.LongPredicate;
import javax.crypto.SecretKey;
import javax.crypto.spec.SecretKeySpec;
import org.turnlock.keys.Keys;
import org.turnlock.keys.TokenSecretKey;
import org.turnlock.pkcs11.constant.Ckk;
import org.turnlock.provider.TestProviders;
import org.turnlock.token.AttributeRules;
import org.turnlock.token.KeyUsage;
import org.turnlock.token.NewKey;
import org.turnlock.token.software.SoftwareToken;

/** A software token in memory, a provider over it, and copies of software keys in it. */
public final class TokenFixture {
  public final ObservedToken token;
  public final Provider provider;

  public TokenFixture() {
    this(mechanism -> true);
  }

  /**
   * @param enabled the mechanisms that the token has
   */
  public TokenFixture(LongPredicate enabled) {
    token = new ObservedToken(SoftwareToken.inMemory(AttributeRules.NONE, enabled));
    provider = TestProviders.over(token);
  }

  /** An AES key of the token with these bytes. */
  public SecretKey aes(byte[] bytes) {
    return secret(new SecretKeySpec(bytes, "AES"), Ckk.AES, KeyUsage.ENCRYPT, KeyUsage.DECRYPT);
  }

  /** An HMAC key of the token with these bytes. */
  public SecretKey hmac(byte[] bytes) {
    return secret(new SecretKeySpec(bytes, "Hmac"), Ckk.GENERIC_SECRET, KeyUsage.SIGN);
  }

  /** The private half of an RSA pair in the token. */
  public PrivateKey rsa(KeyPair pair) {
    return (PrivateKey) imported(pair.getPrivate(), Ckk.RSA, KeyUsage.SIGN, KeyUsage.DECRYPT);
  }

  /** The private half of an EC pair in the token. */
  public PrivateKey ec(KeyPair pair) {
    return (PrivateKey) imported(pair.getPrivate(), Ckk.EC, KeyUsage.SIGN);
  }

  /** Another JCA object for the same key of the token. */
  public static SecretKey again(SecretKey key) {
    return new TokenSecretKey(((TokenSecretKey) key).tokenKey(), key.getAlgorithm());
  }

  private SecretKey secret(SecretKey software, long keyType, KeyUsage... usages) {
    return (SecretKey) imported(software, keyType, usages);
  }

  private Key imported(Key software, long keyType, KeyUsage... usages) {
    try {
      return Keys.of(token.objects().importKey(software, keyType, NewKey.session(Set.of(usages))));
    } catch (InvalidKeyException e) {
      throw new AssertionError(e);
    }
  }
}
