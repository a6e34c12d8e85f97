// SPDX-License-Identifier: Apache-2.0
package org.turnlock.jca.keystore;

import java.security.KeyStore;
import java.security.KeyStoreException;
import java.util.Optional;
import java.util.Set;
import org.turnlock.keys.TokenKeyProtection;
import org.turnlock.keys.TokenKeySpec;
import org.turnlock.token.KeyAttributes;
import org.turnlock.token.KeyId;
import org.turnlock.token.KeyUsage;
import org.turnlock.token.NewKey;

/** The attributes that a key gets when it is stored: the safe ones, or what its entry asks for. */
final class ImportPolicy {
  /** No word on it: sensitive, not extractable, for what the key's algorithm needs. */
  static final ImportPolicy SAFE = new ImportPolicy(null);

  private final TokenKeySpec spec;

  private ImportPolicy(TokenKeySpec spec) {
    this.spec = spec;
  }

  /** The policy that a protection parameter states; passwords state none. */
  static ImportPolicy of(KeyStore.ProtectionParameter protection) {
    return protection instanceof TokenKeyProtection own ? new ImportPolicy(own.spec()) : SAFE;
  }

  /** The CKA_ID that is asked for. */
  Optional<KeyId> id() {
    return spec == null ? Optional.empty() : spec.id().map(KeyId::of);
  }

  void checkAlias(String alias) throws KeyStoreException {
    if (spec != null && spec.resident() && !spec.label().equals(alias)) {
      throw new KeyStoreException(
          "the key's alias is its label: '" + alias + "' and '" + spec.label() + "' are two");
    }
  }

  /** How a software key is to be in the token. */
  NewKey imported(String label, Set<KeyUsage> otherwise) {
    return spec == null
        ? NewKey.resident(label, otherwise)
        : describe(label, otherwise, spec.sensitive(), spec.extractable());
  }

  /** How the copy of a session key is to be: a copy is never less guarded than the key. */
  NewKey copied(String label, KeyAttributes source) throws KeyStoreException {
    if (spec == null) {
      return describe(label, source.usages(), source.sensitive(), source.extractable());
    }
    if (spec.extractable() && !source.extractable() || !spec.sensitive() && source.sensitive()) {
      throw new KeyStoreException(
          "a key that was made not extractable, or sensitive, stays so: make it otherwise, or store"
              + " it as it is");
    }
    return describe(label, source.usages(), spec.sensitive(), spec.extractable());
  }

  private NewKey describe(
      String label, Set<KeyUsage> otherwise, boolean sensitive, boolean extractable) {
    Set<KeyUsage> usages = spec == null || spec.usages().isEmpty() ? otherwise : spec.usages();
    return new NewKey(true, label, id().orElseGet(KeyId::random), usages, sensitive, extractable);
  }

  /** Refuses to change the attributes of a key that is in the token already. */
  void checkKept(KeyAttributes resident) throws KeyStoreException {
    if (spec == null) {
      return;
    }
    boolean same =
        spec.extractable() == resident.extractable()
            && spec.sensitive() == resident.sensitive()
            && (spec.usages().isEmpty() || spec.usages().containsAll(resident.usages()))
            && id().map(resident.id()::equals).orElse(true);
    if (!same) {
      throw new KeyStoreException(
          "the key is in the token already and keeps its id, its usages and whether it may leave;"
              + " store it without a TokenKeyProtection");
    }
  }
}
