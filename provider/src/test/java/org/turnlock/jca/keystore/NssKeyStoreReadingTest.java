// SPDX-License-Identifier: Apache-2.0
package org.turnlock.jca.keystore;

import org.turnlock.token.Token;

class NssKeyStoreReadingTest extends KeyStoreReadingTest {
  @Override
  Token open() throws Exception {
    return EmptiedToken.ofNss();
  }
}
