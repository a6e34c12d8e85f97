// SPDX-License-Identifier: Apache-2.0
package org.turnlock.token.software;

import java.util.Optional;
import org.turnlock.pkcs11.constant.Ckk;
import org.turnlock.token.KeyAttributes;
import org.turnlock.token.KeyAttributes.KeyClass;
import org.turnlock.token.KeyUsage;
import org.turnlock.token.TokenException;

/**
 * One object of the token: what may be seen of it, and its secrets where it is a key. Immutable,
 * but for the wiping of the secrets, which all versions of one object share.
 */
final class StoredObject {
  private final ObjectId id;
  private final Attributes attributes;
  private final KeyMaterial material;
  private final KeyAttributes keyAttributes;

  /**
   * @param material null for what has no secrets
   */
  StoredObject(ObjectId id, Attributes attributes, KeyMaterial material) {
    this.id = id;
    this.attributes = attributes;
    this.material = material;
    this.keyAttributes = KeyDescription.of(attributes, material).orElse(null);
  }

  ObjectId id() {
    return id;
  }

  /** All attributes but the secret ones. */
  Attributes attributes() {
    return attributes;
  }

  /** The secrets; null for what has none. */
  KeyMaterial material() {
    return material;
  }

  /** What is known of a key; empty for other objects, and for keys of a kind unknown here. */
  Optional<KeyAttributes> key() {
    return Optional.ofNullable(keyAttributes);
  }

  /** The key's attributes; only for objects that are keys. */
  KeyAttributes keyAttributes() {
    return keyAttributes;
  }

  /** The same object with other attributes and the same secrets. */
  StoredObject with(Attributes changed) {
    return new StoredObject(id, changed, material);
  }

  /** Overwrites the secrets, if there are any. */
  void wipe() {
    if (material != null) {
      material.wipe();
    }
  }

  /** Fails unless the key is of this type and allowed this use. */
  void require(KeyClass keyClass, KeyUsage usage, long... keyTypes) {
    boolean fits = keyAttributes.keyClass() == keyClass;
    boolean typeFits = false;
    for (long type : keyTypes) {
      typeFits |= keyAttributes.keyType() == type;
    }
    if (!fits || !typeFits) {
      throw refused("is of type " + Ckk.nameOf(keyAttributes.keyType()) + ", which cannot do this");
    }
    if (!keyAttributes.usages().contains(usage)) {
      throw refused("has CKA_" + usage + " = false");
    }
  }

  private TokenException refused(String why) {
    String label = attributes.label();
    return new TokenException(
        TokenException.Reason.KEY_REFUSED,
        (label.isEmpty() ? "the key " : "key '" + label + "' ") + why);
  }
}
