// SPDX-License-Identifier: Apache-2.0
package org.turnlock.jca.tls;

import java.security.GeneralSecurityException;
import java.security.Key;
import java.security.KeyStore;
import java.security.KeyStoreException;
import java.security.PrivateKey;
import java.security.ProviderException;
import java.security.UnrecoverableKeyException;
import java.security.cert.Certificate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.turnlock.keys.KeyNames;
import org.turnlock.keys.TokenBackedKey;
import org.turnlock.keys.directory.HandshakeKeys;
import org.turnlock.keys.directory.HandshakeKeys.Credential;

/**
 * The entries of a KeyStore as handshakes see them: of a managed key {@code payments} there is its
 * current version, as {@code payments@4}. What that name stands for does not change, so whoever
 * asks for its key and then for its chain gets what belongs together. Thread-safe.
 */
final class HandshakeStore {
  private static final System.Logger LOG = System.getLogger(HandshakeStore.class.getName());

  private final KeyStore store;
  private final Protection protection;
  private final Map<String, HandshakeKeys> managed = new ConcurrentHashMap<>();
  private final Map<String, Known> software = new ConcurrentHashMap<>();

  /**
   * A software key, which is decrypted at each question for it, and often slowly so.
   *
   * @param leaf the entry's certificate at that time, or null: another one comes with another key
   */
  private record Known(Certificate leaf, Key key) {}

  /** The password of an entry. */
  private interface Protection {
    KeyStore.ProtectionParameter of(String alias) throws KeyStoreException;
  }

  HandshakeStore(KeyStore store, char[] password) {
    this.store = store;
    KeyStore.PasswordProtection same =
        new KeyStore.PasswordProtection(password == null ? new char[0] : password.clone());
    this.protection = alias -> same;
  }

  HandshakeStore(KeyStore.Builder builder) throws KeyStoreException {
    this.store = builder.getKeyStore();
    this.protection = builder::getProtectionParameter;
  }

  /**
   * Fails if the password opens none of the entries: a handshake would only say that there are
   * none. In a Turnlock KeyStore entries have no password.
   */
  void requirePassword() throws KeyStoreException, UnrecoverableKeyException {
    if (store.getType().equalsIgnoreCase("Turnlock")) {
      return;
    }
    String closed = null;
    UnrecoverableKeyException failure = null;
    for (String alias : Collections.list(store.aliases())) {
      try {
        if (store.isKeyEntry(alias) && key(alias) instanceof PrivateKey) {
          return;
        }
      } catch (UnrecoverableKeyException e) {
        closed = alias;
        failure = e;
      } catch (GeneralSecurityException | ProviderException e) {
        LOG.log(System.Logger.Level.DEBUG, "'" + alias + "' cannot be read now", e);
      }
    }
    if (failure != null) {
      UnrecoverableKeyException wrong =
          new UnrecoverableKeyException(
              "the password that init was given opens no key of the KeyStore; '"
                  + closed
                  + "': "
                  + failure.getMessage());
      wrong.initCause(failure);
      throw wrong;
    }
  }

  /** The names of all that can be shown at the moment. */
  List<String> names() throws KeyStoreException {
    List<String> names = new ArrayList<>();
    for (String alias : Collections.list(store.aliases())) {
      try {
        name(alias).ifPresent(names::add);
      } catch (GeneralSecurityException | ProviderException e) {
        LOG.log(System.Logger.Level.DEBUG, "'" + alias + "' takes no part in a handshake now", e);
      }
    }
    return names;
  }

  private Optional<String> name(String alias) throws GeneralSecurityException {
    if (!store.isKeyEntry(alias)) {
      return Optional.empty();
    }
    Optional<HandshakeKeys> keys = managed(alias);
    if (keys.isPresent()) {
      return keys.get().current().map(it -> KeyNames.of(alias, it.version()));
    }
    return isVersion(alias) ? Optional.empty() : Optional.of(alias);
  }

  /** Whether the KeyStore lists a version by itself whose key is there too. */
  private boolean isVersion(String alias) throws GeneralSecurityException {
    Optional<KeyNames.Pinned> pinned = KeyNames.parse(alias);
    return pinned.isPresent() && managed(pinned.get().alias()).isPresent();
  }

  /** The managed key of this alias; empty if it is none. */
  private Optional<HandshakeKeys> managed(String alias) throws GeneralSecurityException {
    Optional<HandshakeKeys> now = HandshakeKeys.of(key(alias));
    return now.map(
        keys -> managed.merge(alias, keys, (known, same) -> known.isSameKey(same) ? known : same));
  }

  private Key key(String alias) throws GeneralSecurityException {
    Known known = software.get(alias);
    if (known != null && Objects.equals(known.leaf, store.getCertificate(alias))) {
      return known.key;
    }
    Key key = read(alias);
    if (key == null || key instanceof TokenBackedKey) {
      software.remove(alias);
    } else {
      software.put(alias, new Known(store.getCertificate(alias), key));
    }
    return key;
  }

  private Key read(String alias) throws GeneralSecurityException {
    KeyStore.ProtectionParameter how = protection.of(alias);
    char[] password = how instanceof KeyStore.PasswordProtection given ? given.getPassword() : null;
    return store.getKey(alias, password);
  }

  /**
   * The key and the chain of a name: of a managed key's alias those of its current version, of all
   * others what the KeyStore has.
   *
   * @return empty if there is no such key, or it has no chain
   */
  Optional<Shown> find(String name) throws GeneralSecurityException {
    Optional<KeyNames.Pinned> pinned = KeyNames.parse(name);
    if (pinned.isPresent()) {
      Optional<HandshakeKeys> keys = managed(pinned.get().alias());
      if (keys.isPresent()) {
        return keys.get().version(pinned.get().version()).map(it -> new Shown(name, it));
      }
    }
    Optional<HandshakeKeys> whole = managed(name);
    if (whole.isPresent()) {
      return whole.get().current().map(it -> new Shown(KeyNames.of(name, it.version()), it));
    }
    Certificate[] chain = store.getCertificateChain(name);
    return chain != null && key(name) instanceof PrivateKey key
        ? Optional.of(new Shown(name, key, List.of(chain)))
        : Optional.empty();
  }

  /**
   * What a handshake shows and signs with.
   *
   * @param name finds the same again
   */
  record Shown(String name, PrivateKey key, List<? extends Certificate> chain) {
    Shown(String name, Credential credential) {
      this(name, credential.key(), credential.chain());
    }
  }
}
