// SPDX-License-Identifier: Apache-2.0
package org.turnlock.jca.kem;

import java.security.GeneralSecurityException;
import java.security.InvalidKeyException;
import java.security.ProviderException;
import java.util.Arrays;
import java.util.Locale;
import java.util.Objects;
import javax.crypto.SecretKey;
import javax.crypto.spec.SecretKeySpec;
import org.turnlock.jca.DefaultUsages;
import org.turnlock.jca.ImportedKeys;
import org.turnlock.jca.JcaContext;
import org.turnlock.keys.SecretAlgorithms;
import org.turnlock.keys.TokenKeySpec;
import org.turnlock.keys.TokenPostQuantumPrivateKey;
import org.turnlock.keys.TokenSecretKey;
import org.turnlock.pkcs11.Mechanism;
import org.turnlock.pkcs11.constant.Ckm;
import org.turnlock.token.KeyOutcome;
import org.turnlock.token.NewKey;
import org.turnlock.token.ParameterSet;
import org.turnlock.token.TokenException;
import org.turnlock.token.TokenKey;

/**
 * Decapsulation with one private key. AES and HMAC keys stay in its token; a key under any other
 * name, and so the one of {@code decapsulate} without a name, is given with its bytes, which
 * programs ask a KEM for. With a {@link TokenKeySpec} every key stays in the token.
 */
final class MlKemDecapsulation {
  private static final Mechanism ML_KEM = Mechanism.of(Ckm.ML_KEM);

  private final JcaContext context;
  private final ImportedKeys imported;
  private final TokenPostQuantumPrivateKey key;
  private final ParameterSet set;
  private final TokenKeySpec spec;

  /**
   * @param imported keeps the key's copy, if it is one
   */
  MlKemDecapsulation(
      JcaContext context,
      ImportedKeys imported,
      TokenPostQuantumPrivateKey key,
      ParameterSet set,
      TokenKeySpec spec) {
    this.context = context;
    this.imported = imported;
    this.key = key;
    this.set = set;
    this.spec = spec;
  }

  /** The methods of {@code KEMSpi.DecapsulatorSpi}. */
  Object call(String method, Object... arguments) throws GeneralSecurityException {
    return switch (method) {
      case "engineSecretSize" -> MlKemSizes.SECRET;
      case "engineEncapsulationSize" -> MlKemSizes.encapsulation(set);
      default ->
          decapsulate(
              (byte[]) arguments[0], (int) arguments[1], (int) arguments[2], (String) arguments[3]);
    };
  }

  private SecretKey decapsulate(byte[] encapsulation, int from, int to, String algorithm)
      throws GeneralSecurityException {
    Objects.checkFromToIndex(from, to, MlKemSizes.SECRET);
    Objects.requireNonNull(algorithm, "algorithm");
    Objects.requireNonNull(encapsulation, "encapsulation");
    if (encapsulation.length != MlKemSizes.encapsulation(set)) {
      throw KemApi.decapsulateException(
          "an encapsulation of "
              + set.jcaName()
              + " has "
              + MlKemSizes.encapsulation(set)
              + " bytes, not "
              + encapsulation.length,
          null);
    }
    try {
      return staysInToken(algorithm)
          ? tokenKey(encapsulation, from, to, algorithm)
          : softwareKey(encapsulation, from, to, algorithm);
    } catch (TokenException e) {
      if (e.reason() == TokenException.Reason.DATA_REJECTED) {
        throw KemApi.decapsulateException(e.getMessage(), e);
      }
      throw e;
    } finally {
      java.lang.ref.Reference.reachabilityFence(imported);
    }
  }

  private boolean staysInToken(String algorithm) {
    String name = algorithm.toUpperCase(Locale.ROOT);
    return spec != null || name.equals("AES") || name.startsWith("HMACSHA");
  }

  private SecretKey softwareKey(byte[] encapsulation, int from, int to, String algorithm) {
    byte[] secret = context.operations().decapsulateValue(key, ML_KEM, encapsulation);
    try {
      return new SecretKeySpec(secret, from, to - from, algorithm);
    } finally {
      Arrays.fill(secret, (byte) 0);
    }
  }

  private SecretKey tokenKey(byte[] encapsulation, int from, int to, String algorithm) {
    String name = SecretAlgorithms.isGeneric(algorithm) ? SecretAlgorithms.GENERIC : algorithm;
    long keyType = SecretAlgorithms.keyTypeOf(name);
    NewKey description =
        spec == null
            ? NewKey.session(DefaultUsages.ofSecret(name))
            : spec.description(DefaultUsages.ofSecret(name));
    TokenKey made =
        to - from == MlKemSizes.SECRET
            ? context
                .operations()
                .decapsulate(
                    key,
                    ML_KEM,
                    encapsulation,
                    KeyOutcome.secret(keyType, MlKemSizes.SECRET, description))
            : part(encapsulation, from, to, keyType, description);
    return new TokenSecretKey(made, name);
  }

  /** Tokens cut a secret at one end only, so it is read, cut, and put back. */
  private TokenKey part(byte[] encapsulation, int from, int to, long keyType, NewKey description) {
    SecretKey part = softwareKey(encapsulation, from, to, "Generic");
    try {
      return context
          .actions()
          .creating(
              description,
              part.getAlgorithm(),
              () -> key.tokenKey().token().objects().importKey(part, keyType, description));
    } catch (InvalidKeyException e) {
      throw new ProviderException("the token does not take the key: " + e.getMessage(), e);
    }
  }
}
