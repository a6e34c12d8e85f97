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
import org.turnlock.audit.AuditAction;
import org.turnlock.audit.AuditedKey;
import org.turnlock.keys.CertificateIssuer;
import org.turnlock.keys.DataKey;
import org.turnlock.keys.KeyVersion;
import org.turnlock.keys.ManagedKeyInfo;
import org.turnlock.keys.ManagedKeySpec;
import org.turnlock.keys.ManagedKeys;
import org.turnlock.keys.RepeatableInput;
import org.turnlock.keys.RotationReport;
import org.turnlock.keys.UseLimits;
import org.turnlock.operation.ActionAudit;
import org.turnlock.policy.KeyPolicy;
import org.turnlock.policy.PolicyDecision;
import org.turnlock.policy.PolicyOperation;

/**
 * Managed keys whose administration is told, with what was before and after; what was refused too.
 * Their use is told where keys are used.
 */
public final class AuditedManagedKeys implements ManagedKeys {
  private static final String BY_HAND = "by hand";

  private final ManagedKeys keys;
  private final ActionAudit audit;
  private final ToldChanges changes;

  public AuditedManagedKeys(ManagedKeys keys, ActionAudit audit) {
    this.keys = keys;
    this.audit = audit;
    this.changes = new ToldChanges(keys, audit);
  }

  @Override
  public void check(ManagedKeySpec spec) {
    keys.check(spec);
  }

  @Override
  public ManagedKeyInfo create(ManagedKeySpec spec) {
    return changes.made(AuditAction.CREATE_KEY, spec, () -> keys.create(spec));
  }

  @Override
  public ManagedKeyInfo create(ManagedKeySpec spec, Key software, List<X509Certificate> chain)
      throws InvalidKeyException {
    return changes.made(AuditAction.IMPORT_KEY, spec, () -> keys.create(spec, software, chain));
  }

  @Override
  public ManagedKeyInfo createFromWrapped(
      ManagedKeySpec spec, byte[] wrapped, String rsaKey, String hash) throws InvalidKeyException {
    return changes.made(
        AuditAction.IMPORT_KEY, spec, () -> keys.createFromWrapped(spec, wrapped, rsaKey, hash));
  }

  @Override
  public ManagedKeyInfo adopt(Key tokenKey, ManagedKeySpec spec) throws InvalidKeyException {
    return changes.made(AuditAction.ADOPT_KEY, spec, () -> keys.adopt(tokenKey, spec));
  }

  @Override
  public Optional<ManagedKeyInfo> find(String alias) {
    return changes.read(
        AuditAction.DESCRIBE_KEY,
        AuditedKey.named(alias),
        "",
        notes -> {
          Optional<ManagedKeyInfo> found = keys.find(alias);
          notes.say("found", found.isPresent());
          return found;
        });
  }

  @Override
  public ManagedKeyInfo describe(String alias) {
    return changes.read(
        AuditAction.DESCRIBE_KEY, AuditedKey.named(alias), "", notes -> keys.describe(alias));
  }

  @Override
  public List<ManagedKeyInfo> list() {
    return changes.read(
        AuditAction.LIST_KEYS,
        null,
        "",
        notes -> {
          List<ManagedKeyInfo> all = keys.list();
          notes.say("count", all.size());
          return all;
        });
  }

  @Override
  public ManagedKeyInfo rotate(String alias, int expectedCurrent) {
    return rotate(alias, expectedCurrent, BY_HAND);
  }

  /** A rotation for a reason, for example {@code limit}. */
  public ManagedKeyInfo rotate(String alias, int expectedCurrent, String reason) {
    return changes.renewed(
        AuditAction.ROTATE_KEY, alias, reason, () -> keys.rotate(alias, expectedCurrent));
  }

  @Override
  public ManagedKeyInfo rotate(String alias, int expectedCurrent, CertificateIssuer issuer) {
    return changes.renewed(
        AuditAction.ROTATE_KEY, alias, BY_HAND, () -> keys.rotate(alias, expectedCurrent, issuer));
  }

  @Override
  public void setCertificateIssuer(CertificateIssuer issuer) {
    keys.setCertificateIssuer(issuer);
  }

  @Override
  public ManagedKeyInfo prepareVersion(String alias, int expectedCurrent) {
    return audit.told(
        AuditAction.PREPARE_VERSION,
        AuditedKey.named(alias),
        notes -> {
          ManagedKeyInfo after = keys.prepareVersion(alias, expectedCurrent);
          KeyVersion prepared = after.versions().get(after.versions().size() - 1);
          ToldChanges.about(notes, alias, after, prepared.number());
          return after;
        });
  }

  @Override
  public ManagedKeyInfo activateVersion(String alias, int version, List<X509Certificate> chain) {
    return changes.changed(
        AuditAction.ACTIVATE_VERSION,
        alias,
        version,
        () -> keys.activateVersion(alias, version, chain));
  }

  @Override
  public byte[] certificateRequest(String alias, int version) {
    return changes.read(
        AuditAction.REQUEST_CERTIFICATE,
        new AuditedKey(alias, version, ""),
        "",
        notes -> keys.certificateRequest(alias, version));
  }

  @Override
  public byte[] certificateRequest(
      String alias, int version, X500Principal subject, List<String> hostNames) {
    return changes.read(
        AuditAction.REQUEST_CERTIFICATE,
        new AuditedKey(alias, version, ""),
        "",
        notes -> {
          notes.say("subject", subject);
          notes.say("hostNames", hostNames);
          return keys.certificateRequest(alias, version, subject, hostNames);
        });
  }

  @Override
  public List<X509Certificate> certificateChain(String alias, int version) {
    return changes.read(
        AuditAction.DESCRIBE_KEY,
        new AuditedKey(alias, version, ""),
        "certificates",
        notes -> keys.certificateChain(alias, version));
  }

  @Override
  public ManagedKeyInfo setCertificateChain(
      String alias, int version, List<X509Certificate> chain) {
    return audit.told(
        AuditAction.SET_CERTIFICATE,
        new AuditedKey(alias, version, ""),
        notes -> {
          if (!chain.isEmpty()) {
            notes.say("serialNumber", chain.get(0).getSerialNumber());
            notes.say("notAfter", chain.get(0).getNotAfter().toInstant());
          }
          return keys.setCertificateChain(alias, version, chain);
        });
  }

  /** Each key that is due is told of by itself. */
  @Override
  public RotationReport rotateDue() {
    return keys.rotateDue();
  }

  @Override
  public ManagedKeyInfo enable(String alias) {
    return changes.changed(AuditAction.ENABLE_KEY, alias, () -> keys.enable(alias));
  }

  @Override
  public ManagedKeyInfo disable(String alias) {
    return changes.changed(AuditAction.DISABLE_KEY, alias, () -> keys.disable(alias));
  }

  @Override
  public ManagedKeyInfo enableVersion(String alias, int version) {
    return changes.changed(
        AuditAction.ENABLE_VERSION, alias, version, () -> keys.enableVersion(alias, version));
  }

  @Override
  public ManagedKeyInfo disableVersion(String alias, int version) {
    return changes.changed(
        AuditAction.DISABLE_VERSION, alias, version, () -> keys.disableVersion(alias, version));
  }

  @Override
  public ManagedKeyInfo destroyVersion(String alias, int version) {
    return changes.changed(
        AuditAction.DESTROY_VERSION, alias, version, () -> keys.destroyVersion(alias, version));
  }

  @Override
  public ManagedKeyInfo setFloor(String alias, int version) {
    return changes.changed(AuditAction.SET_FLOOR, alias, () -> keys.setFloor(alias, version));
  }

  @Override
  public ManagedKeyInfo scheduleDeletion(String alias, int days) {
    return changes.changed(
        AuditAction.SCHEDULE_DELETION, alias, () -> keys.scheduleDeletion(alias, days));
  }

  @Override
  public ManagedKeyInfo cancelDeletion(String alias) {
    return changes.changed(AuditAction.CANCEL_DELETION, alias, () -> keys.cancelDeletion(alias));
  }

  @Override
  public ManagedKeyInfo importVersion(String alias, int expectedCurrent, Key software)
      throws InvalidKeyException {
    return changes.renewed(
        AuditAction.IMPORT_VERSION,
        alias,
        "",
        () -> keys.importVersion(alias, expectedCurrent, software));
  }

  @Override
  public ManagedKeyInfo importVersion(
      String alias, int expectedCurrent, Key software, List<X509Certificate> chain)
      throws InvalidKeyException {
    return changes.renewed(
        AuditAction.IMPORT_VERSION,
        alias,
        "",
        () -> keys.importVersion(alias, expectedCurrent, software, chain));
  }

  @Override
  public ManagedKeyInfo importWrappedVersion(
      String alias, int expectedCurrent, byte[] wrapped, String rsaKey, String hash)
      throws InvalidKeyException {
    return changes.renewed(
        AuditAction.IMPORT_VERSION,
        alias,
        "",
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
    return changes.changed(
        AuditAction.UPDATE_KEY, alias, () -> keys.setRotationPeriod(alias, period));
  }

  @Override
  public ManagedKeyInfo setLimits(String alias, UseLimits limits) {
    return changes.changed(AuditAction.UPDATE_KEY, alias, () -> keys.setLimits(alias, limits));
  }

  @Override
  public ManagedKeyInfo setDescription(String alias, String description) {
    return changes.changed(
        AuditAction.UPDATE_KEY, alias, () -> keys.setDescription(alias, description));
  }

  @Override
  public ManagedKeyInfo setTags(String alias, Map<String, String> tags) {
    return changes.changed(AuditAction.UPDATE_KEY, alias, () -> keys.setTags(alias, tags));
  }

  @Override
  public KeyPolicy policy(String alias) {
    return changes.read(
        AuditAction.DESCRIBE_KEY, AuditedKey.named(alias), "policy", notes -> keys.policy(alias));
  }

  @Override
  public ManagedKeyInfo setPolicy(String alias, KeyPolicy policy) {
    return changes.permitted(alias, policy, () -> keys.setPolicy(alias, policy));
  }

  @Override
  public ManagedKeyInfo setUnchangeablePolicy(String alias, KeyPolicy policy) {
    return changes.permitted(alias, policy, () -> keys.setUnchangeablePolicy(alias, policy));
  }

  /** A question, and nothing that would have to be told; that it was refused is. */
  @Override
  public PolicyDecision mayUse(
      String alias, String principal, PolicyOperation operation, Map<String, String> context) {
    return changes.read(
        AuditAction.DESCRIBE_KEY,
        AuditedKey.named(alias),
        "mayUse",
        notes -> {
          PolicyDecision decision = keys.mayUse(alias, principal, operation, context);
          notes.nothing();
          return decision;
        });
  }

  @Override
  public PublicKey publicKey(String alias, int version) {
    return changes.read(
        AuditAction.GET_PUBLIC_KEY,
        new AuditedKey(alias, version, ""),
        "",
        notes -> keys.publicKey(alias, version));
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
