// SPDX-License-Identifier: Apache-2.0
package org.turnlock.token.software;

import java.io.ByteArrayInputStream;
import java.security.InvalidKeyException;
import java.security.Key;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.cert.CertificateEncodingException;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.WeakHashMap;
import java.util.function.Predicate;
import javax.crypto.SecretKey;
import org.turnlock.pkcs11.constant.Cka;
import org.turnlock.pkcs11.constant.Ckc;
import org.turnlock.pkcs11.constant.Ckf;
import org.turnlock.pkcs11.constant.Cko;
import org.turnlock.token.AttributeRules;
import org.turnlock.token.AttributeRules.Origin;
import org.turnlock.token.KeyAttributes;
import org.turnlock.token.KeyId;
import org.turnlock.token.KeyOutcome;
import org.turnlock.token.KeyPairParameters;
import org.turnlock.token.NewKey;
import org.turnlock.token.ObjectQuery;
import org.turnlock.token.PrivateKeyParts;
import org.turnlock.token.SecretKeyGeneration;
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
  private final SoftwareMechanisms mechanisms;
  private final KeyTemplate templates;
  private final SoftwareData data;
  private final Map<StoredObject, X509Certificate> parsed =
      Collections.synchronizedMap(new WeakHashMap<>());

  SoftwareObjects(
      SoftwareToken token, ObjectStore store, SoftwareMechanisms mechanisms, AttributeRules rules) {
    this.token = token;
    this.store = store;
    this.mechanisms = mechanisms;
    this.templates = new KeyTemplate(rules);
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
    return certificates(object -> true);
  }

  private List<TokenCertificate> certificates(Predicate<StoredObject> wanted) {
    List<TokenCertificate> certificates = new ArrayList<>();
    for (StoredObject object : store.latest().all()) {
      if (object.attributes().number(Cka.CLASS, -1) == Cko.CERTIFICATE && wanted.test(object)) {
        try {
          certificates.add(certificate(object));
        } catch (CertificateException unreadable) {
          // Skipped, as the contract has it: one bad object must not hide the others.
        }
      }
    }
    return certificates;
  }

  @Override
  public TokenContents find(ObjectQuery query) {
    if (query instanceof ObjectQuery.IssuedBy) {
      return new TokenContents(List.of(), certificates().stream().filter(query::matches).toList());
    }
    Predicate<StoredObject> wanted = object -> query.isOf(object.attributes().label(), id(object));
    if (query instanceof ObjectQuery.Holding holding) {
      byte[] value = encoded(holding.certificate());
      wanted = object -> Arrays.equals(value, object.attributes().bytes(Cka.VALUE));
    }
    return new TokenContents(keys(wanted), certificates(wanted));
  }

  private static KeyId id(StoredObject object) {
    byte[] id = object.attributes().bytes(Cka.ID);
    return id == null ? KeyId.none() : KeyId.of(id);
  }

  private static byte[] encoded(X509Certificate certificate) {
    try {
      return certificate.getEncoded();
    } catch (CertificateEncodingException e) {
      throw new TokenException(Reason.DATA_REJECTED, "the certificate cannot be encoded", e);
    }
  }

  @Override
  public TokenKey generateSecretKey(long keyType, int bytes, NewKey description) {
    store.current();
    mechanisms.require(SecretKeyGeneration.mechanismFor(keyType), Ckf.GENERATE);
    SecretLengths.require(keyType, bytes);
    Attributes.Builder attributes =
        templates.secret(Origin.GENERATE, keyType, description).set(Cka.LOCAL, true);
    return add(KeyParts.secret(SoftwareRandom.bytes(bytes)).toObject(attributes));
  }

  @Override
  public TokenKeyPair generateKeyPair(KeyPairParameters parameters, NewKey description) {
    store.current();
    KeyGeneration.Kind kind = KeyGeneration.kindOf(parameters);
    mechanisms.require(kind.mechanism(), Ckf.GENERATE_KEY_PAIR);
    return addPair(KeyGeneration.pair(parameters), kind.keyType(), description);
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
  public TokenKey importKey(Key software, long keyType, NewKey description)
      throws InvalidKeyException {
    store.current();
    if (software instanceof SecretKey secret) {
      return add(
          KeyImport.secret(secret, keyType)
              .toObject(templates.secret(Origin.IMPORT, keyType, description)));
    }
    if (!(software instanceof PrivateKey privateKey)) {
      throw new InvalidKeyException("expected a secret or a private key");
    }
    PrivateKeyParts key = PrivateKeyParts.of(privateKey);
    try {
      long type = KeyImport.keyTypeOf(key);
      return add(
          KeyImport.privateKey(key)
              .toObject(templates.privateKey(Origin.IMPORT, type, description)));
    } finally {
      key.wipe();
    }
  }

  @Override
  public TokenKey copy(TokenKey key, NewKey description) {
    StoredObject original = token.resolve(key);
    Map<Long, byte[]> secrets = new LinkedHashMap<>();
    original.material().types().forEach(t -> secrets.put(t, original.material().copyOf(t)));
    return add(
        new StoredObject(
            ObjectId.random(),
            templates.copy(original.attributes(), description),
            new KeyMaterial(secrets)));
  }

  @Override
  public void relabel(TokenKey key, String label) {
    StoredObject object = token.resolve(key);
    StoredObject relabelled =
        object.keyAttributes().resident() ? relabel(object.id(), label) : relabelled(object, label);
    ((SoftwareTokenKey) key).update(relabelled);
  }

  @Override
  public TokenCertificate relabel(TokenCertificate certificate, String label) {
    StoredObject relabelled = relabel(own(certificate).object().id(), label);
    return new SoftwareTokenCertificate(token, relabelled, certificate.certificate());
  }

  @Override
  public void destroy(TokenKey key) {
    store.current();
    if (!(key instanceof SoftwareTokenKey own) || own.token() != token) {
      throw new TokenException(Reason.KEY_REFUSED, "the key belongs to another token");
    }
    if (own.attributes().resident()) {
      remove(own.id());
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
        remove(object.id());
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
    store.current();
    remove(own(certificate).object().id());
  }

  @Override
  public TokenCertificate addCertificate(X509Certificate certificate, String label, byte[] id) {
    store.current();
    try {
      Attributes attributes =
          Attributes.builder()
              .set(Cka.CLASS, Cko.CERTIFICATE)
              .set(Cka.CERTIFICATE_TYPE, Ckc.X_509)
              .set(Cka.TOKEN, true)
              .set(Cka.LABEL, label)
              .set(Cka.ID, id.clone())
              .set(Cka.VALUE, encoded(certificate))
              .build();
      StoredObject object = new StoredObject(ObjectId.random(), attributes, null);
      TokenCertificate added = certificate(object);
      store.change(objects -> objects.with(object));
      return added;
    } catch (CertificateException e) {
      throw new TokenException(Reason.DATA_REJECTED, "the certificate cannot be encoded", e);
    }
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

  /**
   * Adds a secret key that a derivation or an unwrapping has made.
   *
   * @param value kept, and wiped in the end
   */
  TokenKey addSecret(Origin origin, byte[] value, KeyOutcome outcome) {
    try {
      store.current();
      SecretLengths.require(outcome.keyType(), value.length);
    } catch (RuntimeException e) {
      Arrays.fill(value, (byte) 0);
      throw e;
    }
    return add(
        KeyParts.secret(value)
            .toObject(templates.secret(origin, outcome.keyType(), outcome.description())));
  }

  private TokenKeyPair addPair(KeyGeneration.Pair pair, long keyType, NewKey description) {
    Attributes.Builder attributes =
        templates.privateKey(Origin.GENERATE, keyType, description).set(Cka.LOCAL, true);
    PrivateKeyParts key = pair.privateParts();
    try {
      return new TokenKeyPair(pair.publicKey(), add(KeyParts.of(key).toObject(attributes)));
    } finally {
      key.wipe();
    }
  }

  private TokenKey add(StoredObject object) {
    boolean added = false;
    try {
      if (object.keyAttributes().resident()) {
        store.change(objects -> objects.with(object));
      } else {
        store.sessionKeys().add(object.material());
      }
      added = true;
      return new SoftwareTokenKey(token, object);
    } finally {
      if (!added) {
        object.wipe();
      }
    }
  }

  private StoredObject relabel(ObjectId id, String label) {
    StoredObject[] result = new StoredObject[1];
    store.change(
        objects -> {
          StoredObject object = objects.find(id);
          if (object == null) {
            throw new TokenException(Reason.KEY_REFUSED, "the object no longer exists");
          }
          result[0] = relabelled(object, label);
          return objects.with(result[0]);
        });
    return result[0];
  }

  private static StoredObject relabelled(StoredObject object, String label) {
    return object.with(object.attributes().toBuilder().set(Cka.LABEL, label).build());
  }

  private void remove(ObjectId id) {
    StoredObject[] removed = new StoredObject[1];
    store.change(
        objects -> {
          removed[0] = objects.find(id);
          return objects.without(id);
        });
    if (removed[0] != null) {
      removed[0].wipe();
    }
  }

  private SoftwareTokenCertificate own(TokenCertificate certificate) {
    if (certificate instanceof SoftwareTokenCertificate own && own.token() == token) {
      return own;
    }
    throw new TokenException(Reason.KEY_REFUSED, "the certificate belongs to another token");
  }

  private SoftwareTokenCertificate certificate(StoredObject object) throws CertificateException {
    X509Certificate certificate = parsed.get(object);
    if (certificate == null) {
      certificate =
          (X509Certificate)
              CertificateFactory.getInstance("X.509")
                  .generateCertificate(
                      new ByteArrayInputStream(object.attributes().bytes(Cka.VALUE)));
      parsed.put(object, certificate);
    }
    return new SoftwareTokenCertificate(token, object, certificate);
  }
}
