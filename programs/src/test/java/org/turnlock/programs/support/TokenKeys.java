// SPDX-License-Identifier: Apache-2.0
package org.turnlock.programs.support;

import java.nio.file.Files;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.KeyStore;
import java.security.KeyStoreException;
import java.security.PrivateKey;
import java.security.Security;
import java.security.cert.Certificate;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.List;
import org.turnlock.pkcs11.binding.CallTrace.Count;
import org.turnlock.provider.TurnlockProvider;
import org.turnlock.softhsm.SoftHsmToken;

/** Turnlock on a SoftHSM token, registered last as README.md says, and keys made in that token. */
public final class TokenKeys implements AutoCloseable {
  public static final String PROVIDER = "Turnlock";

  private final TurnlockProvider provider;
  private final KeyStore keyStore;
  private final List<String> made = new ArrayList<>();

  private TokenKeys(TurnlockProvider provider, KeyStore keyStore) {
    this.provider = provider;
    this.keyStore = keyStore;
  }

  public static TokenKeys on(SoftHsmToken token) throws Exception {
    String configuration = Files.readString(token.turnlockConfiguration()) + "\ntrace = true\n";
    TurnlockProvider provider =
        (TurnlockProvider) new TurnlockProvider().configure("--" + configuration);
    Security.addProvider(provider);
    KeyStore keyStore = KeyStore.getInstance(PROVIDER);
    keyStore.load(null, token.pinChars());
    return new TokenKeys(provider, keyStore);
  }

  public TurnlockProvider provider() {
    return provider;
  }

  public KeyStore keyStore() {
    return keyStore;
  }

  /** Makes a key pair in the token, RSA or EC, with a certificate for localhost. */
  public X509Certificate make(String alias, String algorithm) throws Exception {
    return make(alias, algorithm, "localhost");
  }

  /** Makes a key pair in the token, RSA or EC, with a certificate for that host. */
  public X509Certificate make(String alias, String algorithm, String host) throws Exception {
    KeyPairGenerator generator = KeyPairGenerator.getInstance(algorithm, provider);
    generator.initialize(algorithm.equals("RSA") ? 2048 : 256);
    KeyPair pair = generator.generateKeyPair();
    X509Certificate certificate = Certificates.selfSigned(pair, host, provider);
    keyStore.setKeyEntry(alias, pair.getPrivate(), null, new Certificate[] {certificate});
    made.add(alias);
    return certificate;
  }

  public PrivateKey privateKey(String alias) throws Exception {
    return (PrivateKey) keyStore.getKey(alias, null);
  }

  /** How often a function of the module was called. */
  public long calls(String function) {
    Count count = provider.callTrace().orElseThrow().counts().get(function);
    return count == null ? 0 : count.calls();
  }

  /** Deletes the keys and closes the token. */
  @Override
  public void close() throws KeyStoreException {
    for (String alias : made) {
      keyStore.deleteEntry(alias);
    }
    Security.removeProvider(PROVIDER);
    provider.close();
  }
}
