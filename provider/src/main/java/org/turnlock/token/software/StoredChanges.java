// SPDX-License-Identifier: Apache-2.0
package org.turnlock.token.software;

import org.turnlock.pkcs11.constant.Cka;
import org.turnlock.token.TokenException;
import org.turnlock.token.TokenException.Reason;

/** Changes of one stored object, whatever its kind. */
final class StoredChanges {
  private final ObjectStore store;

  StoredChanges(ObjectStore store) {
    this.store = store;
  }

  /**
   * @throws TokenException if the object is gone
   */
  StoredObject relabel(ObjectId id, String label) {
    StoredObject[] result = new StoredObject[1];
    store.change(
        objects -> {
          StoredObject object = objects.find(id);
          if (object == null) {
            throw new TokenException(Reason.KEY_REFUSED, "the object no longer exists");
          }
          result[0] = relabelled(object, label);
          return objects.with(result[0]);
        });
    return result[0];
  }

  static StoredObject relabelled(StoredObject object, String label) {
    return object.with(object.attributes().toBuilder().set(Cka.LABEL, label).build());
  }

  /** Wipes what it removes. An object that is gone already is no mistake. */
  void remove(ObjectId id) {
    StoredObject[] removed = new StoredObject[1];
    store.change(
        objects -> {
          removed[0] = objects.find(id);
          return objects.without(id);
        });
    if (removed[0] != null) {
      removed[0].wipe();
    }
  }
}
