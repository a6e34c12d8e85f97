// SPDX-License-Identifier: Apache-2.0
package org.turnlock.token.software;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.Set;
import javax.security.auth.login.LoginException;
import org.turnlock.pkcs11.Mechanism;
import org.turnlock.pkcs11.constant.Ckk;
import org.turnlock.pkcs11.constant.Ckm;
import org.turnlock.token.AttributeRules;
import org.turnlock.token.KeyUsage;
import org.turnlock.token.NewKey;
import org.turnlock.token.TokenKey;

/** Token files whose PIN is cheap to check, and keys that tell whether they are intact. */
final class TestTokens {
  static final PinCost CHEAP = new PinCost(8, 1, 1);
  static final char[] PIN = "1234".toCharArray();

  private TestTokens() {}

  /** A token that nobody has logged in to yet. */
  static SoftwareToken locked(Path file) {
    return SoftwareToken.open(file, AttributeRules.NONE, mechanism -> true, CHEAP);
  }

  /** A token that is open for use. */
  static SoftwareToken open(Path file) throws LoginException {
    SoftwareToken token = locked(file);
    token.login().login(PIN);
    return token;
  }

  /** A new resident HMAC key. */
  static TokenKey newKey(SoftwareToken token, String label) {
    return token
        .objects()
        .generateSecretKey(Ckk.GENERIC_SECRET, 32, NewKey.resident(label, Set.of(KeyUsage.SIGN)));
  }

  /** An HMAC of a fixed text: the same as long as the key is the same. */
  static String fingerprint(SoftwareToken token, TokenKey key) {
    ByteBuffer output = ByteBuffer.allocate(32);
    ByteBuffer text = ByteBuffer.wrap("fingerprint".getBytes(StandardCharsets.UTF_8));
    token.cryptography().sign(key, Mechanism.of(Ckm.SHA256_HMAC), text, output);
    return HexFormat.of().formatHex(output.array());
  }
}
