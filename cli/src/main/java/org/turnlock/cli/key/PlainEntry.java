// SPDX-License-Identifier: Apache-2.0
package org.turnlock.cli.key;

import java.security.GeneralSecurityException;
import java.security.Key;
import java.security.KeyStore;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import javax.crypto.SecretKey;
import org.turnlock.keys.KeyNames;
import org.turnlock.keys.KeyVersion;
import org.turnlock.keys.ManagedKeyInfo;
import org.turnlock.keys.TokenBackedKey;
import org.turnlock.keys.VersionedKey;

/**
 * What a token holds and Turnlock does not manage.
 *
 * @param type algorithm and size
 * @param what {@code secret key}, {@code private key} or {@code certificate}
 * @param note {@code with a certificate}, or nothing
 * @param managed a managed key that whoever asks may not describe
 */
record PlainEntry(String alias, String type, String what, String note, boolean managed) {

  /** All of them, in the order of the aliases. */
  static List<PlainEntry> in(KeyStore keyStore, List<ManagedKeyInfo> managed)
      throws GeneralSecurityException {
    Set<String> names = new HashSet<>();
    Set<String> ids = new HashSet<>();
    for (ManagedKeyInfo key : managed) {
      names.add(key.alias());
      for (KeyVersion version : key.versions()) {
        names.add(KeyNames.of(key.alias(), version.number()));
        ids.add(version.id());
      }
    }
    List<String> aliases = Collections.list(keyStore.aliases());
    Collections.sort(aliases);
    List<PlainEntry> entries = new ArrayList<>();
    for (String alias : aliases) {
      Key key =
          !names.contains(alias) && keyStore.isKeyEntry(alias)
              ? keyStore.getKey(alias, null)
              : null;
      if (key == null ? !names.contains(alias) : !ids.contains(id(key))) {
        entries.add(entry(keyStore, alias, key));
      }
    }
    return entries;
  }

  private static PlainEntry entry(KeyStore keyStore, String alias, Key key)
      throws GeneralSecurityException {
    boolean certified = keyStore.getCertificate(alias) != null;
    if (key == null) {
      String algorithm =
          certified ? keyStore.getCertificate(alias).getPublicKey().getAlgorithm() : "";
      return new PlainEntry(alias, algorithm, "certificate", "", false);
    }
    return new PlainEntry(
        alias,
        key.getAlgorithm() + bits(key),
        key instanceof SecretKey ? "secret key" : "private key",
        certified ? "with a certificate" : "",
        key instanceof VersionedKey own && own.source().versionNumber() > 0);
  }

  private static String bits(Key key) {
    int bits = key instanceof TokenBackedKey own ? own.tokenKey().attributes().bits() : 0;
    return bits == 0 ? "" : "-" + bits;
  }

  private static String id(Key key) {
    return key instanceof TokenBackedKey own ? own.tokenKey().attributes().id().toString() : "";
  }

  /** For programs. */
  Map<String, Object> json() {
    Map<String, Object> fields = new LinkedHashMap<>();
    fields.put("alias", alias);
    fields.put("type", type);
    fields.put("entry", what);
    fields.put("certificate", what.equals("certificate") || !note.isEmpty());
    fields.put("managed", managed);
    return fields;
  }
}
