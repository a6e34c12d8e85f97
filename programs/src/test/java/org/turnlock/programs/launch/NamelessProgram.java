// SPDX-License-Identifier: Apache-2.0
package org.turnlock.programs.launch;

import java.security.Key;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.Provider;
import java.security.Security;
import java.security.Signature;
import java.security.spec.MGF1ParameterSpec;
import java.security.spec.PSSParameterSpec;
import java.util.Arrays;
import java.util.stream.Collectors;
import javax.crypto.Cipher;

/** A program that knows no provider; it prints which one served it. */
public final class NamelessProgram {
  private NamelessProgram() {}

  /**
   * @param arguments {@code providers}; {@code seal TYPE PIN ALIAS}; {@code pss TYPE PIN ALIAS}
   */
  public static void main(String[] arguments) throws Exception {
    switch (arguments[0]) {
      case "providers" ->
          System.out.println(
              Arrays.stream(Security.getProviders())
                  .map(Provider::getName)
                  .filter(name -> name.startsWith("Turnlock") || name.equals("SUN"))
                  .collect(Collectors.joining(" ")));
      case "seal" -> seal(key(arguments));
      case "pss" -> pss((PrivateKey) key(arguments));
      default -> throw new IllegalArgumentException(arguments[0]);
    }
  }

  private static Key key(String[] arguments) throws Exception {
    KeyStore store = KeyStore.getInstance(arguments[1]);
    store.load(null, arguments[2].toCharArray());
    return store.getKey(arguments[3], null);
  }

  private static void seal(Key key) throws Exception {
    Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
    cipher.init(Cipher.ENCRYPT_MODE, key);
    int length = cipher.doFinal(new byte[3]).length;
    System.out.println(length + " bytes by " + cipher.getProvider().getName());
  }

  /** As XML signatures do: parameters first, then the key. */
  private static void pss(PrivateKey key) throws Exception {
    Signature signature = Signature.getInstance("RSASSA-PSS");
    signature.setParameter(
        new PSSParameterSpec("SHA-256", "MGF1", MGF1ParameterSpec.SHA256, 32, 1));
    signature.initSign(key);
    int length = signature.sign().length;
    System.out.println(length + " bytes by " + signature.getProvider().getName());
  }
}
