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
import org.turnlock.keys.ManagedKeyException;
import org.turnlock.keys.ManagedKeyInfo;
import org.turnlock.keys.ManagedKeySpec;
import org.turnlock.keys.ManagedKeys;
import org.turnlock.keys.RepeatableInput;
import org.turnlock.keys.RotationReport;
import org.turnlock.keys.UseLimits;
import org.turnlock.operation.ActionAudit;
import org.turnlock.operation.ActionAudit.Notes;
import org.turnlock.policy.KeyPolicy;
import org.turnlock.policy.PolicyDecision;
import org.turnlock.policy.PolicyOperation;
import org.turnlock.token.TokenException;

/**
 * Managed keys whose administration is told, with what was before and after; what was refused too.
 * Their use is told where keys are used.
 */
public final class AuditedManagedKeys implements ManagedKeys {
  /** Why a key was rotated; a parameter of its record. */
  static final String REASON = "reason";

  private static final String BY_HAND = "by hand";

  private final ManagedKeys keys;
  private final ActionAudit audit;

  public AuditedManagedKeys(ManagedKeys keys, ActionAudit audit) {
    this.keys = keys;
    this.audit = audit;
  }

  /** A change of one key, or of one version of it. */
  @FunctionalInterface
  private interface Change<E extends Exception> {
    ManagedKeyInfo make() throws E;
  }

  /** A key as a whole. */
  private <E extends Exception> ManagedKeyInfo changed(
      AuditAction action, String alias, Change<E> change) throws E {
    return audit.told(
        action,
        AuditedKey.named(alias),
        notes -> {
          ManagedKeyInfo before = before(notes, alias);
          ManagedKeyInfo after = change.make();
          KeyDifference.note(notes, before, after);
          return after;
        });
  }

  /** One version. */
  private <E extends Exception> ManagedKeyInfo changed(
      AuditAction action, String alias, int version, Change<E> change) throws E {
    return audit.told(
        action,
        new AuditedKey(alias, version, ""),
        notes -> {
          ManagedKeyInfo before = before(notes, alias);
          about(notes, alias, before, version);
          ManagedKeyInfo after = change.make();
          KeyDifference.note(notes, before, after);
          KeyDifference.noteVersion(notes, before, after, version);
          return after;
        });
  }

  /** A change that gives the key another current version: the record is about that one. */
  private <E extends Exception> ManagedKeyInfo renewed(
      AuditAction action, String alias, String reason, Change<E> change) throws E {
    return audit.told(
        action,
        AuditedKey.named(alias),
        notes -> {
          if (!reason.isEmpty()) {
            notes.say(REASON, reason);
          }
          ManagedKeyInfo before = before(notes, alias);
          ManagedKeyInfo after = change.make();
          about(notes, alias, after, after.current());
          KeyDifference.note(notes, before, after);
          return after;
        });
  }

  private static void about(Notes notes, String alias, ManagedKeyInfo info, int version) {
    String id = info == null ? "" : info.version(version).map(KeyVersion::id).orElse("");
    notes.about(new AuditedKey(alias, version, id));
  }

  /** Null if it is not to be had: that is for the change itself to say. */
  private ManagedKeyInfo before(Notes notes, String alias) {
    if (!notes.areRead()) {
      return null;
    }
    try {
      return keys.find(alias).orElse(null);
    } catch (ManagedKeyException | TokenException e) {
      return null;
    }
  }

  private <E extends Exception> ManagedKeyInfo made(
      AuditAction action, ManagedKeySpec spec, Change<E> change) throws E {
    return audit.told(
        action,
        AuditedKey.named(spec.alias()),
        notes -> {
          ManagedKeyInfo made = change.make();
          notes.say("kind", made.kind());
          notes.say("usages", made.usages().stream().sorted().toList());
          about(notes, made.alias(), made, made.current());
          KeyDifference.note(notes, null, made);
          return made;
        });
  }

  private <T, E extends Exception> T read(
      AuditAction action, AuditedKey key, String what, ActionAudit.Action<T, E> reading) throws E {
    return audit.told(
        action,
        key,
        notes -> {
          if (!what.isEmpty()) {
            notes.say("what", what);
          }
          return reading.with(notes);
        });
  }

  @Override
  public void check(ManagedKeySpec spec) {
    keys.check(spec);
  }

  @Override
  public ManagedKeyInfo create(ManagedKeySpec spec) {
    return made(AuditAction.CREATE_KEY, spec, () -> keys.create(spec));
  }

  @Override
  public ManagedKeyInfo create(ManagedKeySpec spec, Key software, List<X509Certificate> chain)
      throws InvalidKeyException {
    return made(AuditAction.IMPORT_KEY, spec, () -> keys.create(spec, software, chain));
  }

  @Override
  public ManagedKeyInfo createFromWrapped(
      ManagedKeySpec spec, byte[] wrapped, String rsaKey, String hash) throws InvalidKeyException {
    return made(
        AuditAction.IMPORT_KEY, spec, () -> keys.createFromWrapped(spec, wrapped, rsaKey, hash));
  }

  @Override
  public ManagedKeyInfo adopt(Key tokenKey, ManagedKeySpec spec) throws InvalidKeyException {
    return made(AuditAction.ADOPT_KEY, spec, () -> keys.adopt(tokenKey, spec));
  }

  @Override
  public Optional<ManagedKeyInfo> find(String alias) {
    return read(
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
    return read(
        AuditAction.DESCRIBE_KEY, AuditedKey.named(alias), "", notes -> keys.describe(alias));
  }

  @Override
  public List<ManagedKeyInfo> list() {
    return read(
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
    return renewed(
        AuditAction.ROTATE_KEY, alias, reason, () -> keys.rotate(alias, expectedCurrent));
  }

  @Override
  public ManagedKeyInfo rotate(String alias, int expectedCurrent, CertificateIssuer issuer) {
    return renewed(
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
          about(notes, alias, after, prepared.number());
          return after;
        });
  }

  @Override
  public ManagedKeyInfo activateVersion(String alias, int version, List<X509Certificate> chain) {
    return changed(
        AuditAction.ACTIVATE_VERSION,
        alias,
        version,
        () -> keys.activateVersion(alias, version, chain));
  }

  @Override
  public byte[] certificateRequest(String alias, int version) {
    return read(
        AuditAction.REQUEST_CERTIFICATE,
        new AuditedKey(alias, version, ""),
        "",
        notes -> keys.certificateRequest(alias, version));
  }

  @Override
  public byte[] certificateRequest(
      String alias, int version, X500Principal subject, List<String> hostNames) {
    return read(
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
    return read(
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
    return changed(AuditAction.ENABLE_KEY, alias, () -> keys.enable(alias));
  }

  @Override
  public ManagedKeyInfo disable(String alias) {
    return changed(AuditAction.DISABLE_KEY, alias, () -> keys.disable(alias));
  }

  @Override
  public ManagedKeyInfo enableVersion(String alias, int version) {
    return changed(
        AuditAction.ENABLE_VERSION, alias, version, () -> keys.enableVersion(alias, version));
  }

  @Override
  public ManagedKeyInfo disableVersion(String alias, int version) {
    return changed(
        AuditAction.DISABLE_VERSION, alias, version, () -> keys.disableVersion(alias, version));
  }

  @Override
  public ManagedKeyInfo destroyVersion(String alias, int version) {
    return changed(
        AuditAction.DESTROY_VERSION, alias, version, () -> keys.destroyVersion(alias, version));
  }

  @Override
  public ManagedKeyInfo setFloor(String alias, int version) {
    return changed(AuditAction.SET_FLOOR, alias, () -> keys.setFloor(alias, version));
  }

  @Override
  public ManagedKeyInfo scheduleDeletion(String alias, int days) {
    return changed(AuditAction.SCHEDULE_DELETION, alias, () -> keys.scheduleDeletion(alias, days));
  }

  @Override
  public ManagedKeyInfo cancelDeletion(String alias) {
    return changed(AuditAction.CANCEL_DELETION, alias, () -> keys.cancelDeletion(alias));
  }

  @Override
  public ManagedKeyInfo importVersion(String alias, int expectedCurrent, Key software)
      throws InvalidKeyException {
    return renewed(
        AuditAction.IMPORT_VERSION,
        alias,
        "",
        () -> keys.importVersion(alias, expectedCurrent, software));
  }

  @Override
  public ManagedKeyInfo importVersion(
      String alias, int expectedCurrent, Key software, List<X509Certificate> chain)
      throws InvalidKeyException {
    return renewed(
        AuditAction.IMPORT_VERSION,
        alias,
        "",
        () -> keys.importVersion(alias, expectedCurrent, software, chain));
  }

  @Override
  public ManagedKeyInfo importWrappedVersion(
      String alias, int expectedCurrent, byte[] wrapped, String rsaKey, String hash)
      throws InvalidKeyException {
    return renewed(
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
    return changed(AuditAction.UPDATE_KEY, alias, () -> keys.setRotationPeriod(alias, period));
  }

  @Override
  public ManagedKeyInfo setLimits(String alias, UseLimits limits) {
    return changed(AuditAction.UPDATE_KEY, alias, () -> keys.setLimits(alias, limits));
  }

  @Override
  public ManagedKeyInfo setDescription(String alias, String description) {
    return changed(AuditAction.UPDATE_KEY, alias, () -> keys.setDescription(alias, description));
  }

  @Override
  public ManagedKeyInfo setTags(String alias, Map<String, String> tags) {
    return changed(AuditAction.UPDATE_KEY, alias, () -> keys.setTags(alias, tags));
  }

  @Override
  public KeyPolicy policy(String alias) {
    return read(
        AuditAction.DESCRIBE_KEY, AuditedKey.named(alias), "policy", notes -> keys.policy(alias));
  }

  @Override
  public ManagedKeyInfo setPolicy(String alias, KeyPolicy policy) {
    return permitted(alias, policy, () -> keys.setPolicy(alias, policy));
  }

  @Override
  public ManagedKeyInfo setUnchangeablePolicy(String alias, KeyPolicy policy) {
    return permitted(alias, policy, () -> keys.setUnchangeablePolicy(alias, policy));
  }

  private ManagedKeyInfo permitted(
      String alias, KeyPolicy policy, Change<RuntimeException> change) {
    return audit.told(
        AuditAction.PUT_KEY_POLICY,
        AuditedKey.named(alias),
        notes -> {
          notes.say("newPolicy", policy);
          if (notes.areRead()) {
            notes.say("previousPolicy", policyBefore(alias));
          }
          return change.make();
        });
  }

  private String policyBefore(String alias) {
    try {
      return keys.policy(alias).toString();
    } catch (ManagedKeyException | TokenException e) {
      return "not told: " + e.getMessage();
    }
  }

  /** A question, and nothing that would have to be told; that it was refused is. */
  @Override
  public PolicyDecision mayUse(
      String alias, String principal, PolicyOperation operation, Map<String, String> context) {
    return read(
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
    return read(
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
