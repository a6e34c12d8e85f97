// SPDX-License-Identifier: Apache-2.0
package org.turnlock.keys.directory;

import java.security.InvalidKeyException;
import java.security.Key;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.turnlock.keys.FixedKeySource;
import org.turnlock.keys.KeyGuard;
import org.turnlock.keys.KeySource;
import org.turnlock.keys.TokenPrivateKey;
import org.turnlock.keys.record.ManagedKeyRecord;
import org.turnlock.policy.PolicyOperation;
import org.turnlock.token.KeyUsage;

/**
 * A managed key pair for protocols that show a certificate first and sign afterwards. A version
 * that was current when the certificate was chosen may sign for a minute more: a rotation in
 * between must not make the handshake fail. Thread-safe.
 */
public final class HandshakeKeys {
  private static final long GRACE_NANOS = 60_000_000_000L;

  private final LiveKey key;

  /** When which version was given out as the current one. */
  private final Map<Integer, Long> chosen = new ConcurrentHashMap<>();

  private HandshakeKeys(LiveKey key) {
    this.key = key;
  }

  /**
   * A version with what belongs to it.
   *
   * @param chain its certificate, then the issuers
   */
  public record Credential(int version, PrivateKey key, List<X509Certificate> chain) {}

  /** The versions behind a rotation-aware private key; empty for all other keys. */
  public static Optional<HandshakeKeys> of(Key key) {
    return key instanceof TokenPrivateKey own && own.source() instanceof ManagedKeySource source
        ? Optional.of(new HandshakeKeys(source.liveKey()))
        : Optional.empty();
  }

  /** Whether it is the same managed key as {@code other}'s. */
  public boolean isSameKey(HandshakeKeys other) {
    return key == other.key;
  }

  /**
   * The current version, or its successor if it is spent; empty if it has no certificate.
   *
   * @throws org.turnlock.keys.ManagedKeyException if the key may not sign now, for this caller
   */
  public Optional<Credential> current() {
    SeenRecord seen = key.live().required();
    KeyStates.requireUsable(seen.record());
    key.permissions().require(key, PolicyOperation.SIGN);
    if (key.chain(seen.record().current()).isEmpty()) {
      return Optional.empty();
    }
    int number = key.forNewWork(seen).versionNumber();
    Optional<Credential> credential = credential(key.required(), number);
    credential.ifPresent(it -> chosen.put(it.version(), System.nanoTime()));
    return credential;
  }

  /**
   * One version; empty if there never was such a version, or it has no certificate.
   *
   * @throws org.turnlock.keys.ManagedKeyException if the version is destroyed or lost
   */
  public Optional<Credential> version(int number) {
    return key.version(number).isEmpty() ? Optional.empty() : credential(key.required(), number);
  }

  private Optional<Credential> credential(ManagedKeyRecord record, int number) {
    List<X509Certificate> chain = key.chain(number);
    if (chain.isEmpty()) {
      return Optional.empty();
    }
    KeySource version = key.source(number);
    KeyGuard guard = new Grace(number, version.guard());
    FixedKeySource source = new FixedKeySource(version.tokenKey(), guard, record.alias(), number);
    try {
      PrivateKey signing = (PrivateKey) JcaForm.of(record, source);
      return Optional.of(new Credential(number, signing, chain));
    } catch (InvalidKeyException e) {
      return Optional.empty();
    }
  }

  private boolean isChosen(int number) {
    Long at = chosen.get(number);
    return at != null && System.nanoTime() - at < GRACE_NANOS;
  }

  /** Lets a version that was chosen a moment ago sign, if it may be used at all. */
  private final class Grace implements KeyGuard {
    private final int number;
    private final KeyGuard guard;

    Grace(int number, KeyGuard guard) {
      this.number = number;
      this.guard = guard;
    }

    @Override
    public void requireNewWork(KeyUsage use) throws InvalidKeyException {
      if (use == KeyUsage.SIGN && isChosen(number)) {
        guard.requireOldWork(use);
      } else {
        guard.requireNewWork(use);
      }
    }

    @Override
    public void requireOldWork(KeyUsage use) throws InvalidKeyException {
      guard.requireOldWork(use);
    }

    @Override
    public void requireUsable() throws InvalidKeyException {
      guard.requireUsable();
    }

    @Override
    public void beforeLeaving() {
      guard.beforeLeaving();
    }

    @Override
    public void beforeMore(KeyUsage use) {
      guard.beforeMore(use);
    }

    @Override
    public void beforeUse(KeyUsage use, long bytes, byte[] aad) {
      guard.beforeUse(use, bytes, aad);
    }
  }
}
