// SPDX-License-Identifier: Apache-2.0
package org.turnlock.lifecycle;

import java.security.InvalidKeyException;
import java.security.Key;
import java.time.Clock;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.turnlock.keys.KeyNames;
import org.turnlock.keys.KeyOrigin;
import org.turnlock.keys.ManagedKeyException;
import org.turnlock.keys.ManagedKeyException.Reason;
import org.turnlock.keys.ManagedKeyKind;
import org.turnlock.keys.ManagedKeySpec;
import org.turnlock.keys.SecretAlgorithms;
import org.turnlock.keys.TokenBackedKey;
import org.turnlock.keys.record.ManagedKeyRecord;
import org.turnlock.keys.record.RecordStore;
import org.turnlock.keys.record.UnreadableRecord;
import org.turnlock.keys.record.Usage;
import org.turnlock.keys.record.VersionRecord;
import org.turnlock.pkcs11.constant.Ckk;
import org.turnlock.token.KeyAttributes;
import org.turnlock.token.KeyId;
import org.turnlock.token.KeyUsage;
import org.turnlock.token.ObjectQuery;
import org.turnlock.token.PublicPart;
import org.turnlock.token.Rfc8410Curve;
import org.turnlock.token.Token;
import org.turnlock.token.TokenContents;
import org.turnlock.token.TokenKey;

/** Takes keys that are in the token under management, as they are. */
final class Adoption {
  /** Held by whoever adopts, besides the alias: no key becomes a version of two. No alias is so. */
  private static final String ALL_ADOPTIONS = "@adoption";

  private final RecordStore store;
  private final RecordChanges changes;
  private final KeyCreation creation;
  private final Token token;
  private final Clock clock;

  Adoption(
      RecordStore store, RecordChanges changes, KeyCreation creation, Token token, Clock clock) {
    this.store = store;
    this.changes = changes;
    this.creation = creation;
    this.token = token;
    this.clock = clock;
  }

  ManagedKeyRecord adopt(Key given, ManagedKeySpec spec) throws InvalidKeyException {
    TokenBackedKey key = adoptable(given);
    ManagedKeyRecord begun = begin(key, spec);
    KeyId id = key.tokenKey().attributes().id();
    requireFree(spec.alias(), id);
    return changes.leased(
        ALL_ADOPTIONS,
        all ->
            changes.leased(spec.alias(), held -> commit(held, begun, key.tokenKey().attributes())));
  }

  /** A process that was stopped for long may have lost the right to adopt to another one. */
  private ManagedKeyRecord commit(
      RecordChanges.Leased held, ManagedKeyRecord begun, KeyAttributes key) {
    KeyCreation.requireNew(begun.alias(), held.record());
    requireUnmanaged(key, begun.alias());
    VersionRecord first =
        new VersionRecord(
            1,
            key.id(),
            VersionRecord.Standing.ENABLED,
            KeyOrigin.ADOPTED,
            clock.instant(),
            Usage.NONE);
    ManagedKeyRecord adopted = held.commit(VersionTransitions.added(begun, first));
    try {
      requireUnmanaged(key, begun.alias());
    } catch (ManagedKeyException e) {
      held.removeRecord();
      throw e;
    }
    return adopted;
  }

  private TokenBackedKey adoptable(Key given) throws InvalidKeyException {
    if (!(given instanceof TokenBackedKey key)) {
      throw new InvalidKeyException(
          "only a key that is in the token can be adopted: import this one instead");
    }
    if (key.source().versionNumber() != 0) {
      throw new ManagedKeyException(
              Reason.EXISTS, "key '" + key.source().name() + "' is managed already")
          .about(key.source().name());
    }
    TokenKey inToken = key.tokenKey();
    if (!token.equals(inToken.token())) {
      throw new InvalidKeyException("the key is in another token than the managed keys");
    }
    KeyAttributes attributes = inToken.attributes();
    String name = "key '" + attributes.label() + "' cannot be adopted: ";
    if (!attributes.resident()) {
      throw new InvalidKeyException(
          "a session key cannot be adopted: it ends with its session; store it first");
    }
    if (attributes.id().isNone()) {
      throw new InvalidKeyException(name + "it has no CKA_ID to be known by");
    }
    if (sharers(attributes).size() != 1) {
      throw new InvalidKeyException(
          name + "the token has no key or several with its CKA_ID, " + attributes.id());
    }
    return key;
  }

  private List<TokenKey> sharers(KeyAttributes attributes) {
    return token.objects().find(new ObjectQuery.Identified(attributes.id())).keys();
  }

  private ManagedKeyRecord begin(TokenBackedKey key, ManagedKeySpec spec)
      throws InvalidKeyException {
    if (spec.awaitingImport()) {
      throw new IllegalArgumentException("an adopted key has its material already");
    }
    ManagedKeyKind kind = kindOf(key, spec);
    Set<KeyUsage> usages =
        spec.usages().isEmpty() ? usagesOf(key.tokenKey().attributes()) : spec.usages();
    ManagedKinds.requireUsages(kind, usages);
    return creation.adopted(spec, kind).toBuilder().usages(usages).build();
  }

  /** The kind of the key; which HMAC a generic secret is for, the specification can tell. */
  private static ManagedKeyKind kindOf(TokenBackedKey key, ManagedKeySpec spec)
      throws InvalidKeyException {
    KeyAttributes attributes = key.tokenKey().attributes();
    PublicPart part = attributes.publicPart();
    if (part instanceof PublicPart.Rsa) {
      return new ManagedKeyKind(ManagedKinds.RSA, attributes.bits(), "");
    }
    if (part instanceof PublicPart.Ec ec) {
      return new ManagedKeyKind(ManagedKinds.EC, 0, NamedCurves.nameOf(ec.parameters()));
    }
    if (part instanceof PublicPart.Edwards edwards
        && Rfc8410Curve.decode(edwards.parameters()).orElse(null) == Rfc8410Curve.ED25519) {
      return new ManagedKeyKind(ManagedKinds.ED25519, 0, "");
    }
    if (part instanceof PublicPart.None && attributes.keyType() == Ckk.AES) {
      return new ManagedKeyKind(ManagedKinds.AES, attributes.bits(), "");
    }
    boolean mac = part instanceof PublicPart.None && attributes.usages().contains(KeyUsage.SIGN);
    String name = spec.algorithm().isEmpty() ? key.getAlgorithm() : spec.algorithm();
    if (!mac || SecretAlgorithms.isGeneric(name) || !name.startsWith("Hmac")) {
      throw new InvalidKeyException(
          "key '"
              + attributes.label()
              + "' cannot be adopted: there are no managed keys of its kind, "
              + key.getAlgorithm());
    }
    return new ManagedKeyKind(ManagedKinds.nameOf(name), attributes.bits(), "");
  }

  /** A private key tells its own half's uses only. */
  private static Set<KeyUsage> usagesOf(KeyAttributes attributes) {
    Set<KeyUsage> usages = EnumSet.noneOf(KeyUsage.class);
    for (KeyUsage usage : attributes.usages()) {
      usages.add(usage);
      if (attributes.keyClass() == KeyAttributes.KeyClass.PRIVATE) {
        usages.add(
            switch (usage) {
              case SIGN -> KeyUsage.VERIFY;
              case DECRYPT -> KeyUsage.ENCRYPT;
              case UNWRAP -> KeyUsage.WRAP;
              default -> usage;
            });
      }
    }
    return usages;
  }

  /** The alias may be the key's own label, but no other object's. */
  private void requireFree(String alias, KeyId id) {
    KeyCreation.requireNew(alias, changes.find(alias));
    TokenContents named = token.objects().find(new ObjectQuery.Labelled(alias));
    boolean taken =
        named.keys().stream().anyMatch(other -> !other.attributes().id().equals(id))
            || named.certificates().stream().anyMatch(other -> !other.id().equals(id));
    if (taken) {
      throw new ManagedKeyException(
              Reason.EXISTS,
              "the token has another object '" + alias + "': choose another alias for the key")
          .about(alias);
    }
  }

  private void requireUnmanaged(KeyAttributes key, String but) {
    KeyId id = key.id();
    RecordStore.Listing all = store.list();
    for (UnreadableRecord record : all.unreadable()) {
      if (record.owns(id, key.label())) {
        throw new ManagedKeyException(
                Reason.DAMAGED,
                "the key is a version of managed key '"
                    + record.alias()
                    + "' already; "
                    + record.reason())
            .about(record.alias());
      }
    }
    String named = KeyNames.parse(key.label()).map(KeyNames.Pinned::alias).orElse("");
    for (ManagedKeyRecord record : all.records()) {
      // What a killed process has left of a version has its label only, and is removed some time.
      boolean taken = record.owns(id) || record.alias().equals(named);
      if (taken && !record.alias().equals(but)) {
        throw new ManagedKeyException(
                Reason.EXISTS,
                "the key is a version of managed key '" + record.alias() + "' already")
            .about(record.alias());
      }
    }
  }
}
