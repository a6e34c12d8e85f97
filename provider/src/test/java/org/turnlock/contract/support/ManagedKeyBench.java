// SPDX-License-Identifier: Apache-2.0
package org.turnlock.contract.support;

import java.security.GeneralSecurityException;
import java.security.KeyPairGenerator;
import java.security.Provider;
import java.security.PublicKey;
import java.security.interfaces.ECPublicKey;
import java.security.spec.ECGenParameterSpec;
import java.security.spec.RSAKeyGenParameterSpec;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.function.UnaryOperator;
import javax.crypto.KeyGenerator;
import org.turnlock.jca.DefaultUsages;
import org.turnlock.keys.KeyNames;
import org.turnlock.keys.KeyOrigin;
import org.turnlock.keys.KeyState;
import org.turnlock.keys.ManagedKeyKind;
import org.turnlock.keys.TokenBackedKey;
import org.turnlock.keys.directory.ManagedKeyDirectory;
import org.turnlock.keys.directory.UseMeter;
import org.turnlock.keys.record.ManagedKeyRecord;
import org.turnlock.keys.record.MemoryRecordStore;
import org.turnlock.keys.record.RecordBuilder;
import org.turnlock.keys.record.RecordLease;
import org.turnlock.keys.record.Usage;
import org.turnlock.keys.record.VersionRecord;
import org.turnlock.keys.record.VersionRecord.Standing;
import org.turnlock.pkcs11.constant.Ckk;
import org.turnlock.token.CurveCodec;
import org.turnlock.token.KeyPairParameters;
import org.turnlock.token.KeyUsage;
import org.turnlock.token.NewKey;
import org.turnlock.token.Rfc8410Curve;
import org.turnlock.token.Token;
import org.turnlock.token.TokenKeyPair;

/**
 * Managed keys whose records a test writes itself, so that it can bring them into any state. Each
 * {@link #directory} sees them as another process would: it learns nothing that it does not read.
 */
public final class ManagedKeyBench {
  /** What there is no end of in a test: nothing is read again because of its age. */
  public static final Duration NEVER = Duration.ofDays(1);

  private final Token token;
  private final MemoryRecordStore store = new MemoryRecordStore();
  private final Map<String, PublicKey> publicKeys = new HashMap<>();

  public ManagedKeyBench(Token token) {
    this.token = token;
  }

  /** The token of a provider that can make AES keys. */
  public static Token tokenOf(Provider provider) throws GeneralSecurityException {
    KeyGenerator generator = KeyGenerator.getInstance("AES", provider);
    return ((TokenBackedKey) generator.generateKey()).tokenKey().token();
  }

  public Token token() {
    return token;
  }

  /** The keys as a process sees them that reads records again after {@code refresh}. */
  public ManagedKeyDirectory directory(Duration refresh) {
    return new ManagedKeyDirectory(token, store, UseMeter.NONE, refresh);
  }

  /** Makes a key with one version. */
  public void create(String alias, String algorithm) throws GeneralSecurityException {
    ManagedKeyKind kind =
        switch (algorithm) {
          case "RSA" -> new ManagedKeyKind(algorithm, 2048, "");
          case "EC" -> new ManagedKeyKind(algorithm, 0, "secp256r1");
          case "Ed25519" -> new ManagedKeyKind(algorithm, 0, "");
          default -> new ManagedKeyKind(algorithm, 256, "");
        };
    write(alias, new RecordBuilder(alias, kind, Instant.EPOCH).state(KeyState.ENABLED).build());
    rotate(alias);
  }

  /** Makes a new version current. */
  public int rotate(String alias) throws GeneralSecurityException {
    ManagedKeyRecord record = store.find(alias).orElseThrow();
    int number = record.nextNumber();
    NewKey description =
        NewKey.resident(KeyNames.of(alias, number), usages(record.kind().algorithm()));
    make(record.kind(), description);
    VersionRecord version =
        new VersionRecord(
            number,
            description.id(),
            Standing.ENABLED,
            KeyOrigin.GENERATED,
            Instant.EPOCH.plusSeconds(number),
            Usage.NONE);
    write(alias, record.toBuilder().version(version).current(number).build());
    return number;
  }

  private static Set<KeyUsage> usages(String algorithm) {
    return switch (algorithm) {
      case "RSA" -> DefaultUsages.RSA;
      case "EC" -> DefaultUsages.EC;
      case "Ed25519" -> DefaultUsages.SIGNATURE;
      default -> DefaultUsages.ofSecret(algorithm);
    };
  }

  private void make(ManagedKeyKind kind, NewKey description) throws GeneralSecurityException {
    if (!kind.isPair()) {
      long keyType = kind.algorithm().equals("AES") ? Ckk.AES : Ckk.GENERIC_SECRET;
      token.objects().generateSecretKey(keyType, kind.bits() / 8, description);
      return;
    }
    TokenKeyPair pair = token.objects().generateKeyPair(parameters(kind), description);
    publicKeys.put(description.label(), pair.publicKey());
  }

  private static KeyPairParameters parameters(ManagedKeyKind kind) throws GeneralSecurityException {
    return switch (kind.algorithm()) {
      case "RSA" -> new KeyPairParameters.Rsa(kind.bits(), RSAKeyGenParameterSpec.F4);
      case "EC" -> new KeyPairParameters.Ec(CurveCodec.encode(kind.curve()));
      default -> new KeyPairParameters.Edwards(Rfc8410Curve.ED25519.identifier());
    };
  }

  /** The public half of a version of a pair that was made here. */
  public PublicKey publicKey(String alias, int version) {
    return publicKeys.get(KeyNames.of(alias, version));
  }

  /** Changes the record. */
  public void change(String alias, UnaryOperator<RecordBuilder> change) {
    write(alias, change.apply(store.find(alias).orElseThrow().toBuilder()).build());
  }

  /** Decides of one version. */
  public void change(String alias, int version, Standing decided) {
    VersionRecord before = store.find(alias).orElseThrow().version(version).orElseThrow();
    change(alias, record -> record.version(before.with(decided)));
  }

  private void write(String alias, ManagedKeyRecord record) {
    try (RecordLease lease = store.lease(alias)) {
      lease.commit(record);
    }
  }

  /** The other side of a key agreement. */
  public static ECPublicKey peer() throws GeneralSecurityException {
    KeyPairGenerator generator = KeyPairGenerator.getInstance("EC", "SunEC");
    generator.initialize(new ECGenParameterSpec("secp256r1"));
    return (ECPublicKey) generator.generateKeyPair().getPublic();
  }
}
