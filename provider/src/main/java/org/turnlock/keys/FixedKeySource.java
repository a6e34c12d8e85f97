// SPDX-License-Identifier: Apache-2.0
package org.turnlock.keys;

import java.security.InvalidKeyException;
import java.security.PublicKey;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.turnlock.audit.AuditedKey;
import org.turnlock.policy.PolicyOperation;
import org.turnlock.token.KeyUsage;
import org.turnlock.token.ObjectQuery;
import org.turnlock.token.TokenKey;
import org.turnlock.token.TokenObjects;

/** One token key for ever: a key that is not managed, or one version of a managed key. */
public final class FixedKeySource implements KeySource {
  private final TokenKey tokenKey;
  private final KeyGuard guard;
  private final String alias;
  private final int version;
  private volatile PublicKey publicKey;
  private volatile AuditedKey audited;

  /** The version that this key has become; null while it is what it was made as. */
  private volatile FixedKeySource adopted;

  /** A key that nothing watches over. */
  public FixedKeySource(TokenKey tokenKey) {
    this(tokenKey, KeyGuard.NONE);
  }

  public FixedKeySource(TokenKey tokenKey, KeyGuard guard) {
    this(tokenKey, guard, null, 0);
  }

  /** One version of a managed key, whatever label its object has. */
  public FixedKeySource(TokenKey tokenKey, KeyGuard guard, String alias, int version) {
    this.tokenKey = Objects.requireNonNull(tokenKey);
    this.guard = Objects.requireNonNull(guard);
    this.alias = alias;
    this.version = version;
  }

  /** Makes this key, which was adopted, the version of a managed key, with all its rules. */
  public void becomes(FixedKeySource managedVersion) {
    adopted = managedVersion;
  }

  private FixedKeySource now() {
    FixedKeySource instead = adopted;
    return instead == null ? this : instead;
  }

  @Override
  public TokenKey tokenKey() {
    return tokenKey;
  }

  @Override
  public PublicKey publicKey() {
    PublicKey known = publicKey;
    if (known == null) {
      known = readPublicKey();
      publicKey = known;
    }
    return known;
  }

  private PublicKey readPublicKey() {
    TokenObjects objects = tokenKey.token().objects();
    return objects
        .publicKey(tokenKey)
        .or(
            () ->
                objects
                    .find(new ObjectQuery.Identified(tokenKey.attributes().id()))
                    .certificates()
                    .stream()
                    .map(object -> object.certificate().getPublicKey())
                    .findFirst())
        .orElseThrow(
            () ->
                new ManagedKeyException(
                    ManagedKeyException.Reason.UNSUPPORTED,
                    "the token does not tell the public half of key '"
                        + name()
                        + "', and there is no certificate of it"));
  }

  @Override
  public KeyGuard guard() {
    return now().guard;
  }

  @Override
  public KeySource forNewWork(KeyUsage use) throws InvalidKeyException {
    guard().requireNewWork(use);
    return this;
  }

  @Override
  public List<KeySource> forOldWork(KeyUsage use) throws InvalidKeyException {
    guard().requireOldWork(use);
    return List.of(this);
  }

  @Override
  public KeySource toBeWrapped() throws InvalidKeyException {
    guard().requireUsable();
    return this;
  }

  @Override
  public KeySource as(PolicyOperation operation) {
    FixedKeySource now = now();
    return new FixedKeySource(tokenKey, now.guard.asking(operation), now.alias, now.version);
  }

  @Override
  public AuditedKey audited() {
    FixedKeySource now = now();
    AuditedKey known = now.audited;
    if (known == null) {
      String name = now.version == 0 ? tokenKey.attributes().label() : now.alias;
      known = new AuditedKey(name, now.version, tokenKey.attributes().id().toString());
      now.audited = known;
    }
    return known;
  }

  @Override
  public String name() {
    FixedKeySource now = now();
    return now.version == 0 ? tokenKey.attributes().label() : KeyNames.of(now.alias, now.version);
  }

  @Override
  public int versionNumber() {
    return now().version;
  }

  @Override
  public Optional<KeySource> version(int number) {
    int own = versionNumber();
    if (own == 0) {
      return Optional.empty();
    }
    if (number != own) {
      throw new ManagedKeyException(
          ManagedKeyException.Reason.UNSUPPORTED,
          "'" + name() + "' does the work of this version only, and not of version " + number);
    }
    return Optional.of(this);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof FixedKeySource that
        && tokenKey.equals(that.tokenKey)
        && versionNumber() == that.versionNumber();
  }

  @Override
  public int hashCode() {
    return tokenKey.hashCode();
  }
}
