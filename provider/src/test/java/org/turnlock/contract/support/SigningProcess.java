// SPDX-License-Identifier: Apache-2.0
package org.turnlock.contract.support;

import java.nio.charset.StandardCharsets;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.Signature;
import java.util.HexFormat;
import org.turnlock.provider.TurnlockProvider;

/**
 * Finds a key in the KeyStore and signs with it: a process that has not made the key. Arguments:
 * alias, algorithm, message; prints the signature in hexadecimal.
 */
public final class SigningProcess {
  private SigningProcess() {}

  public static void main(String[] args) throws Exception {
    try (TurnlockProvider provider = ChildJvm.provider()) {
      KeyStore store = KeyStore.getInstance("Turnlock", provider);
      store.load(null, null);
      Signature signature = Signature.getInstance(args[1], provider);
      signature.initSign((PrivateKey) store.getKey(args[0], null));
      signature.update(args[2].getBytes(StandardCharsets.UTF_8));
      System.out.println(HexFormat.of().formatHex(signature.sign()));
    }
  }
}
