// SPDX-License-Identifier: Apache-2.0
package org.turnlock.jca.keystore;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.turnlock.keys.KeyNames;
import org.turnlock.keys.directory.ManagedAlias;
import org.turnlock.token.KeyId;

/** Which of a token's objects are versions of managed keys: those go by the keys' names only. */
final class ManagedNames {
  static final ManagedNames NONE = new ManagedNames(List.of());

  private final Map<KeyId, String> versions = new HashMap<>();
  private final Set<String> aliases = new HashSet<>();

  ManagedNames(List<ManagedAlias> keys) {
    for (ManagedAlias key : keys) {
      aliases.add(key.alias());
      key.versions().forEach(version -> versions.put(version.id(), version.name()));
    }
  }

  /** The name of the version that objects with this CKA_ID are; empty if they are none. */
  Optional<String> versionOf(KeyId id) {
    return Optional.ofNullable(versions.get(id));
  }

  /** Whether an object that is no version is called like one: a killed writer has left it. */
  boolean isLeftover(String label) {
    return KeyNames.parse(label).filter(pinned -> aliases.contains(pinned.alias())).isPresent();
  }

  /** The aliases, which no other object has. */
  Set<String> aliases() {
    return aliases;
  }
}
