// SPDX-License-Identifier: Apache-2.0
package org.turnlock.token.software;

import java.security.InvalidKeyException;
import java.security.Key;
import java.security.PublicKey;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import org.turnlock.pkcs11.constant.Cka;
import org.turnlock.token.KeyAttributes;
import org.turnlock.token.KeyId;
import org.turnlock.token.KeyPairParameters;
import org.turnlock.token.NewKey;
import org.turnlock.token.ObjectQuery;
import org.turnlock.token.TokenCertificate;
import org.turnlock.token.TokenContents;
import org.turnlock.token.TokenData;
import org.turnlock.token.TokenException;
import org.turnlock.token.TokenException.Reason;
import org.turnlock.token.TokenKey;
import org.turnlock.token.TokenKeyPair;
import org.turnlock.token.TokenObjects;

/** The software token's objects: finds, makes, changes and removes them. */
final class SoftwareObjects implements TokenObjects {
  private final SoftwareToken token;
  private final ObjectStore store;
  private final StoredChanges changes;
  private final KeyMaking making;
  private final SoftwareCertificates certificates;
  private final SoftwareData data;

  SoftwareObjects(SoftwareToken token, ObjectStore store, KeyMaking making) {
    this.token = token;
    this.store = store;
    this.changes = new StoredChanges(store);
    this.making = making;
    this.certificates = new SoftwareCertificates(token, store);
    this.data = new SoftwareData(store);
  }

  @Override
  public List<TokenKey> keys() {
    return keys(object -> true);
  }

  private List<TokenKey> keys(Predicate<StoredObject> wanted) {
    List<TokenKey> keys = new ArrayList<>();
    for (StoredObject object : store.latest().all()) {
      if (object.key().isPresent() && wanted.test(object)) {
        keys.add(new SoftwareTokenKey(token, object));
      }
    }
    return keys;
  }

  @Override
  public List<TokenCertificate> certificates() {
    return certificates.matching(object -> true);
  }

  @Override
  public TokenContents find(ObjectQuery query) {
    if (query instanceof ObjectQuery.IssuedBy) {
      return new TokenContents(List.of(), certificates().stream().filter(query::matches).toList());
    }
    Predicate<StoredObject> wanted = object -> query.isOf(object.attributes().label(), id(object));
    if (query instanceof ObjectQuery.Holding holding) {
      byte[] value = SoftwareCertificates.encoded(holding.certificate());
      wanted = object -> Arrays.equals(value, object.attributes().bytes(Cka.VALUE));
    }
    return new TokenContents(keys(wanted), certificates.matching(wanted));
  }

  private static KeyId id(StoredObject object) {
    byte[] id = object.attributes().bytes(Cka.ID);
    return id == null ? KeyId.none() : KeyId.of(id);
  }

  @Override
  public TokenKey generateSecretKey(long keyType, int bytes, NewKey description) {
    return making.secretKey(keyType, bytes, description);
  }

  @Override
  public TokenKeyPair generateKeyPair(KeyPairParameters parameters, NewKey description) {
    return making.pair(parameters, description);
  }

  @Override
  public TokenKey importKey(Key software, long keyType, NewKey description)
      throws InvalidKeyException {
    return making.imported(software, keyType, description);
  }

  @Override
  public TokenKey copy(TokenKey key, NewKey description) {
    return making.copy(token.resolve(key), description);
  }

  @Override
  public byte[] value(TokenKey key) {
    StoredObject object = token.resolve(key);
    KeyAttributes attributes = object.keyAttributes();
    if (attributes.sensitive()
        || !attributes.extractable()
        || attributes.keyClass() != KeyAttributes.KeyClass.SECRET) {
      throw new TokenException(
          Reason.KEY_REFUSED,
          "the key is sensitive or not extractable: its bytes stay in the token");
    }
    return object.material().copyOf(Cka.VALUE);
  }

  @Override
  public void relabel(TokenKey key, String label) {
    StoredObject object = token.resolve(key);
    StoredObject relabelled =
        object.keyAttributes().resident()
            ? changes.relabel(object.id(), label)
            : StoredChanges.relabelled(object, label);
    ((SoftwareTokenKey) key).update(relabelled);
  }

  @Override
  public TokenCertificate relabel(TokenCertificate certificate, String label) {
    return certificates.relabel(certificate, label);
  }

  @Override
  public void destroy(TokenKey key) {
    store.current();
    if (!(key instanceof SoftwareTokenKey own) || own.token() != token) {
      throw new TokenException(Reason.KEY_REFUSED, "the key belongs to another token");
    }
    if (own.attributes().resident()) {
      changes.remove(own.id());
    } else {
      own.known().wipe();
    }
  }

  @Override
  public void destroyAll(KeyId id) {
    if (id.isNone()) {
      throw new IllegalArgumentException("objects without an id have nothing in common");
    }
    store.current();
    for (StoredObject object : store.latest().all()) {
      if (id(object).equals(id)) {
        changes.remove(object.id());
      }
    }
  }

  @Override
  public Optional<PublicKey> publicKey(TokenKey key) {
    return StoredPublicHalf.of(token.resolve(key));
  }

  /** Has nothing to keep: the public half is in the private one. */
  @Override
  public void addPublicKey(TokenKey key, PublicKey publicKey) {
    token.resolve(key);
  }

  @Override
  public void destroy(TokenCertificate certificate) {
    certificates.destroy(certificate);
  }

  @Override
  public TokenCertificate addCertificate(X509Certificate certificate, String label, byte[] id) {
    return certificates.add(certificate, label, id);
  }

  @Override
  public boolean holdsData() {
    return data.holdsData();
  }

  @Override
  public List<TokenData> data(String application) {
    return data.data(application);
  }

  @Override
  public List<TokenData> data(String application, String label) {
    return data.data(application, label);
  }

  @Override
  public TokenData addData(String application, String label, byte[] value) {
    return data.addData(application, label, value);
  }

  @Override
  public void destroy(TokenData object) {
    data.destroy(object);
  }
}
