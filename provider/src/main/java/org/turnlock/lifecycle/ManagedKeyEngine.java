// SPDX-License-Identifier: Apache-2.0
package org.turnlock.lifecycle;

import java.security.InvalidKeyException;
import java.security.Key;
import java.security.Provider;
import java.security.PublicKey;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javax.crypto.AEADBadTagException;
import javax.security.auth.x500.X500Principal;
import org.turnlock.keys.*;
import org.turnlock.keys.directory.ManagedKeyDirectory;
import org.turnlock.keys.record.RecordStore;

/** The life of a token's managed keys: each change of a record under its lease. Thread-safe. */
public final class ManagedKeyEngine implements ManagedKeys {
  private final RecordStore records;
  private final ManagedKeyDirectory directory;
  private final Provider provider;
  private final Clock clock;

  /**
   * @param provider does what needs an algorithm of the JCA
   */
  public ManagedKeyEngine(
      RecordStore records, ManagedKeyDirectory directory, Provider provider, Clock clock) {
    this.records = records;
    this.directory = directory;
    this.provider = provider;
    this.clock = clock;
  }

  @Override
  public ManagedKeyInfo create(ManagedKeySpec spec) {
    throw new UnsupportedOperationException();
  }

  @Override
  public ManagedKeyInfo adopt(Key tokenKey, ManagedKeySpec spec) throws InvalidKeyException {
    throw new UnsupportedOperationException();
  }

  @Override
  public Optional<ManagedKeyInfo> find(String alias) {
    throw new UnsupportedOperationException();
  }

  @Override
  public ManagedKeyInfo describe(String alias) {
    throw new UnsupportedOperationException();
  }

  @Override
  public List<ManagedKeyInfo> list() {
    throw new UnsupportedOperationException();
  }

  @Override
  public ManagedKeyInfo rotate(String alias, int expectedCurrent) {
    throw new UnsupportedOperationException();
  }

  @Override
  public ManagedKeyInfo rotate(String alias, int expectedCurrent, CertificateIssuer issuer) {
    throw new UnsupportedOperationException();
  }

  @Override
  public RotationReport rotateDue() {
    throw new UnsupportedOperationException();
  }

  @Override
  public ManagedKeyInfo enable(String alias) {
    throw new UnsupportedOperationException();
  }

  @Override
  public ManagedKeyInfo disable(String alias) {
    throw new UnsupportedOperationException();
  }

  @Override
  public ManagedKeyInfo enableVersion(String alias, int version) {
    throw new UnsupportedOperationException();
  }

  @Override
  public ManagedKeyInfo disableVersion(String alias, int version) {
    throw new UnsupportedOperationException();
  }

  @Override
  public ManagedKeyInfo destroyVersion(String alias, int version) {
    throw new UnsupportedOperationException();
  }

  @Override
  public ManagedKeyInfo setFloor(String alias, int version) {
    throw new UnsupportedOperationException();
  }

  @Override
  public ManagedKeyInfo scheduleDeletion(String alias, int days) {
    throw new UnsupportedOperationException();
  }

  @Override
  public ManagedKeyInfo cancelDeletion(String alias) {
    throw new UnsupportedOperationException();
  }

  @Override
  public ManagedKeyInfo importVersion(String alias, int expectedCurrent, Key software)
      throws InvalidKeyException {
    throw new UnsupportedOperationException();
  }

  @Override
  public ManagedKeyInfo importWrappedVersion(
      String alias, int expectedCurrent, byte[] wrapped, String rsaKey, String hash)
      throws InvalidKeyException {
    throw new UnsupportedOperationException();
  }

  @Override
  public byte[] reencrypt(byte[] sealed, String alias, String to, byte[] aad)
      throws AEADBadTagException, InvalidKeyException {
    throw new UnsupportedOperationException();
  }

  @Override
  public ManagedKeyInfo setRotationPeriod(String alias, Optional<Duration> period) {
    throw new UnsupportedOperationException();
  }

  @Override
  public ManagedKeyInfo setLimits(String alias, UseLimits limits) {
    throw new UnsupportedOperationException();
  }

  @Override
  public ManagedKeyInfo setDescription(String alias, String description) {
    throw new UnsupportedOperationException();
  }

  @Override
  public ManagedKeyInfo setTags(String alias, Map<String, String> tags) {
    throw new UnsupportedOperationException();
  }

  @Override
  public PublicKey publicKey(String alias, int version) {
    throw new UnsupportedOperationException();
  }

  @Override
  public byte[] certificateRequest(
      String alias, int version, X500Principal subject, String signatureAlgorithm)
      throws InvalidKeyException {
    throw new UnsupportedOperationException();
  }

  @Override
  public Optional<Integer> verifyMac(String alias, String macAlgorithm, byte[] data, byte[] mac)
      throws InvalidKeyException {
    throw new UnsupportedOperationException();
  }
}
