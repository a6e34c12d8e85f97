// SPDX-License-Identifier: Apache-2.0
package org.turnlock.jca.keystore;

import java.security.InvalidKeyException;
import java.security.Key;
import java.security.KeyStoreException;
import java.security.PrivateKey;
import java.util.Optional;
import org.turnlock.jca.JcaContext;
import org.turnlock.jca.KeyImport;
import org.turnlock.keys.ManagedKeyInfo;
import org.turnlock.keys.ManagedKeySpec;
import org.turnlock.keys.ManagedKeys;
import org.turnlock.keys.TokenBackedKey;

/** Brings keys of entries under management. */
final class ManagedImport {
  private final JcaContext context;

  ManagedImport(JcaContext context) {
    this.context = context;
  }

  /** Adopts a key that is in the token, imports any other. */
  void store(KeyToStore entry, ManagedKeySpec spec) throws KeyStoreException, InvalidKeyException {
    ManagedKeys keys = context.managedKeys();
    if (entry.key() instanceof TokenBackedKey own) {
      keys.adopt(own, spec);
      return;
    }
    Key software =
        entry.key() instanceof PrivateKey given ? KeyImport.readable(given) : entry.key();
    if (software instanceof PrivateKey readable) {
      new LeafCheck(context).check(readable, entry.chain().get(0).getPublicKey());
    }
    Optional<ManagedKeyInfo> known = keys.find(spec.alias());
    if (known.isPresent()) {
      keys.importVersion(spec.alias(), known.get().current(), software, entry.chain());
    } else {
      keys.create(spec, software, entry.chain());
    }
  }
}
