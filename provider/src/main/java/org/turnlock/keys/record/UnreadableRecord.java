// SPDX-License-Identifier: Apache-2.0
package org.turnlock.keys.record;

import java.io.IOException;
import java.util.List;
import org.bouncycastle.asn1.DEROctetString;
import org.turnlock.keys.KeyNames;
import org.turnlock.token.KeyId;

/**
 * A record that is there and cannot be read: damaged, or of a later format. Which keys are its
 * versions is told by their names, and by the CKA_IDs that its bytes hold.
 */
public final class UnreadableRecord {
  private final String alias;
  private final String reason;
  private final List<byte[]> values;

  /**
   * @param reason why it cannot be read
   * @param values all that is kept of the record
   */
  UnreadableRecord(String alias, String reason, List<byte[]> values) {
    this.alias = alias;
    this.reason = reason;
    this.values = List.copyOf(values);
  }

  public String alias() {
    return alias;
  }

  /** Why it cannot be read. */
  public String reason() {
    return reason;
  }

  /**
   * Whether an object with this CKA_ID, and this label, is one of the versions: as far as can be
   * told, by a label of a version or a CKA_ID that stands anywhere in the record.
   */
  public boolean owns(KeyId id, String label) {
    return KeyNames.parse(label).filter(pinned -> pinned.alias().equals(alias)).isPresent()
        || mentions(id);
  }

  private boolean mentions(KeyId id) {
    if (id.isNone()) {
      return false;
    }
    try {
      byte[] wanted = new DEROctetString(id.bytes()).getEncoded();
      return values.stream().anyMatch(value -> holds(value, wanted));
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  private static boolean holds(byte[] value, byte[] wanted) {
    for (int from = 0; from + wanted.length <= value.length; from++) {
      if (matches(value, from, wanted)) {
        return true;
      }
    }
    return false;
  }

  private static boolean matches(byte[] value, int from, byte[] wanted) {
    for (int i = 0; i < wanted.length; i++) {
      if (value[from + i] != wanted[i]) {
        return false;
      }
    }
    return true;
  }
}
