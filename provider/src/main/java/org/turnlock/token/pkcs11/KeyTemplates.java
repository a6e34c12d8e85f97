// SPDX-License-Identifier: Apache-2.0
package org.turnlock.token.pkcs11;

import java.util.List;
import java.util.Set;
import org.turnlock.pkcs11.Template;
import org.turnlock.pkcs11.constant.Cka;
import org.turnlock.pkcs11.constant.Ckk;
import org.turnlock.pkcs11.constant.Cko;
import org.turnlock.token.AttributeRules;
import org.turnlock.token.AttributeRules.Origin;
import org.turnlock.token.KeyAttributes;
import org.turnlock.token.KeyId;
import org.turnlock.token.KeyUsage;
import org.turnlock.token.NewKey;

/** The templates that keys are made with: what the caller asked for under the configuration's. */
final class KeyTemplates {
  private static final List<KeyUsage> OF_PRIVATE_KEYS =
      List.of(KeyUsage.SIGN, KeyUsage.DECRYPT, KeyUsage.UNWRAP, KeyUsage.DERIVE);

  private final AttributeRules rules;
  private final boolean privateObjects;
  private final boolean publicUses;

  /**
   * @param privateObjects CKA_PRIVATE of keys: true where the token has a login
   * @param publicUses whether new public keys are told their uses
   */
  KeyTemplates(AttributeRules rules, boolean privateObjects, boolean publicUses) {
    this.rules = rules;
    this.privateObjects = privateObjects;
    this.publicUses = publicUses;
  }

  /** A secret key; {@code value} adds its length or its bytes. */
  Template secret(Origin origin, long keyType, NewKey description, Template value) {
    Template.Builder template = key(Cko.SECRET_KEY, keyType, description);
    for (KeyUsage usage : KeyUsage.values()) {
      if (!usage.isOfKems()) {
        template.set(usage.attribute(), description.usages().contains(usage));
      }
    }
    protect(template, description);
    return finish(origin, Cko.SECRET_KEY, keyType, template.build().overriddenBy(value));
  }

  /** A secret that lasts only until its value is read. No rule is laid over it. */
  Template passing(int bytes) {
    return Template.builder()
        .set(Cka.CLASS, Cko.SECRET_KEY)
        .set(Cka.KEY_TYPE, Ckk.GENERIC_SECRET)
        .set(Cka.TOKEN, false)
        .set(Cka.PRIVATE, privateObjects)
        .set(Cka.SENSITIVE, false)
        .set(Cka.EXTRACTABLE, true)
        .set(Cka.VALUE_LEN, bytes)
        .build();
  }

  /** A private key; {@code value} adds what an imported one consists of. */
  Template privateKey(Origin origin, long keyType, NewKey description, Template value) {
    Template.Builder template = key(Cko.PRIVATE_KEY, keyType, description);
    OF_PRIVATE_KEYS.forEach(usage -> set(template, description, usage));
    if (keyType == Ckk.ML_KEM) {
      set(template, description, KeyUsage.DECAPSULATE);
    }
    protect(template, description);
    return finish(origin, Cko.PRIVATE_KEY, keyType, template.build().overriddenBy(value));
  }

  private static void set(Template.Builder template, NewKey description, KeyUsage usage) {
    template.set(usage.attribute(), description.usages().contains(usage));
  }

  /** The public half of a new pair, with the uses that answer the private half's. */
  Template publicKey(long keyType, NewKey description, Template value) {
    return publicKey(Origin.GENERATE, keyType, description, value);
  }

  /** The public half of a pair that was made elsewhere. */
  Template importedPublicKey(long keyType, NewKey description, Template value) {
    return publicKey(Origin.IMPORT, keyType, description, value);
  }

  private Template publicKey(Origin origin, long keyType, NewKey description, Template value) {
    Template.Builder template =
        Template.builder()
            .set(Cka.CLASS, Cko.PUBLIC_KEY)
            .set(Cka.KEY_TYPE, keyType)
            .set(Cka.TOKEN, description.resident())
            .set(Cka.PRIVATE, false);
    name(template, description);
    if (publicUses) {
      publicUses(template, keyType, description.usages());
    }
    return finish(origin, Cko.PUBLIC_KEY, keyType, template.build().overriddenBy(value));
  }

  private static void publicUses(
      Template.Builder template, long keyType, Set<KeyUsage> ofThePrivateKey) {
    template.set(Cka.VERIFY, ofThePrivateKey.contains(KeyUsage.SIGN));
    if (keyType == Ckk.ML_KEM) {
      template.set(Cka.ENCAPSULATE, ofThePrivateKey.contains(KeyUsage.DECAPSULATE));
    }
    if (keyType == Ckk.RSA) {
      template.set(Cka.ENCRYPT, ofThePrivateKey.contains(KeyUsage.DECRYPT));
      template.set(Cka.WRAP, ofThePrivateKey.contains(KeyUsage.UNWRAP));
    }
  }

  /** A public key that is there to wrap others, for a moment. */
  Template wrappingKey(long keyType, Template numbers) {
    Template.Builder template =
        Template.builder()
            .set(Cka.CLASS, Cko.PUBLIC_KEY)
            .set(Cka.KEY_TYPE, keyType)
            .set(Cka.TOKEN, false)
            .set(Cka.PRIVATE, false)
            .set(Cka.ENCRYPT, true)
            .set(Cka.WRAP, true);
    return finish(Origin.IMPORT, Cko.PUBLIC_KEY, keyType, template.build().overriddenBy(numbers));
  }

  /** What differs in a copy: its name and place, and what guards it more than the original. */
  Template copy(KeyAttributes original, NewKey description) {
    Template.Builder template = Template.builder().set(Cka.TOKEN, description.resident());
    name(template, description);
    if (original.extractable() && !description.extractable()) {
      template.set(Cka.EXTRACTABLE, false);
    }
    if (!original.sensitive() && description.sensitive()) {
      template.set(Cka.SENSITIVE, true);
    }
    boolean secret = original.keyClass() == KeyAttributes.KeyClass.SECRET;
    for (KeyUsage usage : KeyUsage.values()) {
      boolean allowed = description.usages().contains(usage);
      if (allowed != original.usages().contains(usage)
          && (secret || OF_PRIVATE_KEYS.contains(usage))) {
        template.set(usage.attribute(), allowed);
      }
    }
    return template.build();
  }

  private Template.Builder key(long objectClass, long keyType, NewKey description) {
    Template.Builder template =
        Template.builder()
            .set(Cka.CLASS, objectClass)
            .set(Cka.KEY_TYPE, keyType)
            .set(Cka.TOKEN, description.resident())
            .set(Cka.PRIVATE, privateObjects);
    name(template, description);
    return template;
  }

  private static void name(Template.Builder template, NewKey description) {
    if (!description.label().isEmpty()) {
      template.set(Cka.LABEL, description.label());
    }
    if (!description.id().isNone()) {
      template.set(Cka.ID, description.id().bytes());
    } else if (!description.resident()) {
      // By it a session object is told from what may have its handle later.
      template.set(Cka.ID, KeyId.random().bytes());
    }
  }

  private static void protect(Template.Builder template, NewKey description) {
    template.set(Cka.SENSITIVE, description.sensitive());
    template.set(Cka.EXTRACTABLE, description.extractable());
  }

  private Template finish(Origin origin, long objectClass, long keyType, Template template) {
    return rules.overlayFor(origin, objectClass, keyType).over(template);
  }
}
