// SPDX-License-Identifier: Apache-2.0
package org.turnlock.cli.bench;

import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.Provider;
import java.security.spec.ECGenParameterSpec;
import javax.crypto.KeyGenerator;
import javax.crypto.SecretKey;
import org.turnlock.keys.TokenKeySpec;
import org.turnlock.provider.TurnlockProvider;

/** Session keys for a measurement. They have no name, and end with the token's last session. */
final class BenchKeys {
  private static final int AES_BITS = 256;

  private final Provider provider;
  private SecretKey aes;

  BenchKeys(Provider provider) {
    this.provider = provider;
  }

  /** An AES key, the same each time. */
  SecretKey aes() throws GeneralSecurityException {
    if (aes == null) {
      KeyGenerator generator = KeyGenerator.getInstance("AES", provider);
      generator.init(AES_BITS);
      aes = generator.generateKey();
    }
    return aes;
  }

  /** A new AES key that another key may wrap. */
  SecretKey wrappableAes() throws GeneralSecurityException {
    KeyGenerator generator = KeyGenerator.getInstance("AES", provider);
    if (provider instanceof TurnlockProvider) {
      generator.init(TokenKeySpec.builder().size(AES_BITS).extractable().build());
    } else {
      generator.init(AES_BITS);
    }
    return generator.generateKey();
  }

  /** A new key of an HMAC. */
  SecretKey hmac(String algorithm) throws GeneralSecurityException {
    return KeyGenerator.getInstance(algorithm, provider).generateKey();
  }

  /** A new pair for an operation. */
  KeyPair pair(BenchOperation operation) throws GeneralSecurityException {
    String algorithm = operation.needs().get("KeyPairGenerator");
    KeyPairGenerator generator = KeyPairGenerator.getInstance(algorithm, provider);
    switch (operation) {
      case RSA_2048_SIGN -> generator.initialize(2048);
      case RSA_3072_SIGN -> generator.initialize(3072);
      case ECDSA_P256_SIGN -> generator.initialize(new ECGenParameterSpec("secp256r1"));
      default -> {}
    }
    return generator.generateKeyPair();
  }
}
