// SPDX-License-Identifier: Apache-2.0
package org.turnlock.jca.keystore;

import java.security.KeyStore;
import java.security.KeyStoreSpi;
import java.util.Collections;
import java.util.List;
import org.turnlock.jca.JcaContext;
import org.turnlock.jca.TestContexts;
import org.turnlock.jca.TestProvider;
import org.turnlock.token.Token;

/** KeyStores over a token, without a provider around them. */
final class TokenKeyStores {
  private static final class Direct extends KeyStore {
    Direct(KeyStoreSpi spi) {
      super(spi, new TestProvider(), "Turnlock");
    }
  }

  private TokenKeyStores() {}

  static KeyStore loaded(Token token) throws Exception {
    KeyStore keyStore = notLoaded(TestContexts.over(token));
    keyStore.load(null, null);
    return keyStore;
  }

  static KeyStore notLoaded(JcaContext context) {
    return new Direct(new TurnlockKeyStoreSpi(context));
  }

  static List<String> aliases(KeyStore keyStore) throws Exception {
    return Collections.list(keyStore.aliases());
  }
}
