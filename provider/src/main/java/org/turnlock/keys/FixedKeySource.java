// SPDX-License-Identifier: Apache-2.0
package org.turnlock.keys;

import java.security.InvalidKeyException;
import java.util.List;
import java.util.Objects;
import org.turnlock.token.KeyUsage;
import org.turnlock.token.TokenKey;

/** One token key for ever: a key that is not managed, or one version of a managed key. */
public final class FixedKeySource implements KeySource {
  private final TokenKey tokenKey;
  private final KeyGuard guard;
  private final String name;

  /** A key that nothing watches over. */
  public FixedKeySource(TokenKey tokenKey) {
    this(tokenKey, KeyGuard.NONE, null);
  }

  /** A version of a managed key, by its name. */
  public FixedKeySource(TokenKey tokenKey, KeyGuard guard, String name) {
    this.tokenKey = Objects.requireNonNull(tokenKey);
    this.guard = Objects.requireNonNull(guard);
    this.name = name;
  }

  @Override
  public TokenKey tokenKey() {
    return tokenKey;
  }

  @Override
  public KeyGuard guard() {
    return guard;
  }

  @Override
  public KeySource forNewWork(KeyUsage use) throws InvalidKeyException {
    guard.requireNewWork(use);
    return this;
  }

  @Override
  public List<KeySource> forOldWork(KeyUsage use) throws InvalidKeyException {
    guard.requireOldWork(use);
    return List.of(this);
  }

  @Override
  public String name() {
    return name == null ? tokenKey.attributes().label() : name;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof FixedKeySource that && tokenKey.equals(that.tokenKey);
  }

  @Override
  public int hashCode() {
    return tokenKey.hashCode();
  }
}
