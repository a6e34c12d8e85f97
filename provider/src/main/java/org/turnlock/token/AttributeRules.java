// SPDX-License-Identifier: Apache-2.0
package org.turnlock.token;

import java.util.Set;
import org.turnlock.pkcs11.Template;
import org.turnlock.pkcs11.constant.Cka;

/** The {@code attributes(...)} directives of a configuration: what to add to new objects. */
@FunctionalInterface
public interface AttributeRules {
  /** No directives. */
  AttributeRules NONE = (origin, objectClass, keyType) -> Overlay.NONE;

  /** How an object comes to be: the first word of an {@code attributes} directive. */
  enum Origin {
    GENERATE,
    IMPORT
  }

  /**
   * What to lay over a template: {@code set} wins over what is there, {@code removed} types are
   * taken out.
   */
  record Overlay(Template set, Set<Long> removed) {
    /** No change. */
    public static final Overlay NONE = new Overlay(Template.empty(), Set.of());

    /** What names an object: laid over only where it was not asked for. */
    private static final Set<Long> NAMES = Set.of(Cka.LABEL, Cka.ID);

    /** {@code asked} with this laid over it. A label or an ID that was asked for stays. */
    public Template over(Template asked) {
      if (set.values().isEmpty() && removed.isEmpty()) {
        return asked;
      }
      Template.Builder laid = asked.toBuilder();
      removed.stream().filter(type -> !NAMES.contains(type)).forEach(laid::remove);
      Template.Builder kept = laid.build().overriddenBy(set).toBuilder();
      for (Long type : NAMES) {
        if (asked.values().get(type) instanceof byte[] name && name.length > 0) {
          kept.set(type, name);
        }
      }
      return kept.build();
    }
  }

  /**
   * The changes for one new object.
   *
   * @param objectClass CKO_*
   * @param keyType CKK_*
   */
  Overlay overlayFor(Origin origin, long objectClass, long keyType);

  /** These rules, but none that has a key stay in the token which otherwise would not. */
  default AttributeRules keepingNothing() {
    return (origin, objectClass, keyType) -> {
      Overlay overlay = overlayFor(origin, objectClass, keyType);
      return new Overlay(overlay.set().toBuilder().remove(Cka.TOKEN).build(), overlay.removed());
    };
  }
}
