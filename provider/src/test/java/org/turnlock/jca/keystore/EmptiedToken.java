// SPDX-License-Identifier: Apache-2.0
package org.turnlock.jca.keystore;

import org.turnlock.provider.TestProviders;
import org.turnlock.softhsm.SoftHsmToken;
import org.turnlock.token.Token;

/** A test class's PKCS#11 token, opened once and emptied for each test. */
final class EmptiedToken {
  private static Token opened;

  private EmptiedToken() {}

  static synchronized Token of(SoftHsmToken hsm) throws Exception {
    if (opened == null) {
      opened =
          TestProviders.token(
              "--name=keystore\nlibrary="
                  + hsm.library()
                  + "\ntokenLabel=\""
                  + hsm.label()
                  + "\"\n");
      opened.login().login(hsm.pinChars());
    }
    opened.objects().keys().forEach(opened.objects()::destroy);
    opened.objects().certificates().forEach(opened.objects()::destroy);
    return opened;
  }
}
