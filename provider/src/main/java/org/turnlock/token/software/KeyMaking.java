// SPDX-License-Identifier: Apache-2.0
package org.turnlock.token.software;

import java.security.InvalidKeyException;
import java.security.Key;
import java.security.PrivateKey;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import javax.crypto.SecretKey;
import org.turnlock.pkcs11.constant.Cka;
import org.turnlock.pkcs11.constant.Ckf;
import org.turnlock.token.AttributeRules.Origin;
import org.turnlock.token.KeyOutcome;
import org.turnlock.token.KeyPairParameters;
import org.turnlock.token.NewKey;
import org.turnlock.token.PrivateKeyParts;
import org.turnlock.token.SecretKeyGeneration;
import org.turnlock.token.TokenKey;
import org.turnlock.token.TokenKeyPair;

/** How keys come into the software token: generated, imported, unwrapped, derived, copied. */
final class KeyMaking {
  private final SoftwareToken token;
  private final ObjectStore store;
  private final SoftwareMechanisms mechanisms;
  private final KeyTemplate templates;

  KeyMaking(
      SoftwareToken token,
      ObjectStore store,
      SoftwareMechanisms mechanisms,
      KeyTemplate templates) {
    this.token = token;
    this.store = store;
    this.mechanisms = mechanisms;
    this.templates = templates;
  }

  TokenKey secretKey(long keyType, int bytes, NewKey description) {
    store.current();
    mechanisms.require(SecretKeyGeneration.mechanismFor(keyType), Ckf.GENERATE);
    SecretLengths.require(keyType, bytes);
    Attributes.Builder attributes =
        templates.secret(Origin.GENERATE, keyType, description).set(Cka.LOCAL, true);
    return add(KeyParts.secret(SoftwareRandom.bytes(bytes)).toObject(attributes));
  }

  TokenKeyPair pair(KeyPairParameters parameters, NewKey description) {
    store.current();
    KeyGeneration.Kind kind = KeyGeneration.kindOf(parameters);
    mechanisms.require(kind.mechanism(), Ckf.GENERATE_KEY_PAIR);
    return addPair(KeyGeneration.pair(parameters), kind.keyType(), description);
  }

  TokenKey imported(Key software, long keyType, NewKey description) throws InvalidKeyException {
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

  /**
   * Adds a secret key that a derivation or an unwrapping has made.
   *
   * @param value kept, and wiped in the end
   */
  TokenKey secretKey(Origin origin, byte[] value, KeyOutcome outcome) {
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

  TokenKey copy(StoredObject original, NewKey description) {
    Map<Long, byte[]> secrets = new LinkedHashMap<>();
    original.material().types().forEach(t -> secrets.put(t, original.material().copyOf(t)));
    return add(
        new StoredObject(
            ObjectId.random(),
            templates.copy(original.attributes(), description),
            new KeyMaterial(secrets)));
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
}
