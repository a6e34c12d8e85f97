// SPDX-License-Identifier: Apache-2.0
package org.turnlock.provider;

import java.util.function.Predicate;
import org.turnlock.keys.TokenBackedKey;
import org.turnlock.keys.TokenDhPrivateKey;
import org.turnlock.keys.TokenEcPrivateKey;
import org.turnlock.keys.TokenEdwardsPrivateKey;
import org.turnlock.keys.TokenMontgomeryPrivateKey;
import org.turnlock.keys.TokenPostQuantumPrivateKey;
import org.turnlock.keys.TokenRsaPrivateKey;
import org.turnlock.keys.TokenSecretKey;
import org.turnlock.pkcs11.constant.Ckk;

/** The kinds of token key that services take. */
enum KeyKind {
  AES(TokenSecretKey.class, key -> keyType(key) == Ckk.AES),
  CHACHA20(TokenSecretKey.class, key -> keyType(key) == Ckk.CHACHA20),
  HMAC(TokenSecretKey.class, key -> keyType(key) != Ckk.AES && keyType(key) != Ckk.CHACHA20),
  RSA_PRIVATE(TokenRsaPrivateKey.class),
  EC_PRIVATE(TokenEcPrivateKey.class),
  EDWARDS_PRIVATE(TokenEdwardsPrivateKey.class),
  MONTGOMERY_PRIVATE(TokenMontgomeryPrivateKey.class),
  DH_PRIVATE(TokenDhPrivateKey.class),
  ML_DSA_PRIVATE(TokenPostQuantumPrivateKey.class, key -> keyType(key) == Ckk.ML_DSA),
  ML_KEM_PRIVATE(TokenPostQuantumPrivateKey.class, key -> keyType(key) == Ckk.ML_KEM);

  private final Class<? extends TokenBackedKey> keyClass;
  private final Predicate<TokenBackedKey> fits;

  /** All keys of a class. */
  KeyKind(Class<? extends TokenBackedKey> keyClass) {
    this(keyClass, key -> true);
  }

  KeyKind(Class<? extends TokenBackedKey> keyClass, Predicate<TokenBackedKey> fits) {
    this.keyClass = keyClass;
    this.fits = fits;
  }

  /** Whether {@code key} lives in a Turnlock token, any, and is of this kind. */
  boolean accepts(Object key) {
    return keyClass.isInstance(key) && fits.test(keyClass.cast(key));
  }

  /** The JCA class of such keys. */
  Class<? extends TokenBackedKey> keyClass() {
    return keyClass;
  }

  private static long keyType(TokenBackedKey key) {
    return key.tokenKey().attributes().keyType();
  }
}
