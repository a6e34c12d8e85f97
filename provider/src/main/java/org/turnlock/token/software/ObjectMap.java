// SPDX-License-Identifier: Apache-2.0
package org.turnlock.token.software;

import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/** The resident objects at one moment, oldest first. Immutable. */
final class ObjectMap {
  static final ObjectMap EMPTY = new ObjectMap(Map.of());

  private final Map<ObjectId, StoredObject> objects;

  private ObjectMap(Map<ObjectId, StoredObject> objects) {
    this.objects = objects;
  }

  static ObjectMap of(Iterable<StoredObject> objects) {
    Map<ObjectId, StoredObject> map = new LinkedHashMap<>();
    objects.forEach(object -> map.put(object.id(), object));
    return new ObjectMap(Collections.unmodifiableMap(map));
  }

  /** The object, or null. */
  StoredObject find(ObjectId id) {
    return objects.get(id);
  }

  Collection<StoredObject> all() {
    return objects.values();
  }

  /** This map with the object added, or put in the place of its older version. */
  ObjectMap with(StoredObject object) {
    Map<ObjectId, StoredObject> map = new LinkedHashMap<>(objects);
    map.put(object.id(), object);
    return new ObjectMap(Collections.unmodifiableMap(map));
  }

  /** This map without the object; this very map if it is not there. */
  ObjectMap without(ObjectId id) {
    if (!objects.containsKey(id)) {
      return this;
    }
    Map<ObjectId, StoredObject> map = new LinkedHashMap<>(objects);
    map.remove(id);
    return new ObjectMap(Collections.unmodifiableMap(map));
  }

  /**
   * This map, newly read, with the secrets that {@code older} holds for the same objects: keys in
   * use go on undisturbed. The secrets of objects that are gone are wiped, and second copies too.
   */
  ObjectMap takingSecretsFrom(ObjectMap older) {
    Map<ObjectId, StoredObject> map = new LinkedHashMap<>();
    for (StoredObject object : objects.values()) {
      StoredObject known = older.find(object.id());
      boolean usable = known != null && known.material() != null && !known.material().wiped();
      if (usable && object.material() != null) {
        object.wipe();
        map.put(object.id(), known.with(object.attributes()));
      } else {
        map.put(object.id(), object);
      }
    }
    for (StoredObject known : older.all()) {
      if (!map.containsKey(known.id())) {
        known.wipe();
      }
    }
    return new ObjectMap(Collections.unmodifiableMap(map));
  }

  /** Overwrites the secrets of every object. */
  void wipe() {
    objects.values().forEach(StoredObject::wipe);
  }
}
