// SPDX-License-Identifier: Apache-2.0
package org.turnlock.provider;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.KeyStore;
import java.security.Provider;
import java.security.Security;
import java.security.Signature;
import javax.crypto.Cipher;
import javax.crypto.KeyGenerator;
import javax.crypto.SecretKey;
import javax.crypto.spec.IvParameterSpec;
import org.junit.jupiter.api.Test;
import org.turnlock.softhsm.NssSoftokn;
import org.turnlock.softhsm.SoftHsm;
import org.turnlock.softhsm.SoftHsmToken;

/** One file, first with SunPKCS11, then with only the provider's name changed. */
@SoftHsm
class SunPkcs11ConfigurationFileTest {
  private static final String[] NAMES = {"SunPKCS11", "Turnlock"};

  private static Provider configure(String name, Path file) {
    if (name.equals("Turnlock")) {
      Security.addProvider(new TurnlockProvider());
    }
    return Security.getProvider(name).configure(file.toString());
  }

  @Test
  void aSoftHsmFileServesBoth(SoftHsmToken token) throws Exception {
    for (String name : NAMES) {
      Provider provider = configure(name, token.sunPkcs11Configuration());
      KeyStore store = KeyStore.getInstance("PKCS11", provider);
      store.load(null, token.pinChars());
      SecretKey key = KeyGenerator.getInstance("AES", provider).generateKey();
      store.setKeyEntry("made with " + name, key, null, null);
    }
    KeyStore store =
        KeyStore.getInstance(
            "PKCS11",
            Security.getProvider("Turnlock").configure(token.sunPkcs11Configuration().toString()));
    store.load(null, token.pinChars());
    for (String name : NAMES) {
      useCbc((SecretKey) store.getKey("made with " + name, null), store.getProvider());
    }
  }

  @Test
  void anNssFileWithoutDatabaseServesBoth(SoftHsmToken unused) throws Exception {
    Path file = NssSoftokn.find().sunPkcs11Configuration();
    for (String name : NAMES) {
      Provider provider = configure(name, file);
      useCbc(KeyGenerator.getInstance("AES", provider).generateKey(), provider);
      KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA", provider);
      generator.initialize(2048);
      KeyPair pair = generator.generateKeyPair();
      Signature signature = Signature.getInstance("SHA256withRSA", provider);
      signature.initSign(pair.getPrivate());
      signature.update(new byte[3]);
      byte[] signed = signature.sign();
      Signature check = Signature.getInstance("SHA256withRSA", "SunRsaSign");
      check.initVerify(pair.getPublic());
      check.update(new byte[3]);
      assertThat(check.verify(signed)).as(name).isTrue();
    }
  }

  private static void useCbc(SecretKey key, Provider provider) throws Exception {
    Cipher cipher = Cipher.getInstance("AES/CBC/PKCS5Padding", provider);
    cipher.init(Cipher.ENCRYPT_MODE, key, new IvParameterSpec(new byte[16]));
    byte[] sealed = cipher.doFinal(new byte[20]);
    cipher.init(Cipher.DECRYPT_MODE, key, new IvParameterSpec(new byte[16]));
    assertThat(cipher.doFinal(sealed)).isEqualTo(new byte[20]);
  }
}
