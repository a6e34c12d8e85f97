// SPDX-License-Identifier: Apache-2.0
package org.turnlock.lifecycle;

import java.security.InvalidKeyException;
import java.security.Key;
import java.security.Provider;
import java.security.cert.X509Certificate;
import java.util.List;
import org.turnlock.keys.KeyOrigin;
import org.turnlock.keys.ManagedKeySpec;
import org.turnlock.keys.directory.ManagedKeyDirectory;
import org.turnlock.keys.record.ManagedKeyRecord;
import org.turnlock.lifecycle.VersionAdding.Making;

/** Brings keys from outside into a token: as the first version of a managed key, or the next. */
final class KeyImports {
  private final ManagedKeyDirectory directory;
  private final Provider provider;
  private final KeyCreation creation;
  private final VersionAdding versions;
  private final Certification certification;

  /**
   * @param provider has the ciphers that unwrap
   */
  KeyImports(
      ManagedKeyDirectory directory,
      Provider provider,
      KeyCreation creation,
      VersionAdding versions,
      Certification certification) {
    this.directory = directory;
    this.provider = provider;
    this.creation = creation;
    this.versions = versions;
    this.certification = certification;
  }

  /** A key in clear. */
  ImportedMaterial plain(Key software) {
    return new ImportedMaterial(directory.token().objects(), software);
  }

  /** A wrapped key. */
  WrappedMaterial wrapped(byte[] wrapped, String rsaKey, String hash) throws InvalidKeyException {
    Key unwrapping = new RsaKeyLookup(directory).named(rsaKey);
    return new WrappedMaterial(directory.token().objects(), provider, wrapped, unwrapping, hash);
  }

  /** A new key of which {@code software} is the first version. */
  ManagedKeyRecord first(ManagedKeySpec spec, Key software, List<X509Certificate> chain)
      throws InvalidKeyException {
    ImportedMaterial material = plain(software);
    return creation.create(
        spec, material.kind(spec), material, certification.imported(spec, chain));
  }

  /** A new key of the kind that {@code spec} says, whose first version comes wrapped. */
  ManagedKeyRecord first(ManagedKeySpec spec, WrappedMaterial material) throws InvalidKeyException {
    return creation.create(
        spec, ManagedKinds.of(spec), material, certification.imported(spec, List.of()));
  }

  /** The next version of a key that is there. */
  ManagedKeyRecord next(
      String alias,
      int expectedCurrent,
      VersionMaterial<InvalidKeyException> material,
      List<X509Certificate> chain)
      throws InvalidKeyException {
    return versions.add(
        alias,
        record ->
            certification.toImport(VersionTransitions.importable(record, expectedCurrent), chain),
        new Making<InvalidKeyException>(
            KeyOrigin.IMPORTED, material, certification.imported(chain)));
  }
}
