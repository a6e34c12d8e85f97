// SPDX-License-Identifier: Apache-2.0
package org.turnlock.token;

import org.turnlock.pkcs11.Template;

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
  record Overlay(Template set, java.util.Set<Long> removed) {
    /** No change. */
    public static final Overlay NONE = new Overlay(Template.empty(), java.util.Set.of());
  }

  /**
   * The changes for one new object.
   *
   * @param objectClass CKO_*
   * @param keyType CKK_*
   */
  Overlay overlayFor(Origin origin, long objectClass, long keyType);
}
