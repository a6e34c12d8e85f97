// SPDX-License-Identifier: Apache-2.0
package org.turnlock.token.pkcs11;

import java.security.InvalidKeyException;
import java.security.Key;
import java.security.PublicKey;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.turnlock.pkcs11.ObjectOperations;
import org.turnlock.pkcs11.ObjectRef;
import org.turnlock.pkcs11.Pkcs11Token;
import org.turnlock.pkcs11.Template;
import org.turnlock.pkcs11.constant.Cka;
import org.turnlock.pkcs11.constant.Cko;
import org.turnlock.token.KeyAttributes;
import org.turnlock.token.KeyAttributes.KeyClass;
import org.turnlock.token.KeyId;
import org.turnlock.token.KeyPairParameters;
import org.turnlock.token.NewKey;
import org.turnlock.token.ObjectQuery;
import org.turnlock.token.Token;
import org.turnlock.token.TokenCertificate;
import org.turnlock.token.TokenContents;
import org.turnlock.token.TokenData;
import org.turnlock.token.TokenException;
import org.turnlock.token.TokenKey;
import org.turnlock.token.TokenKeyPair;
import org.turnlock.token.TokenObjects;

/** The keys, certificates and data objects of a PKCS#11 token. */
final class Pkcs11Objects implements TokenObjects {
  private final Pkcs11Token token;
  private final ObjectOperations objects;
  private final Failures failures;
  private final CertificateObjects certificates;
  private final DataOfToken data;
  private final KeySearch search;
  private final KeyMaking making;
  private final PublicHalves halves;

  Pkcs11Objects(
      Token owner, Pkcs11Token token, KeyMaking making, KeyTemplates templates, Failures failures) {
    this.token = token;
    this.objects = token.objects();
    this.making = making;
    this.search = new KeySearch(owner, token);
    this.failures = failures;
    this.halves = new PublicHalves(objects, search, templates);
    this.certificates = new CertificateObjects(objects);
    this.data = new DataOfToken(token, failures.tokenName());
  }

  private <T> T managing(Supplier<T> work) {
    try {
      return work.get();
    } catch (RuntimeException e) {
      throw failures.translate(e, Failures.During.OBJECTS);
    }
  }

  @Override
  public List<TokenKey> keys() {
    return managing(
        () -> {
          token.login().ensure();
          return search.all();
        });
  }

  @Override
  public TokenContents find(ObjectQuery query) {
    if (query instanceof ObjectQuery.All) {
      return new TokenContents(keys(), certificates());
    }
    NamedObjects named = NamedObjects.of(query);
    return managing(
        () -> {
          token.login().ensure();
          return named.certificatesOnly()
              ? new TokenContents(List.of(), certificates.matching(named.names()))
              : search.named(named.names());
        });
  }

  @Override
  public List<TokenCertificate> certificates() {
    return managing(
        () -> {
          token.login().ensure();
          return certificates.matching(Template.empty());
        });
  }

  @Override
  public TokenKey generateSecretKey(long keyType, int bytes, NewKey description) {
    return managing(() -> making.generateSecretKey(keyType, bytes, description));
  }

  @Override
  public TokenKeyPair generateKeyPair(KeyPairParameters parameters, NewKey description) {
    return managing(() -> making.generateKeyPair(parameters, description));
  }

  @Override
  public byte[] value(TokenKey key) {
    Pkcs11Key own = own(key);
    if (own.attributes().sensitive() || !own.attributes().extractable()) {
      throw new TokenException(
          TokenException.Reason.KEY_REFUSED,
          "the key is sensitive or not extractable: its bytes stay in the token");
    }
    return managing(
        () -> {
          byte[] value = objects.read(own.object(), Cka.VALUE).bytes(Cka.VALUE);
          if (value.length == 0) {
            throw new TokenException(
                TokenException.Reason.KEY_REFUSED, "the token does not show the key's bytes");
          }
          return value;
        });
  }

  @Override
  public TokenKey importKey(Key software, long keyType, NewKey description)
      throws InvalidKeyException {
    KeyImport parts = making.parts(software, keyType);
    try {
      return managing(() -> making.importKey(parts, description));
    } finally {
      parts.wipe();
    }
  }

  @Override
  public TokenKey copy(TokenKey key, NewKey description) {
    return managing(() -> making.copy(own(key), objectClass(key), description));
  }

  private static long objectClass(TokenKey key) {
    return key.attributes().keyClass() == KeyClass.SECRET ? Cko.SECRET_KEY : Cko.PRIVATE_KEY;
  }

  @Override
  public void relabel(TokenKey key, String label) {
    Pkcs11Key own = own(key);
    Template change = Template.builder().set(Cka.LABEL, label).build();
    managing(
        () -> {
          objects.set(own.object(), change);
          for (ObjectRef half : search.publicHalves(own)) {
            objects.set(half, change);
          }
          KeyAttributes now = own.attributes();
          own.update(now.withLabel(label));
          own.object()
              .identify(
                  Template.builder()
                      .set(Cka.CLASS, objectClass(own))
                      .set(Cka.KEY_TYPE, now.keyType())
                      .set(Cka.ID, now.id().bytes())
                      .set(Cka.LABEL, label)
                      .build());
          return null;
        });
  }

  @Override
  public TokenCertificate relabel(TokenCertificate certificate, String label) {
    return managing(() -> certificates.relabel(certificate, label));
  }

  @Override
  public void destroy(TokenKey key) {
    Pkcs11Key own = own(key);
    managing(
        () -> {
          List<ObjectRef> halves = search.publicHalves(own);
          objects.destroy(own.object());
          halves.forEach(objects::destroy);
          return null;
        });
  }

  @Override
  public void destroyAll(KeyId id) {
    if (id.isNone()) {
      throw new IllegalArgumentException("objects without an id have nothing in common");
    }
    managing(
        () -> {
          token.login().ensure();
          halves.destroyAll(id.bytes());
          return null;
        });
  }

  @Override
  public Optional<PublicKey> publicKey(TokenKey key) {
    Pkcs11Key own = own(key);
    return managing(() -> halves.of(own));
  }

  @Override
  public void addPublicKey(TokenKey key, PublicKey publicKey) {
    Pkcs11Key own = own(key);
    managing(
        () -> {
          halves.add(own, publicKey);
          return null;
        });
  }

  @Override
  public void destroy(TokenCertificate certificate) {
    managing(
        () -> {
          certificates.destroy(certificate);
          return null;
        });
  }

  @Override
  public TokenCertificate addCertificate(X509Certificate certificate, String label, byte[] id) {
    return managing(() -> certificates.add(certificate, label, id));
  }

  @Override
  public boolean holdsData() {
    return data.holdsData();
  }

  @Override
  public List<TokenData> data(String application) {
    return managing(() -> data.data(application));
  }

  @Override
  public List<TokenData> data(String application, String label) {
    return managing(() -> data.data(application, label));
  }

  @Override
  public TokenData addData(String application, String label, byte[] value) {
    return managing(() -> data.addData(application, label, value));
  }

  @Override
  public void destroy(TokenData object) {
    managing(
        () -> {
          data.destroy(object);
          return null;
        });
  }

  static Pkcs11Key own(TokenKey key) {
    if (key instanceof Pkcs11Key own) {
      return own;
    }
    throw new TokenException(TokenException.Reason.KEY_REFUSED, "the key is of another token");
  }
}
