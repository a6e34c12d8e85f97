// SPDX-License-Identifier: Apache-2.0
package org.turnlock.audit.trail.token;

import org.turnlock.provider.TestProviders;
import org.turnlock.softhsm.SoftHsm;
import org.turnlock.softhsm.SoftHsmToken;
import org.turnlock.token.ObjectQuery;
import org.turnlock.token.Token;
import org.turnlock.token.TokenData;
import org.turnlock.token.TokenKey;

@SoftHsm
class SoftHsmTokenHeadsTest extends TokenHeadsContract {
  private final SoftHsmToken softHsm;

  SoftHsmTokenHeadsTest(SoftHsmToken softHsm) {
    this.softHsm = softHsm;
  }

  /** The token is one for all tests: each begins with none of the others' heads and keys. */
  @Override
  Token open() throws Exception {
    Token token =
        TestProviders.token(
            "--name=heads\nlibrary="
                + softHsm.library()
                + "\ntokenLabel="
                + softHsm.label()
                + "\npoolSize=1\n");
    token.login().login(pin());
    for (TokenKey key : token.objects().find(new ObjectQuery.Labelled(TokenHeads.LABEL)).keys()) {
      token.objects().destroy(key);
    }
    for (TokenData data : token.objects().data(TokenHeads.APPLICATION)) {
      token.objects().destroy(data);
    }
    token.login().logout();
    return token;
  }

  @Override
  char[] pin() {
    return softHsm.pinChars();
  }
}
