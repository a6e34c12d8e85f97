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
import org.turnlock.keys.directory.UnreadableKey;
import org.turnlock.token.KeyId;

/** Which of a token's objects are versions of managed keys: those go by the keys' names only. */
final class ManagedNames {
  static final ManagedNames NONE = new ManagedNames(List.of(), List.of());

  private final Map<KeyId, String> versions = new HashMap<>();
  private final Set<String> aliases = new HashSet<>();

  private final List<UnreadableKey> unreadable;

  /**
   * @param unreadable keys of whose versions less is known: none of them is an entry
   */
  ManagedNames(List<ManagedAlias> keys, List<UnreadableKey> unreadable) {
    this.unreadable = unreadable;
    unreadable.forEach(key -> aliases.add(key.alias()));
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
  private boolean isLeftover(String label) {
    return KeyNames.parse(label).filter(pinned -> aliases.contains(pinned.alias())).isPresent();
  }

  /**
   * Whether an object belongs to managed keys and is no version that is known here: it is left
   * over, or its key's record cannot be read.
   */
  boolean isHidden(KeyId id, String label) {
    return versionOf(id).isEmpty() && (isLeftover(label) || ownerOf(id, label).isPresent());
  }

  private Optional<UnreadableKey> ownerOf(KeyId id, String label) {
    return unreadable.stream().filter(key -> key.owns(id, label)).findFirst();
  }

  /** Why an alias or a version's name cannot be used, where that is for an unreadable record. */
  Optional<String> refusal(String name) {
    return unreadable.stream()
        .filter(key -> key.isNamed(name))
        .findFirst()
        .map(UnreadableKey::refusal);
  }

  /** Why a key with this CKA_ID and label cannot be used, for the same reason. */
  Optional<String> refusal(KeyId id, String label) {
    return versionOf(id).isPresent()
        ? Optional.empty()
        : ownerOf(id, label).map(UnreadableKey::refusal);
  }

  /** The aliases, which no other object has. */
  Set<String> aliases() {
    return aliases;
  }
}
