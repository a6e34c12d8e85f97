// SPDX-License-Identifier: Apache-2.0
package org.turnlock.keys;

import java.security.InvalidKeyException;
import java.security.PublicKey;
import java.util.List;
import java.util.Optional;
import org.turnlock.audit.AuditedKey;
import org.turnlock.token.KeyUsage;
import org.turnlock.token.TokenKey;

/**
 * Another source, seen in a way of its own: what a subclass does not change is the other's. {@link
 * KeySource#as} gives the same view for every operation.
 */
public abstract class ForwardingSource implements KeySource {
  private final KeySource source;

  protected ForwardingSource(KeySource source) {
    this.source = source;
  }

  /** What is seen. */
  protected final KeySource source() {
    return source;
  }

  @Override
  public TokenKey tokenKey() {
    return source.tokenKey();
  }

  @Override
  public PublicKey publicKey() {
    return source.publicKey();
  }

  @Override
  public KeyGuard guard() {
    return source.guard();
  }

  @Override
  public KeySource forNewWork(KeyUsage use) throws InvalidKeyException {
    return source.forNewWork(use);
  }

  @Override
  public List<KeySource> forOldWork(KeyUsage use) throws InvalidKeyException {
    return source.forOldWork(use);
  }

  @Override
  public KeySource toBeWrapped() throws InvalidKeyException {
    return source.toBeWrapped();
  }

  @Override
  public List<KeySource> notTried(KeyUsage use, List<KeySource> tried) throws InvalidKeyException {
    return source.notTried(use, tried);
  }

  @Override
  public void worked(KeySource version) {
    source.worked(version);
  }

  @Override
  public int versionNumber() {
    return source.versionNumber();
  }

  @Override
  public Optional<KeySource> version(int number) {
    return source.version(number);
  }

  @Override
  public boolean isForVerifying() {
    return source.isForVerifying();
  }

  @Override
  public AuditedKey audited() {
    return source.audited();
  }

  @Override
  public String name() {
    return source.name();
  }

  @Override
  public final boolean equals(Object other) {
    return other != null
        && other.getClass() == getClass()
        && ((ForwardingSource) other).source.equals(source);
  }

  @Override
  public final int hashCode() {
    return 31 * getClass().hashCode() + source.hashCode();
  }
}
