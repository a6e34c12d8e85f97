// SPDX-License-Identifier: Apache-2.0
package org.turnlock.envelope;

import java.security.GeneralSecurityException;
import java.util.Set;
import javax.crypto.SecretKey;
import javax.crypto.spec.SecretKeySpec;
import org.turnlock.keys.FixedKeySource;
import org.turnlock.keys.KeyGuard;
import org.turnlock.keys.TokenSecretKey;
import org.turnlock.pkcs11.constant.Ckk;
import org.turnlock.provider.TestProviders;
import org.turnlock.softhsm.NssSoftokn;
import org.turnlock.token.KeyUsage;
import org.turnlock.token.NewKey;
import org.turnlock.token.Token;
import org.turnlock.token.TokenKey;

/** Without a database NSS keeps no keys: a session key stands in for the version. */
class NssSealedCipherTest extends SealedCipherContract {
  @Override
  Token open() {
    return TestProviders.token(
        "--name=sealed\nnssLibraryDirectory="
            + NssSoftokn.find().directory()
            + "\nnssDbMode=noDb\n");
  }

  @Override
  char[] pin() {
    return null;
  }

  @Override
  SecretKey makeKey() throws GeneralSecurityException {
    TokenKey made =
        token
            .objects()
            .importKey(
                new SecretKeySpec(value, "AES"),
                Ckk.AES,
                NewKey.session(Set.of(KeyUsage.ENCRYPT, KeyUsage.DECRYPT)));
    return new TokenSecretKey(new FixedKeySource(made, KeyGuard.NONE, "payments", 1), "AES");
  }
}
