// SPDX-License-Identifier: Apache-2.0
package org.turnlock.provider;

import java.util.function.Predicate;
import org.turnlock.keys.ManagedEcPublicKey;
import org.turnlock.keys.ManagedEdwardsPublicKey;
import org.turnlock.keys.ManagedKeyException;
import org.turnlock.keys.ManagedPublicKey;
import org.turnlock.keys.ManagedRsaPublicKey;
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
  RSA_PRIVATE(TokenRsaPrivateKey.class, ManagedRsaPublicKey.class),
  EC_PRIVATE(TokenEcPrivateKey.class, ManagedEcPublicKey.class),
  EDWARDS_PRIVATE(TokenEdwardsPrivateKey.class, ManagedEdwardsPublicKey.class),
  MONTGOMERY_PRIVATE(TokenMontgomeryPrivateKey.class),
  DH_PRIVATE(TokenDhPrivateKey.class),
  ML_DSA_PRIVATE(TokenPostQuantumPrivateKey.class, key -> keyType(key) == Ckk.ML_DSA),
  ML_KEM_PRIVATE(TokenPostQuantumPrivateKey.class, key -> keyType(key) == Ckk.ML_KEM);

  private final Class<? extends TokenBackedKey> keyClass;
  private final Predicate<TokenBackedKey> fits;
  private final Class<? extends ManagedPublicKey> publicHalf;

  /** All keys of a class. */
  KeyKind(Class<? extends TokenBackedKey> keyClass) {
    this(keyClass, key -> true, null);
  }

  /** All pairs whose halves are of these classes. */
  KeyKind(Class<? extends TokenBackedKey> keyClass, Class<? extends ManagedPublicKey> publicHalf) {
    this(keyClass, key -> true, publicHalf);
  }

  KeyKind(Class<? extends TokenBackedKey> keyClass, Predicate<TokenBackedKey> fits) {
    this(keyClass, fits, null);
  }

  KeyKind(
      Class<? extends TokenBackedKey> keyClass,
      Predicate<TokenBackedKey> fits,
      Class<? extends ManagedPublicKey> publicHalf) {
    this.keyClass = keyClass;
    this.fits = fits;
    this.publicHalf = publicHalf;
  }

  /**
   * Whether {@code key} lives in a Turnlock token, any, and is of this kind; one that cannot be
   * told is for {@code init} to refuse, with its reason.
   */
  boolean accepts(Object key) {
    try {
      return keyClass.isInstance(key) && fits.test(keyClass.cast(key));
    } catch (ManagedKeyException e) {
      return true;
    }
  }

  /** Whether {@code key} is the public half of a managed key of this kind. */
  boolean acceptsPublic(ManagedPublicKey key) {
    return publicHalf != null && publicHalf.isInstance(key);
  }

  /** The JCA class of such keys. */
  Class<? extends TokenBackedKey> keyClass() {
    return keyClass;
  }

  private static long keyType(TokenBackedKey key) {
    return key.tokenKey().attributes().keyType();
  }
}
