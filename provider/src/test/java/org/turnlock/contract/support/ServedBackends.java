// SPDX-License-Identifier: Apache-2.0
package org.turnlock.contract.support;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.util.EnumSet;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.turnlock.provider.TurnlockProvider;
import org.turnlock.softhsm.ServedToken;
import org.turnlock.softhsm.TokenServer;

/** Turnlock on tokens that other processes serve; a class is skipped where they cannot run. */
public final class ServedBackends {
  /** Each call goes through another process: fewer cases. */
  private static final int CASES = Math.max(1, TurnlockBackends.CASES / 10);

  private static final Set<String> NOT_THROUGH_P11_KIT =
      Set.of(
          "AES/GCM/NoPadding",
          "AES/CBC/PKCS5Padding",
          "AES/CBC/NoPadding",
          "AES/CTR/NoPadding",
          "AES/KW/NoPadding",
          "AES/KWP/NoPadding",
          "AES/CCM/NoPadding",
          "ChaCha20-Poly1305",
          "AESCMAC",
          "HmacSHA224",
          "HmacSHA512/224",
          "HmacSHA512/256",
          "HmacSHA3-224",
          "HmacSHA3-256",
          "HmacSHA3-384",
          "HmacSHA3-512",
          "EdDSA",
          "Ed25519",
          "Ed448",
          "ML-DSA",
          "ML-DSA-44",
          "ML-DSA-65",
          "ML-DSA-87");

  private static final Set<String> NOT_IN_OPENCRYPTOKI =
      Stream.concat(
              NOT_THROUGH_P11_KIT.stream().filter(name -> !name.startsWith("AES/CBC")),
              Stream.of("EC", "secp256r1", "secp384r1"))
          .collect(Collectors.toUnmodifiableSet());

  private ServedBackends() {}

  /** A token of its own; the test class is skipped, with the reason, where there can be none. */
  public static ServedToken start(TokenServer server) {
    String obstacle = server.obstacle().orElse("");
    assumeTrue(obstacle.isEmpty(), obstacle);
    return server.start();
  }

  /** A provider on the token, logged in. */
  public static TurnlockProvider provider(ServedToken token, String... directives) {
    TurnlockProvider provider =
        TurnlockBackends.configured(
            "name=served",
            "library=" + token.library(),
            "tokenLabel=" + token.label(),
            String.join("\n", directives));
    TurnlockBackends.logIn(provider, token.pinChars());
    return provider;
  }

  /** SoftHSM behind p11-kit 0.24, which passes few mechanisms on. */
  public static Backend p11Kit() {
    ServedToken token = start(TokenServer.P11_KIT);
    return TurnlockBackends.backend(
        "p11-kit", provider(token), EnumSet.noneOf(Feature.class), NOT_THROUGH_P11_KIT, CASES);
  }

  /** tpm2-pkcs11 on a TPM in software: makes RSA and EC pairs, and keeps them. */
  public static Backend tpm2(ServedToken token) {
    return TurnlockBackends.backend(
        "tpm2", provider(token), EnumSet.noneOf(Feature.class), Set.of(), CASES);
  }

  /** The soft token of openCryptoki; in a {@link ChildJvm} only. */
  public static Backend openCryptoki() {
    return TurnlockBackends.backend(
        "opencryptoki",
        ChildJvm.provider(),
        EnumSet.noneOf(Feature.class),
        NOT_IN_OPENCRYPTOKI,
        CASES);
  }
}
