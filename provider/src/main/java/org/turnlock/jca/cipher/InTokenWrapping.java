// SPDX-License-Identifier: Apache-2.0
package org.turnlock.jca.cipher;

import java.security.InvalidKeyException;
import java.security.Key;
import java.util.Optional;
import org.turnlock.jca.UnwrappedKind;
import org.turnlock.keys.Keys;
import org.turnlock.keys.TokenBackedKey;
import org.turnlock.keys.TokenSecretKey;
import org.turnlock.operation.KeyOperations;
import org.turnlock.pkcs11.Mechanism;
import org.turnlock.pkcs11.MechanismInfo;
import org.turnlock.pkcs11.constant.Ckf;
import org.turnlock.token.KeyOutcome;
import org.turnlock.token.KeyUsage;
import org.turnlock.token.Token;
import org.turnlock.token.TokenException;
import org.turnlock.token.TokenException.Reason;
import org.turnlock.token.TokenKey;

/**
 * C_WrapKey and C_UnwrapKey under the JCA's rules: the wrapped key's bytes never leave the token.
 */
final class InTokenWrapping {
  private final KeyOperations operations;
  private final TokenSecretKey with;

  InTokenWrapping(KeyOperations operations, TokenSecretKey with) {
    this.operations = operations;
    this.with = with;
  }

  /** Whether the token has the mechanism for these functions (CKF_*). */
  boolean offered(long mechanism, long functions) {
    MechanismInfo info = token().mechanisms().get(mechanism);
    return info != null && info.has(functions);
  }

  /** Whether {@link #wrap} can be tried. */
  boolean canWrap(long mechanism) {
    return offered(mechanism, Ckf.WRAP) && allowed(KeyUsage.WRAP);
  }

  /** Whether {@link #unwrap} can be tried. */
  boolean canUnwrap(long mechanism) {
    return offered(mechanism, Ckf.UNWRAP) && allowed(KeyUsage.UNWRAP);
  }

  private boolean allowed(KeyUsage usage) {
    return with.tokenKey().attributes().usages().contains(usage);
  }

  private Token token() {
    return with.tokenKey().token();
  }

  /** The wrapped key. */
  byte[] wrap(Mechanism mechanism, TokenBackedKey subject) throws InvalidKeyException {
    requireWrappable(subject);
    try {
      return operations.wrap(with, mechanism, subject);
    } catch (TokenException e) {
      if (e.reason() == Reason.UNAVAILABLE || e.reason() == Reason.NOT_LOGGED_IN) {
        throw e;
      }
      throw new InvalidKeyException("the key cannot be wrapped: " + e.getMessage(), e);
    }
  }

  private void requireWrappable(TokenBackedKey subject) throws InvalidKeyException {
    if (!subject.tokenKey().attributes().extractable()) {
      throw new InvalidKeyException(
          "the key is not extractable: a key that is to be wrapped is made with"
              + " TokenKeySpec.Builder.extractable() ("
              + subject
              + ")");
    }
    if (!token().equals(subject.tokenKey().token())) {
      throw new InvalidKeyException("the key stays in another token than the one that wraps it");
    }
  }

  /**
   * The key in the token; empty if the token cannot do it this way.
   *
   * @throws TokenException with DATA_REJECTED if it is not authentic, or no such key
   */
  Optional<Key> unwrap(Mechanism mechanism, byte[] wrapped, UnwrappedKind kind)
      throws InvalidKeyException {
    KeyOutcome outcome = kind.outcome();
    if (outcome == null) {
      return Optional.empty();
    }
    TokenKey made;
    try {
      made = operations.unwrap(with, mechanism, wrapped, outcome);
    } catch (TokenException e) {
      if (e.reason() == Reason.UNSUPPORTED) {
        return Optional.empty();
      }
      throw e;
    }
    return Optional.of(named(made, kind));
  }

  private static Key named(TokenKey made, UnwrappedKind kind) throws InvalidKeyException {
    boolean good = false;
    try {
      kind.requireLength(made.attributes());
      Key key = kind.secret() ? new TokenSecretKey(made, kind.algorithm()) : Keys.of(made);
      good = true;
      return key;
    } finally {
      if (!good) {
        made.token().objects().destroy(made);
      }
    }
  }
}
