// SPDX-License-Identifier: Apache-2.0
package org.turnlock.jca.keystore;

import java.security.InvalidKeyException;
import java.security.Key;
import java.security.KeyStoreException;
import java.security.PrivateKey;
import java.security.ProviderException;
import java.security.cert.Certificate;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Optional;
import org.turnlock.audit.AuditAction;
import org.turnlock.audit.AuditedKey;
import org.turnlock.jca.JcaContext;
import org.turnlock.jca.KeyImport;
import org.turnlock.keys.KeyNames;
import org.turnlock.keys.ManagedKeyException;
import org.turnlock.keys.ManagedKeyInfo;
import org.turnlock.keys.ManagedKeySpec;
import org.turnlock.keys.ManagedKeys;
import org.turnlock.keys.TokenBackedKey;
import org.turnlock.keys.directory.ManagedAlias;
import org.turnlock.policy.PolicyOperation;
import org.turnlock.token.TokenCertificate;

/** What a KeyStore does to managed keys: brings versions in, and gives them certificates. */
final class VersionWriter {
  private final JcaContext context;
  private final EntryStore store;

  VersionWriter(JcaContext context, EntryStore store) {
    this.context = context;
    this.store = store;
  }

  /** Adopts a key that is in the token; imports any other, as the first version or the next. */
  void set(String name, Key key, Certificate[] chain, ManagedKeySpec spec)
      throws KeyStoreException {
    if (!spec.alias().equals(name)) {
      throw new KeyStoreException(
          "the entry's alias and its ManagedKeySpec's are two: '"
              + name
              + "' and '"
              + spec.alias()
              + "'");
    }
    KeyToStore entry = KeyToStore.of(name, key, chain, ImportPolicy.SAFE);
    try {
      if (key instanceof TokenBackedKey own) {
        adopt(entry, own, spec);
      } else {
        bringIn(entry, spec);
      }
    } catch (ProviderException | InvalidKeyException | IllegalArgumentException e) {
      throw new KeyStoreException("cannot store key '" + name + "': " + e.getMessage(), e);
    }
  }

  private void bringIn(KeyToStore entry, ManagedKeySpec spec)
      throws KeyStoreException, InvalidKeyException {
    ManagedKeys keys = context.managedKeys();
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

  /** A pair's certificates are there before it is adopted, and taken back if it is not. */
  private void adopt(KeyToStore entry, TokenBackedKey own, ManagedKeySpec spec)
      throws KeyStoreException, InvalidKeyException {
    boolean adoptable =
        own.source().versionNumber() == 0
            && context.token().equals(own.tokenKey().token())
            && own.tokenKey().attributes().resident();
    if (!adoptable || entry.chain().isEmpty()) {
      context.managedKeys().adopt(own, spec);
      return;
    }
    store.change(
        AuditAction.CHANGE_OBJECT,
        AuditedKey.named(spec.alias()),
        "adopt key '" + spec.alias() + "'",
        new Neighbourhood().key(own).certificates(entry.chain()),
        now -> true,
        (writer, now) -> {
          AliasEntry.OfKey known =
              now.entryOf(own.tokenKey(), spec.alias())
                  .orElseThrow(() -> new KeyStoreException("the key is no longer in the token"));
          if (chainOf(now, known).equals(entry.chain())) {
            new LeafCheck(context).check((PrivateKey) own, entry.chain().get(0).getPublicKey());
          } else {
            writer.setChain(now, known, known.label(), entry);
          }
          context.managedKeys().adopt(own, spec);
        });
  }

  private static List<X509Certificate> chainOf(Inventory now, AliasEntry.OfKey key) {
    return now.chainOf(key).stream().map(TokenCertificate::certificate).toList();
  }

  private void requirePermitted(String name) throws KeyStoreException {
    String alias = KeyNames.parse(name).map(KeyNames.Pinned::alias).orElse(name);
    try {
      context.directory().require(alias, PolicyOperation.CERTIFY);
    } catch (ManagedKeyException e) {
      throw new KeyStoreException(e.getMessage(), e);
    }
  }

  /** Gives a version of a managed key another chain: all that setKeyEntry can do to it. */
  void setChain(KeyToStore entry) throws KeyStoreException {
    ManagedAlias.Version version = store.managed().versionToCertify(entry);
    if (entry.chain().isEmpty()) {
      return;
    }
    requirePermitted(entry.alias());
    store.versionObjects(version);
    store.change(
        AuditAction.SET_CERTIFICATE,
        new AuditedKey(
            KeyNames.parse(version.name()).orElseThrow().alias(),
            version.number(),
            version.id().toString()),
        "store the certificates of '" + version.name() + "'",
        new Neighbourhood().id(version.id()).certificates(entry.chain()),
        now -> true,
        (writer, now) ->
            writer.setChain(
                now,
                now.version(version.name())
                    .orElseThrow(
                        () ->
                            new KeyStoreException(
                                "'" + version.name() + "' is no longer in the token")),
                version.name(),
                entry));
    store.managed().forgetCertificates(version);
  }
}
