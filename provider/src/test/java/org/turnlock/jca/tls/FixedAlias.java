// SPDX-License-Identifier: Apache-2.0
package org.turnlock.jca.tls;

import java.net.Socket;
import java.security.Principal;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.X509ExtendedKeyManager;

/** Always one alias, as servers do that are told one: Tomcat's JSSEKeyManager, Jetty's aliased. */
class FixedAlias extends X509ExtendedKeyManager {
  final X509ExtendedKeyManager manager;
  final String alias;

  FixedAlias(X509ExtendedKeyManager manager, String alias) {
    this.manager = manager;
    this.alias = alias;
  }

  @Override
  public String[] getClientAliases(String keyType, Principal[] issuers) {
    return manager.getClientAliases(keyType, issuers);
  }

  @Override
  public String[] getServerAliases(String keyType, Principal[] issuers) {
    return manager.getServerAliases(keyType, issuers);
  }

  @Override
  public String chooseClientAlias(String[] keyTypes, Principal[] issuers, Socket socket) {
    return alias;
  }

  @Override
  public String chooseServerAlias(String keyType, Principal[] issuers, Socket socket) {
    return alias;
  }

  @Override
  public String chooseEngineClientAlias(String[] keyTypes, Principal[] issuers, SSLEngine engine) {
    return alias;
  }

  @Override
  public String chooseEngineServerAlias(String keyType, Principal[] issuers, SSLEngine engine) {
    return alias;
  }

  @Override
  public PrivateKey getPrivateKey(String name) {
    return manager.getPrivateKey(name);
  }

  @Override
  public X509Certificate[] getCertificateChain(String name) {
    return manager.getCertificateChain(name);
  }
}
