// SPDX-License-Identifier: Apache-2.0
package org.turnlock.jca.tls;

import java.net.Socket;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.KeyStoreException;
import java.security.Principal;
import java.security.PrivateKey;
import java.security.ProviderException;
import java.security.cert.X509Certificate;
import java.util.Arrays;
import java.util.Optional;
import javax.net.ssl.KeyManager;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.KeyStoreBuilderParameters;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.X509ExtendedKeyManager;
import org.turnlock.jca.tls.HandshakeStore.Shown;

/**
 * The key manager. Which entry suits a handshake (kind of key, issuers, host name, constraints,
 * validity) the JDK's own decides, over entries whose names pin a version; by that name the key and
 * the chain are found.
 *
 * <p>Servers that are told an alias, as Tomcat and Jetty can be, ask for {@code payments} itself:
 * for the key and then, as JSSE does, in the same thread for the chain. The thread remembers the
 * version between the two.
 */
final class RotatingKeyManager extends X509ExtendedKeyManager {
  private static final System.Logger LOG = System.getLogger(RotatingKeyManager.class.getName());
  private static final long MEMORY_NANOS = 1_000_000_000L;

  private final HandshakeStore entries;
  private final X509ExtendedKeyManager chooser;
  private final ThreadLocal<Asked> lastAsked = new ThreadLocal<>();

  /**
   * @param alias that a key was asked for
   * @param pinned the version that was given
   */
  private record Asked(String alias, String pinned, long at) {}

  RotatingKeyManager(HandshakeStore entries) throws KeyStoreException {
    this.entries = entries;
    this.chooser = chooser(entries);
  }

  private static X509ExtendedKeyManager chooser(HandshakeStore entries) throws KeyStoreException {
    try {
      KeyStore view = HandshakeStoreSpi.over(entries);
      KeyManagerFactory jdk = KeyManagerFactory.getInstance("NewSunX509", "SunJSSE");
      KeyStore.Builder builder =
          KeyStore.Builder.newInstance(view, new KeyStore.PasswordProtection(new char[0]));
      jdk.init(new KeyStoreBuilderParameters(builder));
      for (KeyManager manager : jdk.getKeyManagers()) {
        if (manager instanceof X509ExtendedKeyManager extended) {
          return extended;
        }
      }
    } catch (GeneralSecurityException e) {
      throw new KeyStoreException("the JDK gives no key manager to choose entries with", e);
    }
    throw new KeyStoreException("the JDK gives no key manager to choose entries with");
  }

  /** The JDK numbers what it chooses: {@code 17.0.payments@4}. */
  private static String name(String chosen) {
    return chosen == null ? null : chosen.split("\\.", 3)[2];
  }

  private static String[] names(String[] chosen) {
    return chosen == null
        ? null
        : Arrays.stream(chosen).map(RotatingKeyManager::name).distinct().toArray(String[]::new);
  }

  @Override
  public String[] getClientAliases(String keyType, Principal[] issuers) {
    return names(chooser.getClientAliases(keyType, issuers));
  }

  @Override
  public String[] getServerAliases(String keyType, Principal[] issuers) {
    return names(chooser.getServerAliases(keyType, issuers));
  }

  @Override
  public String chooseClientAlias(String[] keyTypes, Principal[] issuers, Socket socket) {
    return name(chooser.chooseClientAlias(keyTypes, issuers, socket));
  }

  @Override
  public String chooseServerAlias(String keyType, Principal[] issuers, Socket socket) {
    return name(chooser.chooseServerAlias(keyType, issuers, socket));
  }

  @Override
  public String chooseEngineClientAlias(String[] keyTypes, Principal[] issuers, SSLEngine engine) {
    return name(chooser.chooseEngineClientAlias(keyTypes, issuers, engine));
  }

  @Override
  public String chooseEngineServerAlias(String keyType, Principal[] issuers, SSLEngine engine) {
    return name(chooser.chooseEngineServerAlias(keyType, issuers, engine));
  }

  @Override
  public PrivateKey getPrivateKey(String alias) {
    Optional<Shown> shown = find(alias);
    lastAsked.remove();
    shown
        .filter(it -> !it.name().equals(alias))
        .ifPresent(it -> lastAsked.set(new Asked(alias, it.name(), System.nanoTime())));
    return shown.map(Shown::key).orElse(null);
  }

  @Override
  public X509Certificate[] getCertificateChain(String alias) {
    return find(remembered(alias))
        .map(it -> it.chain().toArray(X509Certificate[]::new))
        .orElse(null);
  }

  private String remembered(String alias) {
    Asked last = lastAsked.get();
    return last != null && last.alias.equals(alias) && System.nanoTime() - last.at < MEMORY_NANOS
        ? last.pinned
        : alias;
  }

  private Optional<Shown> find(String alias) {
    if (alias == null) {
      return Optional.empty();
    }
    try {
      return entries.find(alias);
    } catch (GeneralSecurityException | ProviderException e) {
      LOG.log(System.Logger.Level.DEBUG, "'" + alias + "' cannot be shown", e);
      return Optional.empty();
    }
  }
}
