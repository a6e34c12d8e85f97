// SPDX-License-Identifier: Apache-2.0
package org.turnlock.lifecycle;

import java.io.IOException;
import java.security.InvalidKeyException;
import java.security.Key;
import java.security.PublicKey;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javax.crypto.AEADBadTagException;
import javax.security.auth.x500.X500Principal;
import org.turnlock.keys.CertificateIssuer;
import org.turnlock.keys.DataKey;
import org.turnlock.keys.ManagedKeyInfo;
import org.turnlock.keys.ManagedKeySpec;
import org.turnlock.keys.ManagedKeys;
import org.turnlock.keys.RepeatableInput;
import org.turnlock.keys.RotationReport;
import org.turnlock.keys.UseLimits;
import org.turnlock.keys.directory.ManagedKeyDirectory;
import org.turnlock.policy.KeyPolicy;
import org.turnlock.policy.PolicyDecision;
import org.turnlock.policy.PolicyOperation;

/**
 * The life of managed keys as programs have it: each operation is asked of the key's policy. Uses
 * of keys are not, as the keys themselves ask at each use; nor is making keys, which have no policy
 * before, nor what is due, which the keys' own schedules say. Thread-safe.
 */
final class PermittedKeys implements ManagedKeys {
  private final ManagedKeys keys;
  private final PolicyGate gate;
  private final ManagedKeyDirectory directory;

  PermittedKeys(ManagedKeys keys, PolicyGate gate, ManagedKeyDirectory directory) {
    this.keys = keys;
    this.gate = gate;
    this.directory = directory;
  }

  @Override
  public void check(ManagedKeySpec spec) {
    keys.check(spec);
  }

  @Override
  public ManagedKeyInfo create(ManagedKeySpec spec) {
    return keys.create(spec);
  }

  @Override
  public ManagedKeyInfo create(ManagedKeySpec spec, Key software, List<X509Certificate> chain)
      throws InvalidKeyException {
    return keys.create(spec, software, chain);
  }

  @Override
  public ManagedKeyInfo createFromWrapped(
      ManagedKeySpec spec, byte[] wrapped, String rsaKey, String hash) throws InvalidKeyException {
    return keys.createFromWrapped(spec, wrapped, rsaKey, hash);
  }

  @Override
  public ManagedKeyInfo adopt(Key tokenKey, ManagedKeySpec spec) throws InvalidKeyException {
    return keys.adopt(tokenKey, spec);
  }

  @Override
  public Optional<ManagedKeyInfo> find(String alias) {
    return gate.permitted(alias, PolicyOperation.DESCRIBE, () -> keys.find(alias));
  }

  @Override
  public ManagedKeyInfo describe(String alias) {
    return gate.permitted(alias, PolicyOperation.DESCRIBE, () -> keys.describe(alias));
  }

  @Override
  public List<ManagedKeyInfo> list() {
    return keys.list().stream()
        .filter(key -> directory.allows(key.alias(), PolicyOperation.DESCRIBE))
        .toList();
  }

  @Override
  public ManagedKeyInfo rotate(String alias, int expectedCurrent) {
    return gate.permitted(alias, PolicyOperation.ROTATE, () -> keys.rotate(alias, expectedCurrent));
  }

  @Override
  public ManagedKeyInfo rotate(String alias, int expectedCurrent, CertificateIssuer issuer) {
    return gate.permitted(
        alias, PolicyOperation.ROTATE, () -> keys.rotate(alias, expectedCurrent, issuer));
  }

  @Override
  public void setCertificateIssuer(CertificateIssuer issuer) {
    keys.setCertificateIssuer(issuer);
  }

  @Override
  public ManagedKeyInfo prepareVersion(String alias, int expectedCurrent) {
    return gate.permitted(
        alias, PolicyOperation.ROTATE, () -> keys.prepareVersion(alias, expectedCurrent));
  }

  @Override
  public ManagedKeyInfo activateVersion(String alias, int version, List<X509Certificate> chain) {
    return gate.permitted(
        alias, PolicyOperation.ROTATE, () -> keys.activateVersion(alias, version, chain));
  }

  @Override
  public byte[] certificateRequest(String alias, int version) {
    return gate.permitted(
        alias, PolicyOperation.CERTIFY, () -> keys.certificateRequest(alias, version));
  }

  @Override
  public byte[] certificateRequest(
      String alias, int version, X500Principal subject, List<String> hostNames) {
    return gate.permitted(
        alias,
        PolicyOperation.CERTIFY,
        () -> keys.certificateRequest(alias, version, subject, hostNames));
  }

  @Override
  public List<X509Certificate> certificateChain(String alias, int version) {
    return gate.permitted(
        alias, PolicyOperation.DESCRIBE, () -> keys.certificateChain(alias, version));
  }

  @Override
  public ManagedKeyInfo setCertificateChain(
      String alias, int version, List<X509Certificate> chain) {
    return gate.permitted(
        alias, PolicyOperation.CERTIFY, () -> keys.setCertificateChain(alias, version, chain));
  }

  @Override
  public RotationReport rotateDue() {
    return keys.rotateDue();
  }

  @Override
  public ManagedKeyInfo enable(String alias) {
    return gate.permitted(alias, PolicyOperation.ENABLE, () -> keys.enable(alias));
  }

  @Override
  public ManagedKeyInfo disable(String alias) {
    return gate.permitted(alias, PolicyOperation.DISABLE, () -> keys.disable(alias));
  }

  @Override
  public ManagedKeyInfo enableVersion(String alias, int version) {
    return gate.permitted(alias, PolicyOperation.ENABLE, () -> keys.enableVersion(alias, version));
  }

  @Override
  public ManagedKeyInfo disableVersion(String alias, int version) {
    return gate.permitted(
        alias, PolicyOperation.DISABLE, () -> keys.disableVersion(alias, version));
  }

  @Override
  public ManagedKeyInfo destroyVersion(String alias, int version) {
    return gate.permitted(
        alias, PolicyOperation.DESTROY_VERSION, () -> keys.destroyVersion(alias, version));
  }

  @Override
  public ManagedKeyInfo setFloor(String alias, int version) {
    return gate.permitted(alias, PolicyOperation.SET_FLOOR, () -> keys.setFloor(alias, version));
  }

  @Override
  public ManagedKeyInfo scheduleDeletion(String alias, int days) {
    return gate.permitted(alias, PolicyOperation.DELETE, () -> keys.scheduleDeletion(alias, days));
  }

  @Override
  public ManagedKeyInfo cancelDeletion(String alias) {
    return gate.permitted(alias, PolicyOperation.DELETE, () -> keys.cancelDeletion(alias));
  }

  @Override
  public ManagedKeyInfo importVersion(String alias, int expectedCurrent, Key software)
      throws InvalidKeyException {
    return gate.permitted(
        alias, PolicyOperation.IMPORT, () -> keys.importVersion(alias, expectedCurrent, software));
  }

  @Override
  public ManagedKeyInfo importVersion(
      String alias, int expectedCurrent, Key software, List<X509Certificate> chain)
      throws InvalidKeyException {
    return gate.permitted(
        alias,
        PolicyOperation.IMPORT,
        () -> keys.importVersion(alias, expectedCurrent, software, chain));
  }

  @Override
  public ManagedKeyInfo importWrappedVersion(
      String alias, int expectedCurrent, byte[] wrapped, String rsaKey, String hash)
      throws InvalidKeyException {
    return gate.permitted(
        alias,
        PolicyOperation.IMPORT,
        () -> keys.importWrappedVersion(alias, expectedCurrent, wrapped, rsaKey, hash));
  }

  @Override
  public byte[] reencrypt(byte[] sealed, String alias, String to, byte[] aad)
      throws AEADBadTagException, InvalidKeyException {
    return keys.reencrypt(sealed, alias, to, aad);
  }

  @Override
  public DataKey generateDataKey(String alias, int bytes, byte[] aad) throws InvalidKeyException {
    return keys.generateDataKey(alias, bytes, aad);
  }

  @Override
  public ManagedKeyInfo setRotationPeriod(String alias, Optional<Duration> period) {
    return gate.permitted(
        alias, PolicyOperation.UPDATE, () -> keys.setRotationPeriod(alias, period));
  }

  @Override
  public ManagedKeyInfo setLimits(String alias, UseLimits limits) {
    return gate.permitted(alias, PolicyOperation.UPDATE, () -> keys.setLimits(alias, limits));
  }

  @Override
  public ManagedKeyInfo setDescription(String alias, String description) {
    return gate.permitted(
        alias, PolicyOperation.UPDATE, () -> keys.setDescription(alias, description));
  }

  @Override
  public ManagedKeyInfo setTags(String alias, Map<String, String> tags) {
    return gate.permitted(alias, PolicyOperation.UPDATE, () -> keys.setTags(alias, tags));
  }

  @Override
  public KeyPolicy policy(String alias) {
    return gate.permitted(alias, PolicyOperation.DESCRIBE, () -> keys.policy(alias));
  }

  @Override
  public ManagedKeyInfo setPolicy(String alias, KeyPolicy policy) {
    return gate.permitted(
        alias, PolicyOperation.CHANGE_POLICY, () -> keys.setPolicy(alias, policy));
  }

  @Override
  public ManagedKeyInfo setUnchangeablePolicy(String alias, KeyPolicy policy) {
    return gate.permitted(
        alias, PolicyOperation.CHANGE_POLICY, () -> keys.setUnchangeablePolicy(alias, policy));
  }

  @Override
  public PolicyDecision mayUse(
      String alias, String principal, PolicyOperation operation, Map<String, String> context) {
    return gate.permitted(
        alias, PolicyOperation.DESCRIBE, () -> keys.mayUse(alias, principal, operation, context));
  }

  @Override
  public PublicKey publicKey(String alias, int version) {
    return gate.permitted(alias, PolicyOperation.DESCRIBE, () -> keys.publicKey(alias, version));
  }

  @Override
  public Optional<Integer> verifyMac(String alias, String macAlgorithm, byte[] data, byte[] mac)
      throws InvalidKeyException {
    return keys.verifyMac(alias, macAlgorithm, data, mac);
  }

  @Override
  public Optional<Integer> verify(
      String name, String algorithm, RepeatableInput data, byte[] signature)
      throws InvalidKeyException, IOException {
    return keys.verify(name, algorithm, data, signature);
  }

  @Override
  public Key key(String name) throws InvalidKeyException {
    return keys.key(name);
  }
}
