// SPDX-License-Identifier: Apache-2.0
package org.turnlock.launch;

import java.nio.charset.StandardCharsets;
import java.security.Provider;
import java.security.Security;
import java.util.Arrays;
import java.util.ServiceLoader;
import javax.crypto.Cipher;
import javax.crypto.KeyGenerator;
import javax.crypto.SecretKey;

/** A program that knows Turnlock by its name only: encrypts and decrypts, prints what it used. */
public final class GcmRoundTrip {
  private GcmRoundTrip() {}

  /**
   * @param arguments the provider's configuration, or nothing where java.security lists it
   */
  public static void main(String[] arguments) throws Exception {
    Provider provider =
        arguments.length == 0 ? Security.getProvider("Turnlock") : loaded().configure(arguments[0]);
    KeyGenerator generator = KeyGenerator.getInstance("AES", provider);
    generator.init(256);
    SecretKey key = generator.generateKey();
    byte[] text = "the quick brown fox".getBytes(StandardCharsets.UTF_8);
    Cipher encryption = Cipher.getInstance("AES/GCM/NoPadding", provider);
    encryption.init(Cipher.ENCRYPT_MODE, key);
    byte[] sealed = encryption.doFinal(text);
    Cipher decryption = Cipher.getInstance("AES/GCM/NoPadding", provider);
    decryption.init(Cipher.DECRYPT_MODE, key, encryption.getParameters());
    boolean same = Arrays.equals(text, decryption.doFinal(sealed));
    System.out.println("module " + provider.getClass().getModule().getName());
    System.out.println("sealed " + sealed.length + " bytes, key format " + key.getFormat());
    System.out.println("same " + same);
  }

  private static Provider loaded() {
    return ServiceLoader.load(Provider.class).stream()
        .map(ServiceLoader.Provider::get)
        .filter(provider -> provider.getName().equals("Turnlock"))
        .findFirst()
        .orElseThrow();
  }
}
