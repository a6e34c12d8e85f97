// SPDX-License-Identifier: Apache-2.0
package org.turnlock.jca.keystore;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.security.Key;
import java.security.KeyStore;
import java.security.KeyStoreException;
import java.security.KeyStoreSpi;
import java.security.PrivateKey;
import java.security.UnrecoverableEntryException;
import java.security.UnrecoverableKeyException;
import java.security.cert.Certificate;
import java.security.cert.X509Certificate;
import java.util.Collections;
import java.util.Date;
import java.util.Enumeration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import javax.crypto.SecretKey;
import org.turnlock.jca.JcaContext;
import org.turnlock.keys.ManagedKeyProtection;
import org.turnlock.token.TokenCertificate;
import org.turnlock.token.TokenException;

/**
 * A token as a KeyStore, of the types {@code Turnlock} and {@code PKCS11}. {@code load} reads the
 * token once; reading entries asks it nothing more. Changes are in the token when the call returns.
 *
 * <p>There is one secret, the token's PIN: passwords of entries are ignored. So are the streams of
 * {@code load} and {@code store}, which some programs pass: all there is, is in the token.
 *
 * <p>Aliases are labels, in any language, told apart by case. Objects whose label is taken, or that
 * have none, have the alias {@code label#CKA_ID}. An alias may be a PKCS#11 URI (RFC 7512) of one
 * object of the token; one that names several or cannot be read is refused by what can say so, and
 * names nothing to the rest.
 *
 * <p>A managed key is listed once, under its alias, which follows its rotations without another
 * {@code load}. Its versions are not listed and answer to their names, {@code payments@3}; a key
 * that was adopted, also to its own label, as the version that it is. PKCS#11 keeps no creation
 * dates: an entry's date is its certificate's first day, and 1 January 1970 (not known) without
 * one; a managed key's is its current version's.
 */
public final class TurnlockKeyStoreSpi extends KeyStoreSpi {
  private final KeyStoreLogin login;
  private final EntryStore entries;

  public TurnlockKeyStoreSpi(JcaContext context) {
    this.login = new KeyStoreLogin(context);
    this.entries = new EntryStore(context);
  }

  @Override
  public void engineLoad(InputStream ignored, char[] pin) throws IOException {
    load(() -> login.login(pin));
  }

  @Override
  public void engineLoad(KeyStore.LoadStoreParameter parameter) throws IOException {
    load(() -> login.login(parameter == null ? null : parameter.getProtectionParameter()));
  }

  private interface Login {
    void run() throws IOException;
  }

  private void load(Login entrance) throws IOException {
    try {
      entrance.run();
      entries.load();
    } catch (TokenException e) {
      throw new IOException("cannot read the token: " + e.getMessage(), e);
    }
  }

  /** Nothing to do: every change is in the token already. */
  @Override
  public void engineStore(OutputStream ignored, char[] password) {}

  /** Nothing to do: every change is in the token already. */
  @Override
  public void engineStore(KeyStore.LoadStoreParameter parameter) {}

  @Override
  public Enumeration<String> engineAliases() {
    return Collections.enumeration(entries.aliases());
  }

  @Override
  public int engineSize() {
    return entries.aliases().size();
  }

  @Override
  public boolean engineContainsAlias(String alias) {
    return find(alias).isPresent();
  }

  @Override
  public boolean engineIsKeyEntry(String alias) {
    return find(alias).filter(entry -> !(entry instanceof AliasEntry.OfCertificate)).isPresent();
  }

  @Override
  public boolean engineIsCertificateEntry(String alias) {
    return find(alias).filter(AliasEntry.OfCertificate.class::isInstance).isPresent();
  }

  @Override
  public Key engineGetKey(String alias, char[] password) throws UnrecoverableKeyException {
    EntryLookup found = entries.lookUp(alias);
    if (found.refusal() != null) {
      throw new UnrecoverableKeyException(found.refusal());
    }
    return key(found.entry());
  }

  /** Null for an entry that is none. */
  private static Key key(AliasEntry entry) throws UnrecoverableKeyException {
    if (entry instanceof ManagedEntry managed) {
      return managed.jcaKey();
    }
    return entry instanceof AliasEntry.OfKey key ? key.key() : null;
  }

  @Override
  public Certificate engineGetCertificate(String alias) {
    return find(alias).map(AliasEntry::certificate).orElse(null);
  }

  @Override
  public Certificate[] engineGetCertificateChain(String alias) {
    Inventory now = entries.inventory();
    AliasEntry entry = entries.lookUp(now, alias).entry();
    List<X509Certificate> chain = List.of();
    if (entry instanceof ManagedEntry managed) {
      chain = managed.chain();
    } else if (entry instanceof AliasEntry.OfKey key) {
      chain = now.chainOf(key).stream().map(TokenCertificate::certificate).toList();
    }
    return chain.isEmpty() ? null : chain.toArray(X509Certificate[]::new);
  }

  @Override
  public String engineGetCertificateAlias(Certificate certificate) {
    Inventory now = entries.inventory();
    return Stream.of(
            now.entries().values().stream(),
            entries.managed().aliases().stream().flatMap(alias -> find(alias).stream()),
            now.versions().stream())
        .flatMap(found -> found)
        .filter(entry -> entry.certificate() != null && entry.certificate().equals(certificate))
        .map(AliasEntry::alias)
        .findFirst()
        .orElse(null);
  }

  @Override
  public Date engineGetCreationDate(String alias) {
    return find(alias).map(TurnlockKeyStoreSpi::creationDate).orElse(null);
  }

  private static Date creationDate(AliasEntry entry) {
    if (entry instanceof ManagedEntry managed) {
      return Date.from(managed.created());
    }
    X509Certificate certificate = entry.certificate();
    return certificate == null ? new Date(0) : certificate.getNotBefore();
  }

  @Override
  public boolean engineEntryInstanceOf(String alias, Class<? extends KeyStore.Entry> type) {
    AliasEntry entry = find(alias).orElse(null);
    if (entry == null || entry instanceof AliasEntry.OfCertificate) {
      return entry != null && type == KeyStore.TrustedCertificateEntry.class;
    }
    boolean secret =
        entry instanceof ManagedEntry managed
            ? !managed.isPair()
            : ((AliasEntry.OfKey) entry).key() instanceof SecretKey;
    return type
        == (secret
            ? KeyStore.SecretKeyEntry.class
            : entry.certificate() == null ? null : KeyStore.PrivateKeyEntry.class);
  }

  @Override
  public KeyStore.Entry engineGetEntry(String alias, KeyStore.ProtectionParameter ignored)
      throws UnrecoverableEntryException {
    EntryLookup found = entries.lookUp(alias);
    if (found.refusal() != null) {
      throw new UnrecoverableEntryException(found.refusal());
    }
    Key key;
    try {
      key = key(found.entry());
    } catch (UnrecoverableKeyException e) {
      throw (UnrecoverableEntryException)
          new UnrecoverableEntryException(e.getMessage()).initCause(e);
    }
    if (key != null) {
      if (key instanceof SecretKey secret) {
        return new KeyStore.SecretKeyEntry(secret);
      }
      Certificate[] chain = engineGetCertificateChain(alias);
      if (chain == null) {
        throw new UnrecoverableEntryException(
            "private key '" + alias + "' has no certificate, so it is no entry; use getKey");
      }
      return new KeyStore.PrivateKeyEntry((PrivateKey) key, chain);
    }
    return found.entry() == null
        ? null
        : new KeyStore.TrustedCertificateEntry(found.entry().certificate());
  }

  @Override
  public void engineSetEntry(
      String alias, KeyStore.Entry entry, KeyStore.ProtectionParameter protection)
      throws KeyStoreException {
    if (entry instanceof KeyStore.PrivateKeyEntry key) {
      setKey(alias, key.getPrivateKey(), key.getCertificateChain(), protection);
    } else if (entry instanceof KeyStore.SecretKeyEntry key) {
      setKey(alias, key.getSecretKey(), null, protection);
    } else if (entry instanceof KeyStore.TrustedCertificateEntry certificate) {
      if (protection instanceof ManagedKeyProtection) {
        throw new KeyStoreException("only keys are managed, not the certificate '" + alias + "'");
      }
      engineSetCertificateEntry(alias, certificate.getTrustedCertificate());
    } else {
      throw new KeyStoreException("unknown kind of entry: " + entry.getClass().getName());
    }
  }

  private void setKey(
      String alias, Key key, Certificate[] chain, KeyStore.ProtectionParameter protection)
      throws KeyStoreException {
    if (protection instanceof ManagedKeyProtection managed) {
      entries.setManaged(alias, key, chain, managed.spec());
    } else {
      entries.setKey(alias, key, chain, ImportPolicy.of(protection));
    }
  }

  @Override
  public void engineSetKeyEntry(String alias, Key key, char[] ignored, Certificate[] chain)
      throws KeyStoreException {
    entries.setKey(alias, key, chain, ImportPolicy.SAFE);
  }

  @Override
  public void engineSetKeyEntry(String alias, byte[] key, Certificate[] chain)
      throws KeyStoreException {
    throw new KeyStoreException(
        "a token takes no keys that are encrypted already; pass the Key itself");
  }

  @Override
  public void engineSetCertificateEntry(String alias, Certificate certificate)
      throws KeyStoreException {
    entries.setCertificate(alias, KeyToStore.x509(certificate));
  }

  /** Deletes what {@code load} saw under this alias; nothing happens if it is gone already. */
  @Override
  public void engineDeleteEntry(String alias) throws KeyStoreException {
    entries.delete(alias);
  }

  private Optional<AliasEntry> find(String alias) {
    return Optional.ofNullable(entries.lookUp(alias).entry());
  }
}
