// SPDX-License-Identifier: Apache-2.0
package org.turnlock.token.pkcs11;

import java.lang.ref.Cleaner;
import org.turnlock.pkcs11.ObjectOperations;
import org.turnlock.pkcs11.ObjectRef;
import org.turnlock.token.KeyAttributes;
import org.turnlock.token.Token;
import org.turnlock.token.TokenKey;

/**
 * A key in a PKCS#11 token. A session key is destroyed in the token when its last Java reference is
 * gone.
 */
final class Pkcs11Key implements TokenKey {
  private static final Cleaner CLEANER = Cleaner.create();

  private final Token token;
  private final ObjectOperations objects;
  private final ObjectRef object;
  private volatile KeyAttributes attributes;

  private Pkcs11Key(
      Token token, ObjectOperations objects, ObjectRef object, KeyAttributes attributes) {
    this.token = token;
    this.objects = objects;
    this.object = object;
    this.attributes = attributes;
  }

  static Pkcs11Key of(
      Token token, ObjectOperations objects, ObjectRef object, KeyAttributes attributes) {
    Pkcs11Key key = new Pkcs11Key(token, objects, object, attributes);
    if (!object.resident()) {
      byte[] id = attributes.id().bytes();
      CLEANER.register(key, () -> destroyQuietly(objects, object, id));
    }
    return key;
  }

  private static void destroyQuietly(ObjectOperations objects, ObjectRef object, byte[] id) {
    try {
      objects.destroySessionObject(object, id);
    } catch (RuntimeException e) {
      // The session or the whole token is gone, and the key with it.
    }
  }

  @Override
  public Token token() {
    return token;
  }

  @Override
  public KeyAttributes attributes() {
    return attributes;
  }

  @Override
  public boolean isLost() {
    return objects.isLost(object);
  }

  void update(KeyAttributes changed) {
    attributes = changed;
  }

  ObjectRef object() {
    return object;
  }

  /** Two references to one token-resident key are equal; a session key equals itself only. */
  @Override
  public boolean equals(Object other) {
    if (this == other) {
      return true;
    }
    return other instanceof Pkcs11Key that
        && token == that.token
        && attributes.resident()
        && that.attributes.resident()
        && !attributes.id().isNone()
        && attributes.id().equals(that.attributes.id())
        && attributes.keyClass() == that.attributes.keyClass()
        && attributes.keyType() == that.attributes.keyType();
  }

  @Override
  public int hashCode() {
    return attributes.id().isNone() || !attributes.resident()
        ? System.identityHashCode(this)
        : attributes.id().hashCode();
  }
}
