// SPDX-License-Identifier: Apache-2.0
package org.turnlock.jca.keystore;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.turnlock.token.KeyAttributes.KeyClass;
import org.turnlock.token.KeyId;
import org.turnlock.token.PercentText;
import org.turnlock.token.TokenCertificate;
import org.turnlock.token.TokenDescription;

/**
 * A PKCS#11 URI (RFC 7512) as the name of objects in a token: {@code
 * pkcs11:object=payments;type=private;id=%01}. Of the token's own attributes those are compared
 * that every token tells; slot, library and query are for those who open the token.
 */
final class ObjectUri {
  private static final String SCHEME = "pkcs11:";
  private static final Set<String> TYPES =
      Set.of("private", "secret-key", "cert", "public", "data");
  private static final Set<String> OF_TOKENS = Set.of("token", "manufacturer", "model", "serial");
  private static final Set<String> OF_SLOTS =
      Set.of(
          "slot-id",
          "slot-description",
          "slot-manufacturer",
          "library-manufacturer",
          "library-description",
          "library-version");

  private final Map<String, byte[]> attributes;

  private ObjectUri(Map<String, byte[]> attributes) {
    this.attributes = attributes;
  }

  static boolean isUri(String alias) {
    return alias.regionMatches(true, 0, SCHEME, 0, SCHEME.length());
  }

  /**
   * Reads a URI.
   *
   * @throws IllegalArgumentException saying what is wrong with it
   */
  static ObjectUri parse(String uri) {
    String path = uri.substring(SCHEME.length()).split("\\?", 2)[0];
    Map<String, byte[]> attributes = new LinkedHashMap<>();
    for (String part : path.isEmpty() ? new String[0] : path.split(";", -1)) {
      int equals = part.indexOf('=');
      if (equals <= 0) {
        throw new IllegalArgumentException("each attribute is written name=value");
      }
      String name = part.substring(0, equals);
      boolean known =
          OF_TOKENS.contains(name)
              || OF_SLOTS.contains(name)
              || Set.of("object", "type", "id").contains(name);
      if (!known) {
        throw new IllegalArgumentException("unknown attribute '" + name + "'");
      }
      if (attributes.put(name, value(name, part.substring(equals + 1))) != null) {
        throw new IllegalArgumentException("attribute '" + name + "' twice");
      }
    }
    ObjectUri read = new ObjectUri(attributes);
    if (read.type() != null && !TYPES.contains(read.type())) {
      throw new IllegalArgumentException("type is one of private, secret-key, cert, public, data");
    }
    return read;
  }

  private static byte[] value(String name, String text) {
    byte[] bytes;
    try {
      bytes = PercentText.decode(text, "&");
      if (!name.equals("id")) {
        StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes));
      }
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException("attribute '" + name + "': " + e.getMessage(), e);
    } catch (CharacterCodingException e) {
      throw new IllegalArgumentException("attribute '" + name + "' is not UTF-8", e);
    }
    return bytes;
  }

  private String type() {
    return text("type");
  }

  private String text(String name) {
    byte[] value = attributes.get(name);
    return value == null ? null : new String(value, StandardCharsets.UTF_8);
  }

  private boolean same(String name, String actual) {
    String wanted = text(name);
    return wanted == null || wanted.equals(actual);
  }

  /** Whether the token is one that the URI can mean. */
  boolean matches(TokenDescription token) {
    return same("token", token.label())
        && same("manufacturer", token.manufacturer())
        && same("model", token.model())
        && same("serial", token.serial());
  }

  private boolean names(String label, KeyId id) {
    byte[] wanted = attributes.get("id");
    return same("object", label) && (wanted == null || KeyId.of(wanted).equals(id));
  }

  /** Whether the URI names the key of this entry. */
  boolean namesKey(AliasEntry.OfKey entry) {
    String kind =
        entry.tokenKey().attributes().keyClass() == KeyClass.SECRET ? "secret-key" : "private";
    return same("type", kind)
        && names(entry.tokenKey().attributes().label(), entry.tokenKey().attributes().id());
  }

  /** Whether the URI names this certificate. */
  boolean names(TokenCertificate object) {
    return same("type", "cert") && names(object.label(), object.id());
  }
}
