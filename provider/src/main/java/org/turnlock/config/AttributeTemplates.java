// SPDX-License-Identifier: Apache-2.0
package org.turnlock.config;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.turnlock.pkcs11.Template;
import org.turnlock.pkcs11.constant.Cka;
import org.turnlock.token.AttributeRules;

/**
 * All {@code attributes} directives of a configuration, in order. Those that match an object are
 * laid over each other, the later one on top; {@code null} takes an attribute out again.
 *
 * <p>What makes an object the object that was asked for (its class, key type and value) is never
 * changed, as in SunPKCS11. {@code CKA_TOKEN} can be set to true, which makes generated keys stay
 * in the token; false and null are what a session key has anyway and never turn a token object into
 * a session object.
 */
final class AttributeTemplates implements AttributeRules {
  private static final Set<Long> OF_THE_OBJECT =
      Set.of(
          Cka.CLASS,
          Cka.KEY_TYPE,
          Cka.CERTIFICATE_TYPE,
          Cka.VALUE,
          Cka.VALUE_LEN,
          Cka.MODULUS,
          Cka.MODULUS_BITS,
          Cka.PUBLIC_EXPONENT,
          Cka.PRIVATE_EXPONENT,
          Cka.PRIME_1,
          Cka.PRIME_2,
          Cka.EXPONENT_1,
          Cka.EXPONENT_2,
          Cka.COEFFICIENT,
          Cka.PRIME,
          Cka.SUBPRIME,
          Cka.BASE,
          Cka.EC_PARAMS,
          Cka.EC_POINT);

  private static final String COMPATIBILITY =
      """
      attributes(*, CKO_PUBLIC_KEY, *) = { CKA_TOKEN = false }
      attributes(*, CKO_PRIVATE_KEY, *) = {
        CKA_TOKEN = false CKA_SENSITIVE = false CKA_EXTRACTABLE = true }
      attributes(*, CKO_SECRET_KEY, *) = {
        CKA_TOKEN = false CKA_SENSITIVE = false CKA_EXTRACTABLE = true
        CKA_ENCRYPT = true CKA_DECRYPT = true CKA_WRAP = true CKA_UNWRAP = true }
      attributes(*, CKO_SECRET_KEY, CKK_GENERIC_SECRET) = {
        CKA_ENCRYPT = null CKA_DECRYPT = null CKA_WRAP = null CKA_UNWRAP = null
        CKA_SIGN = true CKA_VERIFY = true CKA_DERIVE = true }
      attributes(*, CKO_PRIVATE_KEY, CKK_RSA) = {
        CKA_DECRYPT = true CKA_UNWRAP = true CKA_SIGN = true CKA_SIGN_RECOVER = true }
      attributes(*, CKO_PUBLIC_KEY, CKK_RSA) = {
        CKA_ENCRYPT = true CKA_WRAP = true CKA_VERIFY = true CKA_VERIFY_RECOVER = true }
      attributes(*, CKO_PRIVATE_KEY, CKK_DSA) = { CKA_SIGN = true }
      attributes(*, CKO_PUBLIC_KEY, CKK_DSA) = { CKA_VERIFY = true }
      attributes(*, CKO_PRIVATE_KEY, CKK_DH) = { CKA_DERIVE = true }
      attributes(*, CKO_PRIVATE_KEY, CKK_EC) = { CKA_SIGN = true CKA_DERIVE = true }
      attributes(*, CKO_PUBLIC_KEY, CKK_EC) = { CKA_VERIFY = true }
      """;

  private final List<AttributeTemplate> templates;

  AttributeTemplates(List<AttributeTemplate> templates) {
    this.templates = List.copyOf(templates);
  }

  @Override
  public Overlay overlayFor(Origin origin, long objectClass, long keyType) {
    Map<Long, Optional<Object>> merged = new TreeMap<>();
    for (AttributeTemplate template : templates) {
      if (template.matches(origin, objectClass, keyType)) {
        merged.putAll(template.values());
      }
    }
    merged.keySet().removeAll(OF_THE_OBJECT);
    if (!Optional.of(true).equals(merged.get(Cka.TOKEN))) {
      merged.remove(Cka.TOKEN);
    }
    return merged.isEmpty() ? Overlay.NONE : overlay(merged);
  }

  private static Overlay overlay(Map<Long, Optional<Object>> merged) {
    Template.Builder set = Template.builder();
    Set<Long> removed = new HashSet<>();
    merged.forEach(
        (type, value) -> {
          Object given = value.orElse(null);
          if (given instanceof Boolean flag) {
            set.set(type, flag.booleanValue());
          } else if (given instanceof Long number) {
            set.set(type, number.longValue());
          } else if (given instanceof byte[] bytes) {
            set.set(type, bytes.clone());
          } else {
            removed.add(type);
          }
        });
    return new Overlay(set.build(), Set.copyOf(removed));
  }

  /** What {@code attributes = compatibility} stands for, in the configuration's own words. */
  static List<AttributeTemplate> compatibility() {
    Tokens tokens = new Tokens(COMPATIBILITY);
    List<AttributeTemplate> templates = new ArrayList<>();
    try {
      while (tokens.directive() != null) {
        tokens.expect('(');
        templates.add(AttributeTemplate.read(tokens));
      }
    } catch (BadValue e) {
      throw new AssertionError(e);
    }
    return templates;
  }
}
