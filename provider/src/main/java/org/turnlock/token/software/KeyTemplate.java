// SPDX-License-Identifier: Apache-2.0
package org.turnlock.token.software;

import java.util.EnumSet;
import java.util.Map;
import java.util.Set;
import org.turnlock.pkcs11.Template;
import org.turnlock.pkcs11.constant.Cka;
import org.turnlock.pkcs11.constant.Ckk;
import org.turnlock.pkcs11.constant.Cko;
import org.turnlock.token.AttributeRules;
import org.turnlock.token.AttributeRules.Origin;
import org.turnlock.token.KeyUsage;
import org.turnlock.token.NewKey;

/**
 * The attributes of a new key: what the caller asked for, with the configuration's rules laid over
 * it. Rules may set what this token knows (usages, CKA_TOKEN, CKA_LABEL, CKA_ID, CKA_SENSITIVE,
 * CKA_EXTRACTABLE); others have no effect. An attribute that a rule takes out gets this token's
 * default: no usage, sensitive, not extractable.
 */
final class KeyTemplate {
  private static final Set<Long> SETTABLE =
      Set.of(Cka.TOKEN, Cka.LABEL, Cka.ID, Cka.SENSITIVE, Cka.EXTRACTABLE);
  private static final Set<KeyUsage> PRIVATE_USAGES =
      EnumSet.of(
          KeyUsage.DECRYPT, KeyUsage.SIGN, KeyUsage.UNWRAP, KeyUsage.DERIVE, KeyUsage.DECAPSULATE);

  private final AttributeRules rules;

  KeyTemplate(AttributeRules rules) {
    this.rules = rules;
  }

  /** The attributes of a secret key. */
  Attributes.Builder secret(Origin origin, long keyType, NewKey description) {
    return laidOver(origin, Cko.SECRET_KEY, keyType, description);
  }

  /** The attributes of a private key; of the usages, those of a private key are taken. */
  Attributes.Builder privateKey(Origin origin, long keyType, NewKey description) {
    return laidOver(origin, Cko.PRIVATE_KEY, keyType, description);
  }

  /** The attributes of a copy: a copy is never less protected than its original. */
  Attributes copy(Attributes original, NewKey description) {
    Attributes.Builder copy = original.toBuilder();
    describe(original.number(Cka.CLASS, -1), original.number(Cka.KEY_TYPE, -1), description)
        .build()
        .values()
        .forEach(copy::set);
    copy.set(Cka.SENSITIVE, description.sensitive() || original.isTrue(Cka.SENSITIVE));
    copy.set(Cka.EXTRACTABLE, description.extractable() && original.isTrue(Cka.EXTRACTABLE));
    return copy.build();
  }

  private static Attributes.Builder describe(long objectClass, long keyType, NewKey description) {
    Attributes.Builder attributes =
        Attributes.builder()
            .set(Cka.CLASS, objectClass)
            .set(Cka.KEY_TYPE, keyType)
            .set(Cka.TOKEN, description.resident())
            .set(Cka.PRIVATE, true)
            .set(Cka.LABEL, description.label())
            .set(Cka.ID, description.id().bytes())
            .set(Cka.SENSITIVE, description.sensitive())
            .set(Cka.EXTRACTABLE, description.extractable());
    for (KeyUsage usage : KeyUsage.values()) {
      if (usage.isOfKems() && keyType != Ckk.ML_KEM) {
        continue;
      }
      boolean possible = objectClass == Cko.SECRET_KEY || PRIVATE_USAGES.contains(usage);
      attributes.set(usage.attribute(), possible && description.usages().contains(usage));
    }
    return attributes;
  }

  private Attributes.Builder laidOver(
      Origin origin, long objectClass, long keyType, NewKey description) {
    Attributes.Builder attributes = describe(objectClass, keyType, description);
    AttributeRules.Overlay overlay = rules.overlayFor(origin, objectClass, keyType);
    for (Long type : overlay.removed()) {
      if (type == Cka.LABEL || type == Cka.ID) {
        attributes.set(type, new byte[0]);
      } else if (settable(type)) {
        attributes.set(type, type == Cka.SENSITIVE);
      }
    }
    set(attributes, overlay.set());
    keepNames(attributes, description);
    return attributes;
  }

  /** A label or an ID that was asked for stays. */
  private static void keepNames(Attributes.Builder attributes, NewKey description) {
    if (!description.label().isEmpty()) {
      attributes.set(Cka.LABEL, description.label());
    }
    if (!description.id().isNone()) {
      attributes.set(Cka.ID, description.id().bytes());
    }
  }

  private static void set(Attributes.Builder attributes, Template template) {
    for (Map.Entry<Long, Object> entry : template.values().entrySet()) {
      if (!settable(entry.getKey())) {
        continue;
      }
      if (entry.getValue() instanceof Boolean value) {
        attributes.set(entry.getKey(), value);
      } else if (entry.getValue() instanceof byte[] value) {
        attributes.set(entry.getKey(), value.clone());
      }
    }
  }

  private static boolean settable(long type) {
    if (SETTABLE.contains(type)) {
      return true;
    }
    for (KeyUsage usage : KeyUsage.values()) {
      if (usage.attribute() == type) {
        return true;
      }
    }
    return false;
  }
}
