// SPDX-License-Identifier: Apache-2.0
package org.turnlock.token.software;

import org.turnlock.token.KeyAttributes;
import org.turnlock.token.Token;
import org.turnlock.token.TokenKey;

/**
 * A key of a software token. A session key holds its object, which lives as long as it; a resident
 * key holds the object's identity and is looked up at each use.
 */
final class SoftwareTokenKey implements TokenKey {
  private final SoftwareToken token;
  private volatile StoredObject known;

  SoftwareTokenKey(SoftwareToken token, StoredObject object) {
    this.token = token;
    this.known = object;
  }

  @Override
  public Token token() {
    return token;
  }

  @Override
  public KeyAttributes attributes() {
    return known.keyAttributes();
  }

  @Override
  public boolean isLost() {
    StoredObject object = known;
    return !object.keyAttributes().resident()
        && (object.material() == null || object.material().wiped());
  }

  ObjectId id() {
    return known.id();
  }

  /** The object as it was when this key was found or made. */
  StoredObject known() {
    return known;
  }

  /** Takes a newer version of the same object. */
  void update(StoredObject newer) {
    known = newer;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof SoftwareTokenKey that && token == that.token && id().equals(that.id());
  }

  @Override
  public int hashCode() {
    return id().hashCode();
  }

  @Override
  public String toString() {
    return "key '" + known.attributes().label() + "' of the software token";
  }
}
