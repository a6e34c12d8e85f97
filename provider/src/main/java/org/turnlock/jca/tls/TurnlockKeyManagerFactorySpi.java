// SPDX-License-Identifier: Apache-2.0
package org.turnlock.jca.tls;

import java.security.InvalidAlgorithmParameterException;
import java.security.KeyStore;
import java.security.KeyStoreException;
import java.security.UnrecoverableKeyException;
import java.util.List;
import javax.net.ssl.KeyManager;
import javax.net.ssl.KeyManagerFactorySpi;
import javax.net.ssl.KeyStoreBuilderParameters;
import javax.net.ssl.ManagerFactoryParameters;
import org.turnlock.jca.JcaContext;

/**
 * Key managers whose managed keys rotate while TLS peers run: each handshake is served the current
 * version, with its own chain. Takes any KeyStore; entries that are not managed are served as the
 * JDK's {@code NewSunX509} does.
 */
public final class TurnlockKeyManagerFactorySpi extends KeyManagerFactorySpi {
  private RotatingKeyManager manager;

  public TurnlockKeyManagerFactorySpi(JcaContext context) {}

  /**
   * @param password of the entries, where the KeyStore asks for one; a Turnlock KeyStore does not
   * @throws UnrecoverableKeyException if it opens none of them
   */
  @Override
  protected void engineInit(KeyStore store, char[] password)
      throws KeyStoreException, UnrecoverableKeyException {
    if (store == null) {
      throw new KeyStoreException("no KeyStore given: load one of the type Turnlock and give that");
    }
    // Fails here, not in each handshake, if the KeyStore is not loaded.
    store.size();
    HandshakeStore entries = new HandshakeStore(store, password);
    entries.requirePassword();
    manager = new RotatingKeyManager(entries);
  }

  /** Takes {@link KeyStoreBuilderParameters} with one KeyStore. */
  @Override
  protected void engineInit(ManagerFactoryParameters parameters)
      throws InvalidAlgorithmParameterException {
    if (!(parameters instanceof KeyStoreBuilderParameters builders)) {
      throw new InvalidAlgorithmParameterException(
          "the parameters are KeyStoreBuilderParameters, or init is given a KeyStore");
    }
    List<KeyStore.Builder> all = builders.getParameters();
    if (all.size() != 1) {
      throw new InvalidAlgorithmParameterException(
          "one KeyStore makes a key manager here, not " + all.size());
    }
    try {
      manager = new RotatingKeyManager(new HandshakeStore(all.get(0)));
    } catch (KeyStoreException e) {
      throw new InvalidAlgorithmParameterException("the KeyStore cannot be had", e);
    }
  }

  @Override
  protected KeyManager[] engineGetKeyManagers() {
    if (manager == null) {
      throw new IllegalStateException("the KeyManagerFactory is not initialised");
    }
    return new KeyManager[] {manager};
  }
}
