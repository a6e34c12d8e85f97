// SPDX-License-Identifier: Apache-2.0
package org.turnlock.lifecycle;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.security.InvalidKeyException;
import java.security.Key;
import java.security.Provider;
import java.security.PublicKey;
import java.security.cert.X509Certificate;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.UnaryOperator;
import javax.crypto.AEADBadTagException;
import javax.crypto.SecretKey;
import javax.security.auth.x500.X500Principal;
import org.turnlock.certificate.CertificateNames;
import org.turnlock.envelope.DataKeySealing;
import org.turnlock.envelope.Resealing;
import org.turnlock.envelope.SealedKey;
import org.turnlock.keys.CertificateIssuer;
import org.turnlock.keys.DataKey;
import org.turnlock.keys.KeyOrigin;
import org.turnlock.keys.ManagedKeyInfo;
import org.turnlock.keys.ManagedKeySpec;
import org.turnlock.keys.ManagedKeys;
import org.turnlock.keys.RepeatableInput;
import org.turnlock.keys.RotationReport;
import org.turnlock.keys.TokenBackedKey;
import org.turnlock.keys.UseLimits;
import org.turnlock.keys.directory.ManagedKeyDirectory;
import org.turnlock.keys.record.ManagedKeyRecord;
import org.turnlock.keys.record.PolicyCodec;
import org.turnlock.keys.record.RecordStore;
import org.turnlock.lifecycle.VersionAdding.Making;
import org.turnlock.operation.ActionAudit;
import org.turnlock.operation.KeyOperations;
import org.turnlock.operation.Witness;
import org.turnlock.policy.KeyPolicy;
import org.turnlock.policy.PolicyDecision;
import org.turnlock.policy.PolicyOperation;
import org.turnlock.token.KeyUsage;
import org.turnlock.token.TokenLogin;
import org.turnlock.token.TokenObjects;

/**
 * The life of a token's managed keys. What each operation does to a record is in {@link
 * KeyOperation}, {@link KeyTransitions} and {@link VersionTransitions}; how that reaches the token
 * in {@link RecordChanges} and {@link VersionAdding}. Thread-safe.
 */
public final class ManagedKeyEngine implements ManagedKeys, DueKeys {
  private final RecordStore store;
  private final ManagedKeyDirectory directory;
  private final Provider provider;
  private final Clock clock;
  private final PolicyGate gate;
  private final KeyPolicies policies;
  private final RecordChanges changes;
  private final VersionAdding versions;
  private final KeyCreation creation;
  private final KeyImports imports;
  private final UsableKeys usable;
  private final KeyReport report;
  private final Certification certification;
  private final Witness witness;
  private final KeyOperations operations;

  /**
   * @param provider has the token's ciphers and MACs
   * @param clock says when something is due
   */
  public ManagedKeyEngine(
      RecordStore store, ManagedKeyDirectory directory, Provider provider, Clock clock) {
    this(store, directory, provider, clock, Optional.empty());
  }

  /**
   * @param defaultPeriod the rotation period of new keys that say nothing of it
   */
  public ManagedKeyEngine(
      RecordStore store,
      ManagedKeyDirectory directory,
      Provider provider,
      Clock clock,
      Optional<Duration> defaultPeriod) {
    this(store, directory, provider, clock, defaultPeriod, Witness.NOBODY);
  }

  /**
   * @param witness is told of re-encryptions, and of what is done because it is due
   */
  public ManagedKeyEngine(
      RecordStore store,
      ManagedKeyDirectory directory,
      Provider provider,
      Clock clock,
      Optional<Duration> defaultPeriod,
      Witness witness) {
    this.witness = witness;
    this.operations = new KeyOperations(witness);
    this.store = store;
    this.directory = directory;
    this.provider = provider;
    this.clock = clock;
    this.gate = new PolicyGate(directory);
    this.policies = new KeyPolicies(directory::caller, clock);
    this.changes = new RecordChanges(store, directory, gate);
    this.versions = new VersionAdding(changes, directory.token(), clock);
    this.certification = new Certification(changes, versions, directory, provider, clock);
    this.creation =
        new KeyCreation(changes, versions, directory.token(), clock, policies, defaultPeriod);
    this.imports = new KeyImports(directory, provider, creation, versions, certification);
    this.usable = new UsableKeys(changes, directory, operations);
    this.report = new KeyReport(store);
  }

  /** The same for programs: who calls is held to the policies of the keys. */
  public ManagedKeys forCallers() {
    return new PermittedKeys(this, gate, directory);
  }

  private TokenObjects objects() {
    return directory.token().objects();
  }

  private ManagedKeyInfo change(String alias, UnaryOperator<ManagedKeyRecord> transition) {
    return report.changed(changes.change(alias, transition));
  }

  @Override
  public void check(ManagedKeySpec spec) {
    creation.check(spec);
    certification.first(spec);
  }

  @Override
  public ManagedKeyInfo create(ManagedKeySpec spec) {
    return report.changed(creation.create(spec, certification.first(spec)));
  }

  @Override
  public ManagedKeyInfo create(ManagedKeySpec spec, Key software, List<X509Certificate> chain)
      throws InvalidKeyException {
    return report.changed(imports.first(spec, software, chain));
  }

  @Override
  public ManagedKeyInfo createFromWrapped(
      ManagedKeySpec spec, byte[] wrapped, String rsaKey, String hash) throws InvalidKeyException {
    return report.changed(imports.first(spec, imports.wrapped(wrapped, rsaKey, hash)));
  }

  @Override
  public ManagedKeyInfo adopt(Key tokenKey, ManagedKeySpec spec) throws InvalidKeyException {
    Adoption adoption = new Adoption(store, changes, creation, directory.token(), clock);
    ManagedKeyRecord adopted = adoption.adopt(tokenKey, spec);
    directory.adopted(((TokenBackedKey) tokenKey).source(), adopted.alias(), adopted.current());
    return report.changed(adopted);
  }

  @Override
  public Optional<ManagedKeyInfo> find(String alias) {
    return changes.find(alias).map(report::of);
  }

  @Override
  public ManagedKeyInfo describe(String alias) {
    return report.of(changes.required(alias));
  }

  @Override
  public List<ManagedKeyInfo> list() {
    return report.of(
        store.all().stream().sorted(Comparator.comparing(ManagedKeyRecord::alias)).toList());
  }

  @Override
  public ManagedKeyInfo rotate(String alias, int expectedCurrent) {
    Optional<CertificateIssuer> issuer = certification.issuerFor(changes.required(alias));
    return issuer.isPresent()
        ? rotate(alias, expectedCurrent, issuer.get())
        : report.changed(
            versions.add(
                alias,
                record ->
                    certification
                        .signing()
                        .requireNoIssuer(VersionTransitions.rotatable(record, expectedCurrent)),
                new Making<RuntimeException>(
                    KeyOrigin.GENERATED,
                    new GeneratedMaterial(directory.token()),
                    certification.signing()::certify)));
  }

  @Override
  public ManagedKeyInfo rotate(String alias, int expectedCurrent, CertificateIssuer issuer) {
    Objects.requireNonNull(issuer, "no issuer given");
    return report.changed(certification.issued().rotate(alias, expectedCurrent, issuer));
  }

  @Override
  public void setCertificateIssuer(CertificateIssuer issuer) {
    certification.setIssuer(issuer);
  }

  @Override
  public ManagedKeyInfo prepareVersion(String alias, int expectedCurrent) {
    return report.changed(certification.issued().prepare(alias, expectedCurrent));
  }

  @Override
  public ManagedKeyInfo activateVersion(String alias, int version, List<X509Certificate> chain) {
    return report.changed(certification.issued().activate(alias, version, chain));
  }

  @Override
  public byte[] certificateRequest(String alias, int version) {
    return certification.certificates().request(alias, version, Optional.empty());
  }

  @Override
  public byte[] certificateRequest(
      String alias, int version, X500Principal subject, List<String> hostNames) {
    CertificateNames names = CertificateNames.of(subject, hostNames);
    return certification.certificates().request(alias, version, Optional.of(names));
  }

  @Override
  public List<X509Certificate> certificateChain(String alias, int version) {
    return certification.certificates().chain(changes.required(alias), version);
  }

  @Override
  public ManagedKeyInfo setCertificateChain(
      String alias, int version, List<X509Certificate> chain) {
    return report.changed(certification.certificates().set(alias, version, chain));
  }

  @Override
  public RotationReport rotateDue() {
    return dueWork().run();
  }

  @Override
  public boolean isReachable() {
    TokenLogin login = directory.token().login();
    return !login.required() || login.loggedIn();
  }

  @Override
  public Optional<Instant> nextDue() {
    return dueWork().nextDue();
  }

  private DueWork dueWork() {
    return new DueWork(
        store,
        changes,
        versions,
        directory.token(),
        certification,
        clock,
        new ActionAudit(witness));
  }

  @Override
  public ManagedKeyInfo enable(String alias) {
    return change(alias, KeyTransitions::enable);
  }

  @Override
  public ManagedKeyInfo disable(String alias) {
    return change(alias, KeyTransitions::disable);
  }

  @Override
  public ManagedKeyInfo enableVersion(String alias, int version) {
    return change(alias, record -> VersionTransitions.enable(record, version));
  }

  @Override
  public ManagedKeyInfo disableVersion(String alias, int version) {
    return change(alias, record -> VersionTransitions.disable(record, version));
  }

  @Override
  public ManagedKeyInfo destroyVersion(String alias, int version) {
    return change(alias, record -> VersionTransitions.destroy(record, version));
  }

  @Override
  public ManagedKeyInfo setFloor(String alias, int version) {
    return change(alias, record -> VersionTransitions.floor(record, version));
  }

  @Override
  public ManagedKeyInfo scheduleDeletion(String alias, int days) {
    return change(alias, record -> KeyTransitions.scheduleDeletion(record, days, clock.instant()));
  }

  @Override
  public ManagedKeyInfo cancelDeletion(String alias) {
    return change(alias, KeyTransitions::cancelDeletion);
  }

  @Override
  public ManagedKeyInfo importVersion(String alias, int expectedCurrent, Key software)
      throws InvalidKeyException {
    return importVersion(alias, expectedCurrent, software, List.of());
  }

  @Override
  public ManagedKeyInfo importVersion(
      String alias, int expectedCurrent, Key software, List<X509Certificate> chain)
      throws InvalidKeyException {
    return report.changed(imports.next(alias, expectedCurrent, imports.plain(software), chain));
  }

  @Override
  public ManagedKeyInfo importWrappedVersion(
      String alias, int expectedCurrent, byte[] wrapped, String rsaKey, String hash)
      throws InvalidKeyException {
    WrappedMaterial material = imports.wrapped(wrapped, rsaKey, hash);
    return report.changed(imports.next(alias, expectedCurrent, material, List.of()));
  }

  @Override
  public ManagedKeyInfo setRotationPeriod(String alias, Optional<Duration> period) {
    return change(alias, record -> KeyTransitions.rotationPeriod(record, period, clock.instant()));
  }

  @Override
  public ManagedKeyInfo setLimits(String alias, UseLimits limits) {
    return change(alias, record -> KeyTransitions.limits(record, limits));
  }

  @Override
  public ManagedKeyInfo setDescription(String alias, String description) {
    return change(alias, record -> KeyTransitions.description(record, description));
  }

  @Override
  public ManagedKeyInfo setTags(String alias, Map<String, String> tags) {
    return change(alias, record -> KeyTransitions.tags(record, tags));
  }

  @Override
  public KeyPolicy policy(String alias) {
    return PolicyCodec.of(changes.required(alias));
  }

  @Override
  public ManagedKeyInfo setPolicy(String alias, KeyPolicy policy) {
    return setUnchangeablePolicy(alias, KeyPolicies.changeable(policy));
  }

  @Override
  public ManagedKeyInfo setUnchangeablePolicy(String alias, KeyPolicy policy) {
    return change(alias, record -> KeyPolicies.set(record, policy));
  }

  @Override
  public PolicyDecision mayUse(
      String alias, String principal, PolicyOperation operation, Map<String, String> context) {
    return policies.mayUse(changes.required(alias), principal, operation, context);
  }

  @Override
  public PublicKey publicKey(String alias, int version) {
    return new VersionPublicKey(objects()).of(changes.required(alias), version);
  }

  @Override
  public Optional<Integer> verifyMac(String alias, String macAlgorithm, byte[] data, byte[] mac)
      throws InvalidKeyException {
    try {
      RepeatableInput input = () -> new ByteArrayInputStream(data);
      return new MacVerification(provider, operations, macAlgorithm, input, mac)
          .by(usable.named(alias, KeyUsage.VERIFY));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public Optional<Integer> verify(
      String name, String algorithm, RepeatableInput data, byte[] signature)
      throws InvalidKeyException, IOException {
    TokenBackedKey key = usable.named(name, KeyUsage.VERIFY);
    return key instanceof SecretKey
        ? new MacVerification(provider, operations, algorithm, data, signature).by(key)
        : new SignatureVerification(provider, algorithm, data, signature).by(key);
  }

  @Override
  public byte[] reencrypt(byte[] sealed, String alias, String to, byte[] aad)
      throws AEADBadTagException, InvalidKeyException {
    KeyOperations telling = operations.as("TurnlockSealed");
    TokenBackedKey from = named(alias, KeyUsage.DECRYPT, PolicyOperation.RE_ENCRYPT_FROM);
    TokenBackedKey next = named(to, KeyUsage.ENCRYPT, PolicyOperation.RE_ENCRYPT_TO);
    return new Resealing(telling)
        .reseal(
            sealed,
            telling.choosing(from, KeyUsage.DECRYPT, () -> SealedKey.opening(from)),
            telling.choosing(next, KeyUsage.ENCRYPT, () -> SealedKey.sealing(next)),
            aad);
  }

  @Override
  public DataKey generateDataKey(String alias, int bytes, byte[] aad) throws InvalidKeyException {
    if (bytes < 1 || bytes > LONGEST_DATA_KEY) {
      throw new IllegalArgumentException(
          "a data key has 1 to " + LONGEST_DATA_KEY + " bytes, not " + bytes);
    }
    KeyOperations telling = operations.as("TurnlockSealed");
    TokenBackedKey key = named(alias, KeyUsage.ENCRYPT, PolicyOperation.GENERATE_DATA_KEY);
    SealedKey sealing = telling.choosing(key, KeyUsage.ENCRYPT, () -> SealedKey.sealing(key));
    byte[] value = telling.random(key, bytes);
    try {
      return new DataKey(value, new DataKeySealing(telling).seal(value, sealing, aad));
    } finally {
      Arrays.fill(value, (byte) 0);
    }
  }

  private TokenBackedKey named(String name, KeyUsage use, PolicyOperation operation)
      throws InvalidKeyException {
    TokenBackedKey key = usable.named(name, use);
    return key.with(key.source().as(operation));
  }

  @Override
  public Key key(String name) throws InvalidKeyException {
    return usable.named(name, null);
  }
}
