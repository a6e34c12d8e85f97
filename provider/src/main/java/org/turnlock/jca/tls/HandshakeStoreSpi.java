// SPDX-License-Identifier: Apache-2.0
package org.turnlock.jca.tls;

import java.io.InputStream;
import java.io.OutputStream;
import java.security.GeneralSecurityException;
import java.security.Key;
import java.security.KeyStore;
import java.security.KeyStoreException;
import java.security.KeyStoreSpi;
import java.security.UnrecoverableEntryException;
import java.security.UnrecoverableKeyException;
import java.security.cert.Certificate;
import java.util.Collections;
import java.util.Date;
import java.util.Enumeration;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import org.turnlock.jca.tls.HandshakeStore.Shown;

/** A {@link HandshakeStore} in the form in which the JDK's key manager reads it. Read only. */
final class HandshakeStoreSpi extends KeyStoreSpi {
  private static final System.Logger LOG = System.getLogger(HandshakeStoreSpi.class.getName());

  private final HandshakeStore entries;
  private final AtomicBoolean told = new AtomicBoolean();

  private HandshakeStoreSpi(HandshakeStore entries) {
    this.entries = entries;
  }

  /** A loaded KeyStore over {@code entries}. */
  static KeyStore over(HandshakeStore entries) throws GeneralSecurityException {
    KeyStore store = new KeyStore(new HandshakeStoreSpi(entries), null, "Turnlock") {};
    try {
      store.load(null, null);
    } catch (java.io.IOException e) {
      throw new KeyStoreException("cannot read nothing", e);
    }
    return store;
  }

  private Optional<Shown> find(String name) {
    try {
      return entries.find(name);
    } catch (GeneralSecurityException e) {
      LOG.log(System.Logger.Level.DEBUG, "'" + name + "' cannot be shown", e);
      return Optional.empty();
    }
  }

  @Override
  public Enumeration<String> engineAliases() {
    try {
      return Collections.enumeration(entries.names());
    } catch (KeyStoreException e) {
      if (told.compareAndSet(false, true)) {
        LOG.log(System.Logger.Level.WARNING, "a KeyStore's keys take no part in handshakes", e);
      }
      return Collections.emptyEnumeration();
    }
  }

  @Override
  public boolean engineIsKeyEntry(String name) {
    return find(name).isPresent();
  }

  @Override
  public Certificate[] engineGetCertificateChain(String name) {
    return find(name).map(shown -> shown.chain().toArray(Certificate[]::new)).orElse(null);
  }

  @Override
  public Key engineGetKey(String name, char[] ignored) throws UnrecoverableKeyException {
    return find(name).map(Shown::key).orElse(null);
  }

  @Override
  public KeyStore.Entry engineGetEntry(String name, KeyStore.ProtectionParameter ignored)
      throws UnrecoverableEntryException {
    return find(name)
        .map(
            shown ->
                new KeyStore.PrivateKeyEntry(
                    shown.key(), shown.chain().toArray(Certificate[]::new)))
        .orElse(null);
  }

  @Override
  public boolean engineContainsAlias(String name) {
    return find(name).isPresent();
  }

  @Override
  public Certificate engineGetCertificate(String name) {
    return find(name).map(shown -> shown.chain().get(0)).orElse(null);
  }

  @Override
  public int engineSize() {
    return Collections.list(engineAliases()).size();
  }

  @Override
  public boolean engineIsCertificateEntry(String name) {
    return false;
  }

  @Override
  public String engineGetCertificateAlias(Certificate certificate) {
    return null;
  }

  @Override
  public Date engineGetCreationDate(String name) {
    return null;
  }

  @Override
  public void engineLoad(InputStream ignored, char[] password) {}

  @Override
  public void engineStore(OutputStream ignored, char[] password) {
    throw readOnly();
  }

  @Override
  public void engineSetKeyEntry(String name, Key key, char[] password, Certificate[] chain) {
    throw readOnly();
  }

  @Override
  public void engineSetKeyEntry(String name, byte[] key, Certificate[] chain) {
    throw readOnly();
  }

  @Override
  public void engineSetCertificateEntry(String name, Certificate certificate) {
    throw readOnly();
  }

  @Override
  public void engineDeleteEntry(String name) {
    throw readOnly();
  }

  private static UnsupportedOperationException readOnly() {
    return new UnsupportedOperationException("a view of a KeyStore's keys does not change them");
  }
}
