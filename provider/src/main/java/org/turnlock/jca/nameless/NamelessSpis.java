// SPDX-License-Identifier: Apache-2.0
package org.turnlock.jca.nameless;

import java.security.Provider;
import java.security.spec.AlgorithmParameterSpec;
import java.util.Optional;
import org.turnlock.keys.ManagedKeySpec;
import org.turnlock.keys.TokenKeySpec;

/** Makes the SPI objects of programs that name no provider. */
public final class NamelessSpis {
  static final String NO_KEYS =
      "without a provider's name, Turnlock makes keys from a TokenKeySpec or a ManagedKeySpec only,"
          + " and leaves all others to the providers behind it, which have refused too";

  private NamelessSpis() {}

  /** Whether parameters say that a key is to be made in a token. */
  static boolean isForToken(AlgorithmParameterSpec params) {
    return params instanceof TokenKeySpec || params instanceof ManagedKeySpec;
  }

  /**
   * The SPI object; empty for a service whose own object will do.
   *
   * @param turnlock the provider that keys in a token go to
   */
  public static Optional<Object> of(Provider turnlock, String type, String algorithm) {
    return switch (type) {
      case "Mac" -> Optional.of(new NamelessMacSpi(turnlock, algorithm));
      case "Signature" -> Optional.of(new NamelessSignatureSpi(turnlock, algorithm));
      case "Cipher" -> Optional.of(new NamelessCipherSpi(turnlock, algorithm));
      case "KeyAgreement" -> Optional.of(new NamelessKeyAgreementSpi(turnlock, algorithm));
      case "KeyGenerator" ->
          OtherProviders.offer(type, algorithm)
              ? Optional.of(new NamelessKeyGeneratorSpi(turnlock, algorithm))
              : Optional.empty();
      case "KeyPairGenerator" ->
          OtherProviders.offer(type, algorithm)
              ? Optional.of(new NamelessKeyPairGeneratorSpi(turnlock, algorithm))
              : Optional.empty();
      default -> Optional.empty();
    };
  }
}
