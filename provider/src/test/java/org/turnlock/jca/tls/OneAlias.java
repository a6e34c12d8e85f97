// SPDX-License-Identifier: Apache-2.0
package org.turnlock.jca.tls;

import java.net.Socket;
import java.security.KeyStore;
import java.security.Principal;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.util.Arrays;
import java.util.Objects;
import java.util.stream.Stream;
import javax.net.ssl.KeyManager;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.X509ExtendedKeyManager;

/** A key manager of the JDK over a whole KeyStore, of which one entry is chosen. */
final class OneAlias extends X509ExtendedKeyManager {
  private final X509ExtendedKeyManager real;
  private final String alias;

  private OneAlias(X509ExtendedKeyManager real, String alias) {
    this.real = real;
    this.alias = alias;
  }

  /**
   * @param factory {@code SunX509} or {@code NewSunX509}
   */
  static KeyManager[] of(KeyStore store, String factory, String alias) throws Exception {
    KeyManagerFactory managers = KeyManagerFactory.getInstance(factory);
    managers.init(store, "any password".toCharArray());
    X509ExtendedKeyManager real = (X509ExtendedKeyManager) managers.getKeyManagers()[0];
    return new KeyManager[] {new OneAlias(real, alias)};
  }

  /** NewSunX509 puts numbers before an alias. */
  private String chosen(String[] aliases) {
    return Stream.ofNullable(aliases)
        .flatMap(Arrays::stream)
        .filter(it -> it.equals(alias) || it.endsWith("." + alias))
        .findFirst()
        .orElse(null);
  }

  @Override
  public String[] getClientAliases(String keyType, Principal[] issuers) {
    return real.getClientAliases(keyType, issuers);
  }

  @Override
  public String[] getServerAliases(String keyType, Principal[] issuers) {
    return real.getServerAliases(keyType, issuers);
  }

  @Override
  public String chooseClientAlias(String[] keyTypes, Principal[] issuers, Socket socket) {
    return Arrays.stream(keyTypes)
        .map(type -> chosen(real.getClientAliases(type, issuers)))
        .filter(Objects::nonNull)
        .findFirst()
        .orElse(null);
  }

  @Override
  public String chooseServerAlias(String keyType, Principal[] issuers, Socket socket) {
    return chosen(real.getServerAliases(keyType, issuers));
  }

  @Override
  public String chooseEngineClientAlias(String[] keyTypes, Principal[] issuers, SSLEngine engine) {
    return chooseClientAlias(keyTypes, issuers, null);
  }

  @Override
  public String chooseEngineServerAlias(String keyType, Principal[] issuers, SSLEngine engine) {
    return chooseServerAlias(keyType, issuers, null);
  }

  @Override
  public X509Certificate[] getCertificateChain(String name) {
    return real.getCertificateChain(name);
  }

  @Override
  public PrivateKey getPrivateKey(String name) {
    return real.getPrivateKey(name);
  }
}
