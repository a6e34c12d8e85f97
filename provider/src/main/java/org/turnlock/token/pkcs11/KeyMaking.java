// SPDX-License-Identifier: Apache-2.0
package org.turnlock.token.pkcs11;

import java.security.InvalidKeyException;
import java.security.Key;
import java.security.PublicKey;
import java.util.function.Supplier;
import org.turnlock.pkcs11.AttributeValues;
import org.turnlock.pkcs11.Mechanism;
import org.turnlock.pkcs11.ObjectOperations;
import org.turnlock.pkcs11.ObjectRef;
import org.turnlock.pkcs11.Pkcs11Token;
import org.turnlock.pkcs11.Quirk;
import org.turnlock.pkcs11.Template;
import org.turnlock.pkcs11.constant.Cka;
import org.turnlock.pkcs11.constant.Cko;
import org.turnlock.token.AttributeRules.Origin;
import org.turnlock.token.KeyAttributes;
import org.turnlock.token.KeyAttributes.KeyClass;
import org.turnlock.token.KeyOutcome;
import org.turnlock.token.KeyPairParameters;
import org.turnlock.token.NewKey;
import org.turnlock.token.SecretKeyGeneration;
import org.turnlock.token.Token;
import org.turnlock.token.TokenKey;
import org.turnlock.token.TokenKeyPair;

/**
 * Makes keys in a PKCS#11 token: generated, imported, copied. A key that cannot be read after it
 * was made is taken back.
 */
final class KeyMaking {
  private final Token owner;
  private final ObjectOperations objects;
  private final KeyTemplates templates;
  private final boolean montgomeryAsEdwards;

  KeyMaking(Token owner, Pkcs11Token token, KeyTemplates templates) {
    this.owner = owner;
    this.objects = token.objects();
    this.templates = templates;
    this.montgomeryAsEdwards = token.quirks().contains(Quirk.MONTGOMERY_KEYS_AS_EDWARDS);
  }

  TokenKey generateSecretKey(long keyType, int bytes, NewKey description) {
    long mechanism = SecretKeyGeneration.mechanismFor(keyType);
    Template length = Template.builder().set(Cka.VALUE_LEN, bytes).build();
    Template template = templates.secret(Origin.GENERATE, keyType, description, length);
    ObjectRef object = objects.generateKey(Mechanism.of(mechanism), template, template);
    return read(object, Cko.SECRET_KEY, keyType);
  }

  TokenKeyPair generateKeyPair(KeyPairParameters parameters, NewKey description) {
    PairRecipe recipe = PairRecipe.of(parameters, montgomeryAsEdwards);
    long keyType = recipe.keyType();
    ObjectOperations.Pair pair =
        objects.generateKeyPair(
            Mechanism.of(recipe.mechanism()),
            templates.publicKey(keyType, description, recipe.publicTemplate()),
            templates.privateKey(Origin.GENERATE, keyType, description, recipe.privateTemplate()));
    return known(
        () -> {
          AttributeValues values = objects.read(pair.publicKey(), recipe.read());
          return finish(pair, recipe.publicKey(values), keyType);
        },
        pair.publicKey(),
        pair.privateKey());
  }

  /** The public half of a session pair has done its service in the token. */
  private TokenKeyPair finish(ObjectOperations.Pair pair, PublicKey publicKey, long keyType) {
    Pkcs11Key privateKey = read(pair.privateKey(), Cko.PRIVATE_KEY, keyType);
    if (!pair.publicKey().resident()) {
      objects.destroy(pair.publicKey());
    }
    return new TokenKeyPair(publicKey, privateKey);
  }

  /** A software key taken apart as this token wants it; the caller wipes it. */
  KeyImport parts(Key software, long secretKeyType) throws InvalidKeyException {
    return KeyImport.of(software, secretKeyType, montgomeryAsEdwards);
  }

  TokenKey importKey(KeyImport key, NewKey description) {
    Template template =
        key.secret()
            ? templates.secret(Origin.IMPORT, key.keyType(), description, key.value())
            : templates.privateKey(Origin.IMPORT, key.keyType(), description, key.value());
    ObjectRef object = objects.create(template);
    return read(object, key.secret() ? Cko.SECRET_KEY : Cko.PRIVATE_KEY, key.keyType());
  }

  /**
   * @param objectClass CKO_* of the key
   */
  TokenKey copy(Pkcs11Key source, long objectClass, NewKey description) {
    long keyType = source.attributes().keyType();
    Template changes = templates.copy(source.attributes(), description);
    Template identity =
        changes.toBuilder().set(Cka.CLASS, objectClass).set(Cka.KEY_TYPE, keyType).build();
    return read(objects.copy(source.object(), changes, identity), objectClass, keyType);
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

  private Pkcs11Key read(ObjectRef object, long objectClass, long keyType) {
    return known(
        () -> {
          AttributeValues values =
              objects.read(object, KeyReader.attributesOf(objectClass, keyType));
          return key(object, KeyReader.read(values));
        },
        object);
  }

  private Pkcs11Key key(ObjectRef object, KeyAttributes attributes) {
    return Pkcs11Key.of(owner, objects, object, attributes);
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
}
