// SPDX-License-Identifier: Apache-2.0
package org.turnlock.policy;

import java.security.Key;
import javax.crypto.Cipher;
import org.turnlock.config.TurnlockConfiguration;
import org.turnlock.keys.KeyNotPermittedException;
import org.turnlock.keys.ManagedKeyException;
import org.turnlock.keys.ManagedKeyException.Reason;
import org.turnlock.provider.TurnlockProvider;

/**
 * A process that uses a key and changes its policy for as long as it may, and says each time what
 * came of it, until its standard input ends. Arguments: the configuration, the alias.
 */
final class PolicyProcess {
  static final String NAME = "app:carol";

  private PolicyProcess() {}

  /** What it may do itself, and what it changes all the time. */
  static KeyPolicy policy(String admin, int turn) {
    return KeyPolicy.of(
        PolicyRule.allow(admin, PolicyOperation.values()),
        PolicyRule.allow(NAME, PolicyOperation.ENCRYPT, PolicyOperation.CHANGE_POLICY),
        PolicyRule.allow("app:turn-" + turn, PolicyOperation.DECRYPT));
  }

  public static void main(String[] arguments) throws Exception {
    String alias = arguments[1];
    String admin = arguments[2];
    try (TurnlockProvider provider =
        TurnlockProvider.open(TurnlockConfiguration.parse(arguments[0]))) {
      Key key = provider.managedKeys().key(alias);
      for (int turn = 0; System.in.available() == 0; turn++) {
        System.out.println(encrypt(provider, key) + " " + change(provider, alias, admin, turn));
      }
    }
  }

  private static String encrypt(TurnlockProvider provider, Key key) throws Exception {
    try {
      Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding", provider);
      cipher.init(Cipher.ENCRYPT_MODE, key);
      cipher.doFinal(new byte[10]);
      return "ENCRYPTED";
    } catch (KeyNotPermittedException e) {
      return "REFUSED";
    } catch (ManagedKeyException e) {
      return refused(e);
    }
  }

  private static String change(TurnlockProvider provider, String alias, String admin, int turn) {
    try {
      provider.managedKeys().setPolicy(alias, policy(admin, turn % 5));
      return "CHANGED";
    } catch (ManagedKeyException e) {
      return refused(e);
    }
  }

  private static String refused(ManagedKeyException e) {
    if (e.reason() != Reason.NOT_PERMITTED) {
      throw e;
    }
    return "REFUSED";
  }
}
