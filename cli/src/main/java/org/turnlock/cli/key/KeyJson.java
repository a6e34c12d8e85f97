// SPDX-License-Identifier: Apache-2.0
package org.turnlock.cli.key;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.turnlock.keys.KeyVersion;
import org.turnlock.keys.ManagedKeyInfo;
import org.turnlock.keys.UseLimits;

/** A managed key for programs. docs/cli.md lists the fields; they keep their names. */
final class KeyJson {
  private KeyJson() {}

  static Map<String, Object> of(ManagedKeyInfo key) {
    Map<String, Object> fields = new LinkedHashMap<>();
    fields.put("alias", key.alias());
    fields.put("type", key.kind().toString());
    fields.put("algorithm", key.kind().algorithm());
    fields.put("bits", key.kind().bits());
    fields.put("curve", key.kind().curve());
    fields.put("state", word(key.state()));
    fields.put("current", key.current());
    fields.put("floor", key.floor());
    fields.put("usages", key.usages().stream().map(KeyJson::word).sorted().toList());
    fields.put("created", key.created());
    fields.put("rotationPeriod", key.rotationPeriod());
    fields.put("nextRotation", key.nextRotation());
    fields.put("deletionDate", key.deletionDate());
    fields.put("limits", limits(key.limits()));
    fields.put("description", key.description());
    fields.put("tags", new TreeMap<>(key.tags()));
    fields.put("versions", versions(key.versions()));
    return fields;
  }

  private static List<Map<String, Object>> versions(List<KeyVersion> versions) {
    return versions.stream().map(KeyJson::version).toList();
  }

  private static Map<String, Object> version(KeyVersion version) {
    Map<String, Object> fields = new LinkedHashMap<>();
    fields.put("number", version.number());
    fields.put("id", version.id());
    fields.put("state", word(version.state()));
    fields.put("belowFloor", version.belowFloor());
    fields.put("origin", word(version.origin()));
    fields.put("created", version.created());
    fields.put("uses", version.uses());
    fields.put("bytes", version.bytes());
    fields.put("lastUse", version.lastUse());
    return fields;
  }

  private static Map<String, Object> limits(UseLimits limits) {
    Map<String, Object> fields = new LinkedHashMap<>();
    fields.put("uses", limit(limits.uses()));
    fields.put("bytes", limit(limits.bytes()));
    return fields;
  }

  private static Object limit(long most) {
    return most == UseLimits.UNLIMITED ? null : (Object) most;
  }

  /** An enum's name as both people and programs read it: {@code decrypt-only}. */
  static String word(Enum<?> value) {
    return value.name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
