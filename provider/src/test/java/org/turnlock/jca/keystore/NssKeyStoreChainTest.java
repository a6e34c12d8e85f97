// SPDX-License-Identifier: Apache-2.0
package org.turnlock.jca.keystore;

import org.turnlock.token.Token;

class NssKeyStoreChainTest extends KeyStoreChainTest {
  @Override
  Token open() throws Exception {
    return EmptiedToken.ofNss();
  }
}
