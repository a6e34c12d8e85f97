// SPDX-License-Identifier: Apache-2.0
package org.turnlock.jca.agreement;

import java.security.InvalidAlgorithmParameterException;
import java.security.InvalidKeyException;
import java.security.Key;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.security.spec.AlgorithmParameterSpec;
import java.util.Arrays;
import javax.crypto.KeyAgreementSpi;
import javax.crypto.SecretKey;
import javax.crypto.ShortBufferException;
import javax.crypto.spec.SecretKeySpec;
import org.turnlock.jca.ImportedKeys;
import org.turnlock.jca.JcaContext;
import org.turnlock.keys.TokenKeySpec;
import org.turnlock.keys.TokenPrivateKey;
import org.turnlock.operation.KeyOperations;
import org.turnlock.token.KeyUsage;

/**
 * Key agreement of two parties with a private key in a token. The secret comes back as bytes, or
 * becomes a key that stays in the token.
 */
public final class TokenKeyAgreementSpi extends KeyAgreementSpi {
  private static final String TLS_PREMASTER = "TlsPremasterSecret";

  private final AgreementKind kind;
  private final KeyOperations operations;
  private final DerivedKeys keys;
  private final ImportedKeys imported;
  private TokenPrivateKey own;
  private TokenKeySpec spec;
  private Derivation derivation;

  public TokenKeyAgreementSpi(JcaContext context, AgreementKind kind) {
    this.kind = kind;
    this.operations = context.operations();
    this.keys = new DerivedKeys(context);
    this.imported = new ImportedKeys(context);
  }

  /** The token needs no random numbers for this. */
  @Override
  protected void engineInit(Key key, SecureRandom random) throws InvalidKeyException {
    forget();
    own = privateKey(key);
  }

  /**
   * @param params a {@link TokenKeySpec} for the key that is to come out, the algorithm's own
   *     parameters if they are those of the key, or null
   */
  @Override
  protected void engineInit(Key key, AlgorithmParameterSpec params, SecureRandom random)
      throws InvalidKeyException, InvalidAlgorithmParameterException {
    forget();
    TokenPrivateKey given = privateKey(key);
    TokenKeySpec wanted = params instanceof TokenKeySpec tokenSpec ? tokenSpec : null;
    AlgorithmParameterSpec inner = wanted == null ? params : wanted.parameters().orElse(null);
    if (inner != null) {
      kind.checkParameters(inner, given);
    }
    spec = wanted;
    own = given;
  }

  private TokenPrivateKey privateKey(Key key) throws InvalidKeyException {
    TokenPrivateKey given = kind.privateKey(imported.take(key, kind.keyType(), KeyUsage.DERIVE));
    return operations.theOnly(given, KeyUsage.DERIVE, "key agreement").likeliest();
  }

  private void forget() {
    own = null;
    spec = null;
    derivation = null;
  }

  @Override
  protected Key engineDoPhase(Key key, boolean lastPhase) throws InvalidKeyException {
    if (own == null) {
      throw new IllegalStateException("init with a private key comes first");
    }
    if (derivation != null && !kind.replacesPeer()) {
      throw new IllegalStateException("the other side's key is known already");
    }
    if (!lastPhase) {
      throw new IllegalStateException(
          "two parties only: a value for a third would give this side's secret away;"
              + " lastPhase must be true");
    }
    derivation = null;
    derivation = kind.with(key, own);
    return null;
  }

  private Derivation derivation() {
    if (derivation == null) {
      throw new IllegalStateException(
          own == null
              ? "init and doPhase come first"
              : "doPhase with the other side's public key comes first");
    }
    return derivation;
  }

  @Override
  protected byte[] engineGenerateSecret() {
    byte[] secret = keys.value(own, derivation());
    derivation = null;
    return secret;
  }

  @Override
  protected int engineGenerateSecret(byte[] output, int offset) throws ShortBufferException {
    int length = derivation().bytes();
    if (output.length - offset < length) {
      throw new ShortBufferException(
          "the secret has " + length + " bytes, there is room for " + (output.length - offset));
    }
    byte[] secret = engineGenerateSecret();
    System.arraycopy(secret, 0, output, offset, length);
    Arrays.fill(secret, (byte) 0);
    return length;
  }

  @Override
  protected SecretKey engineGenerateSecret(String algorithm)
      throws NoSuchAlgorithmException, InvalidKeyException {
    if (algorithm == null) {
      throw new NoSuchAlgorithmException("no algorithm given for the key");
    }
    Derivation known = derivation();
    SecretKey key =
        algorithm.equalsIgnoreCase(TLS_PREMASTER)
            ? premaster(known)
            : keys.key(own, known, algorithm, spec);
    derivation = null;
    return key;
  }

  /** A software key: JSSE computes with its bytes. */
  private SecretKey premaster(Derivation known) {
    byte[] secret = keys.value(own, known);
    int from = 0;
    while (kind.stripsTlsZeros() && from < secret.length - 1 && secret[from] == 0) {
      from++;
    }
    SecretKey key = new SecretKeySpec(secret, from, secret.length - from, TLS_PREMASTER);
    Arrays.fill(secret, (byte) 0);
    return key;
  }
}
