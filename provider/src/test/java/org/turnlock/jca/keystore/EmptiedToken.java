// SPDX-License-Identifier: Apache-2.0
package org.turnlock.jca.keystore;

import java.nio.file.Files;
import java.util.List;
import org.turnlock.provider.TestProviders;
import org.turnlock.softhsm.NssDatabase;
import org.turnlock.softhsm.NssSoftokn;
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
    return emptied();
  }

  static synchronized Token ofNss() throws Exception {
    if (opened == null) {
      NssDatabase database = NssSoftokn.find().createDatabase("1234");
      opened = TestProviders.token("--" + Files.readString(database.sunPkcs11Configuration()));
      opened.login().login(database.pinChars());
    }
    return emptied();
  }

  private static Token emptied() {
    opened.objects().keys().forEach(opened.objects()::destroy);
    opened.objects().certificates().forEach(opened.objects()::destroy);
    if (opened.objects().holdsData()) {
      for (String application : List.of("turnlock key", "turnlock lease", "turnlock usage")) {
        opened.objects().data(application).forEach(opened.objects()::destroy);
      }
    }
    return opened;
  }
}
