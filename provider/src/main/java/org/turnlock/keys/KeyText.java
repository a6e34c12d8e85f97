// SPDX-License-Identifier: Apache-2.0
package org.turnlock.keys;

import org.turnlock.token.KeyAttributes;

/** How a key describes itself in logs and messages: never its value. */
final class KeyText {
  private KeyText() {}

  static String of(TokenBackedKey key) {
    KeyAttributes attributes;
    try {
      attributes = key.tokenKey().attributes();
    } catch (ManagedKeyException e) {
      return "Turnlock " + key.getAlgorithm() + " key '" + key.source().name() + "', not usable";
    }
    StringBuilder text = new StringBuilder("Turnlock ").append(key.getAlgorithm());
    text.append(attributes.keyClass() == KeyAttributes.KeyClass.SECRET ? " key" : " private key");
    if (attributes.bits() > 0) {
      text.append(", ").append(attributes.bits()).append(" bits");
    }
    String name = key.source().name();
    if (!name.isEmpty()) {
      text.append(", label '").append(name).append('\'');
    }
    text.append(attributes.resident() ? ", token object" : ", session object");
    return text.append(attributes.sensitive() ? ", sensitive" : "").toString();
  }
}
