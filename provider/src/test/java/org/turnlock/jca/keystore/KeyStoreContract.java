// SPDX-License-Identifier: Apache-2.0
package org.turnlock.jca.keystore;

import org.junit.jupiter.api.BeforeEach;
import org.turnlock.jca.WatchedToken;
import org.turnlock.token.Token;
import org.turnlock.token.software.SoftwareToken;

/** Tests over an empty token: the software token here, others in subclasses. */
abstract class KeyStoreContract {
  WatchedToken token;

  Token open() throws Exception {
    return SoftwareToken.inMemory();
  }

  @BeforeEach
  void openToken() throws Exception {
    token = new WatchedToken(open());
  }
}
