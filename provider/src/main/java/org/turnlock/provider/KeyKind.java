// SPDX-License-Identifier: Apache-2.0
package org.turnlock.provider;

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
  AES(TokenSecretKey.class) {
    @Override
    boolean accepts(Object key) {
      return key instanceof TokenSecretKey secret && keyTypeOf(secret) == Ckk.AES;
    }
  },
  CHACHA20(TokenSecretKey.class) {
    @Override
    boolean accepts(Object key) {
      return key instanceof TokenSecretKey secret && keyTypeOf(secret) == Ckk.CHACHA20;
    }
  },
  HMAC(TokenSecretKey.class) {
    @Override
    boolean accepts(Object key) {
      return key instanceof TokenSecretKey secret
          && keyTypeOf(secret) != Ckk.AES
          && keyTypeOf(secret) != Ckk.CHACHA20;
    }
  },
  RSA_PRIVATE(TokenRsaPrivateKey.class) {
    @Override
    boolean accepts(Object key) {
      return key instanceof TokenRsaPrivateKey;
    }
  },
  ML_KEM_PRIVATE(TokenPostQuantumPrivateKey.class) {
    @Override
    boolean accepts(Object key) {
      return key instanceof TokenPostQuantumPrivateKey kem && kem.getAlgorithm().equals("ML-KEM");
    }
  },
  EC_PRIVATE(TokenEcPrivateKey.class) {
    @Override
    boolean accepts(Object key) {
      return key instanceof TokenEcPrivateKey;
    }
  },
  ML_DSA_PRIVATE(TokenPostQuantumPrivateKey.class) {
    @Override
    boolean accepts(Object key) {
      return key instanceof TokenPostQuantumPrivateKey pq && pq.getAlgorithm().equals("ML-DSA");
    }
  },
  EDWARDS_PRIVATE(TokenEdwardsPrivateKey.class) {
    @Override
    boolean accepts(Object key) {
      return key instanceof TokenEdwardsPrivateKey;
    }
  },
  MONTGOMERY_PRIVATE(TokenMontgomeryPrivateKey.class) {
    @Override
    boolean accepts(Object key) {
      return key instanceof TokenMontgomeryPrivateKey;
    }
  },
  DH_PRIVATE(TokenDhPrivateKey.class) {
    @Override
    boolean accepts(Object key) {
      return key instanceof TokenDhPrivateKey;
    }
  };

  private final Class<? extends TokenBackedKey> keyClass;

  KeyKind(Class<? extends TokenBackedKey> keyClass) {
    this.keyClass = keyClass;
  }

  /** Whether {@code key} lives in a Turnlock token, any, and is of this kind. */
  abstract boolean accepts(Object key);

  /** The JCA class of such keys. */
  Class<? extends TokenBackedKey> keyClass() {
    return keyClass;
  }

  private static long keyTypeOf(TokenSecretKey key) {
    return key.tokenKey().attributes().keyType();
  }
}
