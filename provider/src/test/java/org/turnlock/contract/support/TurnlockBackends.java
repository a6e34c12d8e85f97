// SPDX-License-Identifier: Apache-2.0
package org.turnlock.contract.support;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.KeyStore;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import javax.security.auth.login.LoginException;
import org.turnlock.provider.TestProviders;
import org.turnlock.provider.TurnlockProvider;
import org.turnlock.softhsm.NssSoftokn;
import org.turnlock.softhsm.SoftHsmToken;
import org.turnlock.token.Token;
import org.turnlock.token.software.CheapToken;

/** Turnlock on each of its tokens, configured as its users do it. */
public final class TurnlockBackends {
  static final int CASES = Integer.getInteger("turnlock.cases", 2000);
  private static final String PIN = "1234-contract";

  private static final Set<String> NOT_IN_SOFTHSM =
      Set.of(
          "HmacSHA512/224",
          "HmacSHA512/256",
          "HmacSHA3-224",
          "HmacSHA3-256",
          "HmacSHA3-384",
          "HmacSHA3-512",
          "ML-DSA",
          "ML-DSA-44",
          "ML-DSA-65",
          "ML-DSA-87",
          "ML-KEM-768",
          "AES/CCM/NoPadding",
          "ChaCha20-Poly1305");

  private static final Set<String> NOT_IN_NSS =
      Set.of(
          "secp224r1",
          "secp256k1",
          "brainpoolP256r1",
          "brainpoolP384r1",
          "brainpoolP512r1",
          "X25519",
          "X448",
          "secp224k1",
          "prime239v1",
          "brainpoolP256t1",
          "EdDSA",
          "Ed25519",
          "Ed448",
          "ML-DSA",
          "ML-DSA-44",
          "ML-DSA-65",
          "ML-DSA-87",
          "ML-KEM-768",
          "HmacSHA512/224",
          "HmacSHA512/256",
          "HmacSHA3-224",
          "HmacSHA3-256",
          "HmacSHA3-384",
          "HmacSHA3-512",
          "AES/CCM/NoPadding");

  private TurnlockBackends() {}

  /** The embedded token, on a new file in {@code directory}. */
  public static Backend software(Path directory) {
    return backend(
        "software", softwareProvider(directory), EnumSet.noneOf(Feature.class), Set.of());
  }

  /** The provider alone, on a token whose PIN is cheap to check. */
  public static TurnlockProvider softwareProvider(Path directory) {
    try {
      Path pinFile = directory.resolve("pin");
      Files.createFile(
          pinFile,
          PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
      Files.writeString(pinFile, PIN);
      CheapToken.create(directory.resolve("token"), PIN.toCharArray());
      TurnlockProvider provider =
          configured(
              "name=software",
              "token=software",
              "path=" + directory.resolve("token"),
              "pinSource=file:" + pinFile);
      logIn(provider, PIN.toCharArray());
      return provider;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (LoginException e) {
      throw new IllegalStateException("a new token takes any PIN", e);
    }
  }

  /** A SoftHSM token, logged in. */
  public static Backend softHsm(SoftHsmToken token) {
    TurnlockProvider provider = softHsmProvider(token);
    return backend("softhsm", provider, EnumSet.of(Feature.EDDSA_FORMS), NOT_IN_SOFTHSM);
  }

  /** The provider alone. */
  public static TurnlockProvider softHsmProvider(SoftHsmToken token, String... directives) {
    TurnlockProvider provider =
        configured(
            "name=softhsm",
            "library=" + token.library(),
            "tokenLabel=" + token.label(),
            String.join("\n", directives));
    logIn(provider, token.pinChars());
    return provider;
  }

  /** A SoftHSM token without a provider, logged in. */
  public static Token softHsmTokenAlone(SoftHsmToken softHsm) throws LoginException {
    Token token =
        TestProviders.token(
            "--name=softhsm\nlibrary="
                + softHsm.library()
                + "\ntokenLabel="
                + softHsm.label()
                + "\n");
    token.login().login(softHsm.pinChars());
    return token;
  }

  /** NSS softokn without a database: session keys only, no login, nothing to keep in a KeyStore. */
  public static Backend nss(String... directives) {
    return backend("nss", nssProvider(directives), EnumSet.of(Feature.KEY_STORE), NOT_IN_NSS);
  }

  /** The provider alone. */
  public static TurnlockProvider nssProvider(String... directives) {
    return configured(
        "name=nss",
        "nssLibraryDirectory=" + NssSoftokn.find().directory(),
        "nssDbMode=noDb",
        String.join("\n", directives));
  }

  static TurnlockProvider configured(String... lines) {
    return (TurnlockProvider)
        new TurnlockProvider().configure("--" + String.join("\n", lines) + "\n");
  }

  static void logIn(TurnlockProvider provider, char[] pin) {
    try {
      KeyStore.getInstance("Turnlock", provider).load(null, pin);
    } catch (Exception e) {
      throw new IllegalStateException("cannot log in", e);
    }
  }

  /** A provider that is configured in some way of its own, with nothing missing. */
  public static Backend over(String name, TurnlockProvider provider) {
    return backend(name, provider, EnumSet.noneOf(Feature.class), Set.of());
  }

  static Backend backend(
      String name, TurnlockProvider provider, Set<Feature> lacks, Set<String> missing) {
    return backend(name, provider, lacks, missing, CASES);
  }

  static Backend backend(
      String name, TurnlockProvider provider, Set<Feature> lacks, Set<String> missing, int cases) {
    return new Backend(
        name, List.of(provider), KeyImport.translating(provider), lacks, missing, cases);
  }
}
