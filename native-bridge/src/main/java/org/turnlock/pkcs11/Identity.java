// SPDX-License-Identifier: Apache-2.0
package org.turnlock.pkcs11;

import java.util.Map;
import org.turnlock.pkcs11.constant.Cka;
import org.turnlock.pkcs11.constant.Cko;

/** Picks, out of an object's attributes, those that find it again. */
final class Identity {
  private Identity() {}

  /**
   * Class, key type and CKA_ID; the label only where there is no CKA_ID, for labels change. A
   * certificate and a data object are their value.
   */
  static Template of(Template template) {
    Map<Long, Object> values = template.values();
    Template.Builder identity = Template.builder().set(Cka.TOKEN, true);
    for (long type : new long[] {Cka.CLASS, Cka.KEY_TYPE}) {
      if (values.get(type) instanceof Long number) {
        identity.set(type, (long) number);
      }
    }
    Object objectClass = values.get(Cka.CLASS);
    boolean isItsValue =
        Long.valueOf(Cko.CERTIFICATE).equals(objectClass)
            || Long.valueOf(Cko.DATA).equals(objectClass);
    if (isItsValue && values.get(Cka.VALUE) instanceof byte[] value) {
      identity.set(Cka.VALUE, value);
    } else if (values.get(Cka.ID) instanceof byte[] id && id.length > 0) {
      identity.set(Cka.ID, id);
    } else if (values.get(Cka.LABEL) instanceof byte[] label && label.length > 0) {
      identity.set(Cka.LABEL, label);
    }
    return identity.build();
  }

  /** Whether the attributes tell one object from others of its kind. */
  static boolean isDistinct(Template identity) {
    Map<Long, Object> values = identity.values();
    return values.containsKey(Cka.ID)
        || values.containsKey(Cka.LABEL)
        || values.containsKey(Cka.VALUE);
  }
}
