// SPDX-License-Identifier: Apache-2.0
package org.turnlock.config;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.turnlock.token.TokenDescription;

/**
 * An RFC 7512 URI ({@code pkcs11:token=payments?pin-source=file:/etc/pin}) as the name of a token.
 * Parts that name an object in the token are left aside.
 */
public final class TokenUri {
  static final Set<String> OF_OBJECTS = Set.of("object", "type", "id");

  private final Map<String, String> path;
  private final Map<String, String> query;
  private final List<String> leftAside;

  TokenUri(Map<String, String> path, Map<String, String> query, List<String> leftAside) {
    this.path = Map.copyOf(path);
    this.query = Map.copyOf(query);
    this.leftAside = List.copyOf(leftAside);
  }

  /** Whether slot, token and module are what the URI says, in every part it has. */
  public boolean matches(SlotFacts slot) {
    Optional<TokenDescription> token = slot.token();
    return same("slot-id", Long.toString(slot.id()))
        && same("slot-description", slot.description())
        && same("slot-manufacturer", slot.manufacturer())
        && same("token", token.map(TokenDescription::label).orElse(null))
        && same("manufacturer", token.map(TokenDescription::manufacturer).orElse(null))
        && same("model", token.map(TokenDescription::model).orElse(null))
        && same("serial", token.map(TokenDescription::serial).orElse(null))
        && same("library-manufacturer", slot.library().manufacturer())
        && same("library-description", slot.library().description())
        && same("library-version", slot.library().version());
  }

  private boolean same(String attribute, String actual) {
    String wanted = path.get(attribute);
    if (wanted == null) {
      return true;
    }
    if (attribute.equals("library-version") && actual != null) {
      return withMinor(wanted).equals(withMinor(actual));
    }
    return wanted.equals(actual);
  }

  private static String withMinor(String version) {
    return version.contains(".") ? version : version + ".0";
  }

  /** Whether the URI says anything of slot, token or module. */
  boolean namesASlot() {
    return !path.isEmpty();
  }

  /** {@code module-path}. */
  Optional<String> modulePath() {
    return Optional.ofNullable(query.get("module-path"));
  }

  /** {@code module-name}. */
  Optional<String> moduleName() {
    return Optional.ofNullable(query.get("module-name"));
  }

  /** {@code pin-source}. */
  Optional<String> pinSource() {
    return Optional.ofNullable(query.get("pin-source"));
  }

  /** {@code pin-value}: a secret. */
  Optional<String> pinValue() {
    return Optional.ofNullable(query.get("pin-value"));
  }

  /** The attributes that have no effect here. */
  List<String> leftAside() {
    return leftAside;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof TokenUri that && path.equals(that.path) && query.equals(that.query);
  }

  @Override
  public int hashCode() {
    return path.hashCode();
  }

  /** The attributes that name slot, token and module; never the query, which may hold a PIN. */
  @Override
  public String toString() {
    return "pkcs11:" + new TreeMap<>(path);
  }
}
