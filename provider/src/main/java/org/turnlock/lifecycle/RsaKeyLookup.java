// SPDX-License-Identifier: Apache-2.0
package org.turnlock.lifecycle;

import java.security.InvalidKeyException;
import java.util.List;
import java.util.Optional;
import org.turnlock.keys.KeyNames;
import org.turnlock.keys.Keys;
import org.turnlock.keys.ManagedKeyException;
import org.turnlock.keys.ManagedKeyException.Reason;
import org.turnlock.keys.TokenBackedKey;
import org.turnlock.keys.TokenRsaPrivateKey;
import org.turnlock.keys.directory.ManagedKeyDirectory;
import org.turnlock.token.KeyAttributes.KeyClass;
import org.turnlock.token.ObjectQuery;
import org.turnlock.token.TokenKey;

/** The RSA key under which others come wrapped: a managed key, a version of one, or any other. */
final class RsaKeyLookup {
  private final ManagedKeyDirectory directory;

  RsaKeyLookup(ManagedKeyDirectory directory) {
    this.directory = directory;
  }

  TokenRsaPrivateKey named(String name) throws InvalidKeyException {
    Optional<KeyNames.Pinned> pinned = KeyNames.parse(name);
    Optional<TokenBackedKey> managed =
        pinned.isPresent()
            ? directory.version(pinned.get().alias(), pinned.get().version())
            : directory.key(name);
    TokenBackedKey key = managed.isPresent() ? managed.get() : unmanaged(name);
    if (key instanceof TokenRsaPrivateKey rsa) {
      return rsa;
    }
    throw new InvalidKeyException("key '" + name + "' is no RSA key: " + key.getAlgorithm());
  }

  private TokenBackedKey unmanaged(String name) throws InvalidKeyException {
    List<TokenKey> found =
        directory.token().objects().find(new ObjectQuery.Labelled(name)).keys().stream()
            .filter(key -> key.attributes().keyClass() == KeyClass.PRIVATE)
            .toList();
    if (found.size() != 1) {
      throw new ManagedKeyException(
              Reason.NOT_FOUND,
              found.isEmpty()
                  ? "the token has no private key '" + name + "'"
                  : "the token has several private keys '" + name + "': rename one")
          .about(name);
    }
    Optional<TokenBackedKey> adopted = directory.versionOf(found.get(0));
    return adopted.isPresent() ? adopted.get() : Keys.of(found.get(0));
  }
}
