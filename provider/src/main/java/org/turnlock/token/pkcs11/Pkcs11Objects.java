// SPDX-License-Identifier: Apache-2.0
package org.turnlock.token.pkcs11;

import java.security.InvalidKeyException;
import java.security.Key;
import java.security.PublicKey;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.turnlock.pkcs11.AttributeValues;
import org.turnlock.pkcs11.Mechanism;
import org.turnlock.pkcs11.ObjectOperations;
import org.turnlock.pkcs11.ObjectRef;
import org.turnlock.pkcs11.Pkcs11Token;
import org.turnlock.pkcs11.Quirk;
import org.turnlock.pkcs11.Template;
import org.turnlock.pkcs11.constant.Cka;
import org.turnlock.pkcs11.constant.Ckk;
import org.turnlock.pkcs11.constant.Cko;
import org.turnlock.token.AttributeRules.Origin;
import org.turnlock.token.KeyAttributes;
import org.turnlock.token.KeyAttributes.KeyClass;
import org.turnlock.token.KeyId;
import org.turnlock.token.KeyOutcome;
import org.turnlock.token.KeyPairParameters;
import org.turnlock.token.NewKey;
import org.turnlock.token.ObjectQuery;
import org.turnlock.token.SecretKeyGeneration;
import org.turnlock.token.Token;
import org.turnlock.token.TokenCertificate;
import org.turnlock.token.TokenContents;
import org.turnlock.token.TokenException;
import org.turnlock.token.TokenKey;
import org.turnlock.token.TokenKeyPair;
import org.turnlock.token.TokenObjects;

/** The keys and certificates of a PKCS#11 token. */
final class Pkcs11Objects implements TokenObjects {
  private final Token owner;
  private final Pkcs11Token token;
  private final ObjectOperations objects;
  private final KeyTemplates templates;
  private final Failures failures;
  private final CertificateObjects certificates;
  private final List<Long> privateKinds;
  private final boolean montgomeryAsEdwards;

  Pkcs11Objects(Token owner, Pkcs11Token token, KeyTemplates templates, Failures failures) {
    this.owner = owner;
    this.token = token;
    this.objects = token.objects();
    this.templates = templates;
    this.failures = failures;
    this.certificates = new CertificateObjects(objects);
    this.privateKinds = PrivateKinds.of(token.mechanisms().keySet());
    this.montgomeryAsEdwards = token.quirks().contains(Quirk.MONTGOMERY_KEYS_AS_EDWARDS);
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
          return keysMatching(Template.empty(), kind -> true);
        });
  }

  /**
   * @param names attributes that the keys have; none for all keys
   * @param wanted which kinds are looked for
   */
  private List<TokenKey> keysMatching(Template names, Predicate<NamedObjects.Kind> wanted) {
    List<TokenKey> keys = new ArrayList<>();
    if (wanted.test(NamedObjects.Kind.SECRET)) {
      Template secret = resident(Cko.SECRET_KEY).build().overriddenBy(names);
      addFound(secret, KeyReader.attributesOf(Cko.SECRET_KEY, Ckk.AES), keys);
    }
    for (long keyType : privateKinds) {
      if (wanted.test(new NamedObjects.Kind(Cko.PRIVATE_KEY, keyType))) {
        Template match = resident(Cko.PRIVATE_KEY).set(Cka.KEY_TYPE, keyType).build();
        addFound(match.overriddenBy(names), KeyReader.attributesOf(Cko.PRIVATE_KEY, keyType), keys);
      }
    }
    return keys;
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
          Set<NamedObjects.Kind> kinds = named.kindsIn(objects);
          return new TokenContents(
              keysMatching(named.names(), kinds::contains),
              kinds.contains(NamedObjects.Kind.CERTIFICATE)
                  ? certificates.matching(named.names())
                  : List.of());
        });
  }

  private static Template.Builder resident(long objectClass) {
    return Template.builder().set(Cka.CLASS, objectClass).set(Cka.TOKEN, true);
  }

  private void addFound(Template match, long[] attributes, List<TokenKey> keys) {
    for (ObjectOperations.Found found : objects.find(match, attributes, KeyReader::identity)) {
      if (KeyReader.isWhole(found.values())) {
        keys.add(key(found.object(), KeyReader.read(found.values())));
      }
    }
  }

  private Pkcs11Key key(ObjectRef object, KeyAttributes attributes) {
    return Pkcs11Key.of(owner, objects, object, attributes);
  }

  private Pkcs11Key readKey(ObjectRef object, long objectClass, long keyType) {
    return known(
        () -> {
          AttributeValues values =
              objects.read(object, KeyReader.attributesOf(objectClass, keyType));
          return key(object, KeyReader.read(values));
        },
        object);
  }

  /** What {@code reading} tells of objects just made; if it fails, they are taken back. */
  private <T> T known(Supplier<T> reading, ObjectRef... made) {
    boolean done = false;
    try {
      T result = reading.get();
      done = true;
      return result;
    } finally {
      if (!done) {
        for (ObjectRef object : made) {
          takeBack(object);
        }
      }
    }
  }

  private void takeBack(ObjectRef object) {
    try {
      objects.destroy(object);
    } catch (RuntimeException e) {
      // The failure before it is what the caller is told.
    }
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
    long mechanism = SecretKeyGeneration.mechanismFor(keyType);
    Template length = Template.builder().set(Cka.VALUE_LEN, bytes).build();
    return managing(
        () -> {
          Template template = templates.secret(Origin.GENERATE, keyType, description, length);
          ObjectRef object = objects.generateKey(Mechanism.of(mechanism), template, template);
          return readKey(object, Cko.SECRET_KEY, keyType);
        });
  }

  @Override
  public TokenKeyPair generateKeyPair(KeyPairParameters parameters, NewKey description) {
    PairRecipe recipe = PairRecipe.of(parameters, montgomeryAsEdwards);
    long keyType = recipe.keyType();
    return managing(
        () -> {
          ObjectOperations.Pair pair =
              objects.generateKeyPair(
                  Mechanism.of(recipe.mechanism()),
                  templates.publicKey(keyType, description, recipe.publicTemplate()),
                  templates.privateKey(
                      Origin.GENERATE, keyType, description, recipe.privateTemplate()));
          return known(
              () -> {
                AttributeValues values = objects.read(pair.publicKey(), recipe.read());
                return finish(pair, recipe.publicKey(values), keyType);
              },
              pair.publicKey(),
              pair.privateKey());
        });
  }

  /** The public half of a session pair has done its service in the token. */
  private TokenKeyPair finish(ObjectOperations.Pair pair, PublicKey publicKey, long keyType) {
    Pkcs11Key privateKey = readKey(pair.privateKey(), Cko.PRIVATE_KEY, keyType);
    if (!pair.publicKey().resident()) {
      objects.destroy(pair.publicKey());
    }
    return new TokenKeyPair(publicKey, privateKey);
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
    KeyImport key = KeyImport.of(software, keyType, montgomeryAsEdwards);
    try {
      return managing(() -> importKey(key, description));
    } finally {
      key.wipe();
    }
  }

  private TokenKey importKey(KeyImport key, NewKey description) {
    Template template =
        key.secret()
            ? templates.secret(Origin.IMPORT, key.keyType(), description, key.value())
            : templates.privateKey(Origin.IMPORT, key.keyType(), description, key.value());
    ObjectRef object = objects.create(template);
    return readKey(object, key.secret() ? Cko.SECRET_KEY : Cko.PRIVATE_KEY, key.keyType());
  }

  @Override
  public TokenKey copy(TokenKey key, NewKey description) {
    Pkcs11Key source = own(key);
    long objectClass = objectClass(source);
    long keyType = source.attributes().keyType();
    Template changes = templates.copy(source.attributes(), description);
    Template identity =
        changes.toBuilder().set(Cka.CLASS, objectClass).set(Cka.KEY_TYPE, keyType).build();
    return managing(
        () -> readKey(objects.copy(source.object(), changes, identity), objectClass, keyType));
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
          for (ObjectRef half : publicHalves(own)) {
            objects.set(half, change);
          }
          KeyAttributes now = own.attributes();
          own.update(
              new KeyAttributes(
                  now.keyClass(),
                  now.keyType(),
                  now.id(),
                  label,
                  now.resident(),
                  now.bits(),
                  now.usages(),
                  now.sensitive(),
                  now.extractable(),
                  now.publicPart()));
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

  /** The public key objects that share a private key's CKA_ID. */
  private List<ObjectRef> publicHalves(Pkcs11Key key) {
    KeyId id = key.attributes().id();
    boolean mayHaveOne = key.attributes().keyClass() == KeyClass.PRIVATE && !id.isNone();
    if (!mayHaveOne || !key.attributes().resident()) {
      return List.of();
    }
    Template match =
        resident(Cko.PUBLIC_KEY)
            .set(Cka.KEY_TYPE, key.attributes().keyType())
            .set(Cka.ID, id.bytes())
            .build();
    long[] nothing = {Cka.CLASS};
    return objects.find(match, nothing, values -> match).stream()
        .map(ObjectOperations.Found::object)
        .toList();
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
          List<ObjectRef> halves = publicHalves(own);
          objects.destroy(own.object());
          halves.forEach(objects::destroy);
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

  /**
   * The key at {@code object}, which an unwrapping or a derivation has made.
   *
   * @param secretBits a secret key's length, for modules that do not tell it; 0 if unknown
   */
  Pkcs11Key madeFrom(ObjectRef object, KeyOutcome outcome, int secretBits) {
    boolean secret = outcome.keyClass() == KeyClass.SECRET;
    long objectClass = secret ? Cko.SECRET_KEY : Cko.PRIVATE_KEY;
    return known(
        () -> {
          AttributeValues values =
              objects.read(object, KeyReader.attributesOf(objectClass, outcome.keyType()));
          KeyAttributes told = KeyReader.read(values);
          return key(object, secret && told.bits() == 0 ? told.withBits(secretBits) : told);
        },
        object);
  }

  static Pkcs11Key own(TokenKey key) {
    if (key instanceof Pkcs11Key own) {
      return own;
    }
    throw new TokenException(TokenException.Reason.KEY_REFUSED, "the key is of another token");
  }
}
