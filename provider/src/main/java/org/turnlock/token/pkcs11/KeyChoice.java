// SPDX-License-Identifier: Apache-2.0
package org.turnlock.token.pkcs11;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.turnlock.pkcs11.AttributeChoice;
import org.turnlock.pkcs11.AttributeValues;
import org.turnlock.pkcs11.constant.Cka;
import org.turnlock.pkcs11.constant.Ckk;
import org.turnlock.pkcs11.constant.Cko;

/**
 * What to read of objects whose kind shows only as they are read. Private keys of all types are
 * asked for all that any type has, in one call, so that one search finds them all.
 */
final class KeyChoice implements AttributeChoice {
  private static final long UNKNOWN = -1;
  private static final long[] NOTHING = {};

  private final long[] first;
  private final List<Long> privateKinds;

  private KeyChoice(long[] first, List<Long> privateKinds) {
    this.first = first;
    this.privateKinds = privateKinds;
  }

  /** Of secret keys. */
  static KeyChoice secret() {
    return new KeyChoice(KeyReader.attributesOf(Cko.SECRET_KEY, Ckk.AES), List.of());
  }

  /**
   * Of private keys.
   *
   * @param kinds CKK_* of those that are wanted
   */
  static KeyChoice privateKeys(List<Long> kinds) {
    Set<Long> all = new LinkedHashSet<>();
    for (long kind : kinds) {
      for (long type : KeyReader.attributesOf(Cko.PRIVATE_KEY, kind)) {
        all.add(type);
      }
    }
    return new KeyChoice(all.stream().mapToLong(Long::longValue).toArray(), kinds);
  }

  /** Of objects of any class: of each the class, then what is wanted of keys and certificates. */
  static KeyChoice ofAnyClass(List<Long> kinds) {
    return new KeyChoice(new long[] {Cka.CLASS, Cka.KEY_TYPE}, kinds);
  }

  @Override
  public long[] first() {
    return first;
  }

  @Override
  public long[] wanted(AttributeValues known) {
    long objectClass = known.ulong(Cka.CLASS, UNKNOWN);
    if (objectClass == Cko.SECRET_KEY) {
      return KeyReader.attributesOf(Cko.SECRET_KEY, Ckk.AES);
    }
    if (objectClass == Cko.PRIVATE_KEY) {
      long type = known.ulong(Cka.KEY_TYPE, UNKNOWN);
      return privateKinds.contains(type)
          ? KeyReader.attributesOf(Cko.PRIVATE_KEY, type)
          : KeyReader.kind();
    }
    return objectClass == Cko.CERTIFICATE ? CertificateObjects.attributes() : NOTHING;
  }
}
