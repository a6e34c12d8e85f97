// SPDX-License-Identifier: Apache-2.0
package org.turnlock.contract;

import static org.assertj.core.api.Assertions.assertThat;

import java.security.GeneralSecurityException;
import java.security.Key;
import java.security.KeyPairGenerator;
import java.security.spec.AlgorithmParameterSpec;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import javax.crypto.BadPaddingException;
import javax.crypto.Cipher;
import javax.crypto.IllegalBlockSizeException;
import javax.crypto.SecretKey;
import javax.crypto.ShortBufferException;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.IvParameterSpec;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.turnlock.contract.support.CipherMode;
import org.turnlock.contract.support.Feature;
import org.turnlock.contract.support.SecretTwin;

/**
 * Wrong use of the AES ciphers fails with the exception that SunJCE gives, and leaves the object
 * fit for its next init. Run on the JDK, this suite proves its own table.
 */
public abstract class CipherMisuseContract extends BackendContract {
  private static final int ENCRYPT = Cipher.ENCRYPT_MODE;
  private static final int DECRYPT = Cipher.DECRYPT_MODE;
  private static final String GCM = CipherMode.GCM.transformation();

  private SecretKey aes;
  private SecretKey hmac;
  private Key rsaPublic;
  private Key rsaPrivate;

  /** What goes wrong, once the object is there. */
  @FunctionalInterface
  private interface Wrong {
    void use(Cipher cipher) throws Exception;
  }

  private record Misuse(String transformation, String name, Class<?> expected, Wrong wrong) {}

  @BeforeAll
  final void makeKeys() throws GeneralSecurityException {
    aes = SecretTwin.of(backend(), new byte[16], "AES").underTest();
    hmac = SecretTwin.of(backend(), new byte[32], "HmacSHA256").underTest();
    KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
    generator.initialize(2048);
    var pair = generator.generateKeyPair();
    rsaPublic = pair.getPublic();
    rsaPrivate = backend().keys().privateKey(pair.getPrivate());
  }

  @TestFactory
  final Stream<DynamicTest> failsAsInSunJce() {
    assume(Feature.SUNJCE_EXCEPTIONS);
    return table().stream()
        .map(
            misuse ->
                DynamicTest.dynamicTest(
                    misuse.transformation() + ": " + misuse.name(), () -> check(misuse)));
  }

  private void check(Misuse misuse) throws Exception {
    Cipher cipher = backend().cipher(misuse.transformation());
    Exception thrown = null;
    try {
      misuse.wrong().use(cipher);
    } catch (Exception e) {
      thrown = e;
    }
    assertThat(thrown).isExactlyInstanceOf(misuse.expected());
    AlgorithmParameterSpec parameters = parameters(misuse.transformation(), 0x77);
    cipher.init(ENCRYPT, aes, parameters);
    byte[] ciphertext = cipher.doFinal(new byte[32]);
    cipher.init(DECRYPT, aes, parameters);
    assertThat(cipher.doFinal(ciphertext)).isEqualTo(new byte[32]);
  }

  private List<Misuse> table() {
    List<Misuse> table = new ArrayList<>();
    for (CipherMode mode : CipherMode.COMMON) {
      forEveryMode(table, mode.transformation());
      if (mode != CipherMode.GCM) {
        forBlockModes(table, mode);
      }
    }
    forGcm(table);
    List.of(CipherMode.KW, CipherMode.KWP).forEach(m -> forKeyWrap(table, m));
    return table;
  }

  private void forEveryMode(List<Misuse> table, String name) {
    add(table, name, "update before init", IllegalStateException.class, c -> c.update(bytes(1)));
    add(table, name, "doFinal before init", IllegalStateException.class, c -> c.doFinal(bytes(1)));
    add(table, name, "no key", keyRefused(), c -> c.init(ENCRYPT, (Key) null));
    add(table, name, "an HMAC key", keyRefused(), c -> c.init(ENCRYPT, hmac));
    add(table, name, "an RSA public key", keyRefused(), c -> c.init(ENCRYPT, rsaPublic));
    add(table, name, "an RSA private key", keyRefused(), c -> c.init(DECRYPT, rsaPrivate));
    add(
        table,
        name,
        "update after a refused init",
        IllegalStateException.class,
        c -> {
          c.init(ENCRYPT, aes, parameters(name, 1));
          try {
            c.init(ENCRYPT, rsaPublic);
          } catch (java.security.InvalidKeyException e) {
            c.update(bytes(16));
          }
        });
    add(
        table,
        name,
        "short output array",
        ShortBufferException.class,
        c -> {
          c.init(ENCRYPT, aes, parameters(name, 1));
          c.doFinal(bytes(32), 0, 32, bytes(31));
        });
  }

  private void forBlockModes(List<Misuse> table, CipherMode mode) {
    String name = mode.transformation();
    boolean ecb = mode == CipherMode.ECB || mode == CipherMode.ECB_PADDED;
    if (ecb) {
      add(table, name, "an IV", parametersRefused(), c -> c.init(ENCRYPT, aes, iv(16, 1)));
    } else {
      add(table, name, "decryption without IV", keyRefused(), c -> c.init(DECRYPT, aes));
      add(
          table,
          name,
          "decryption with null parameters",
          parametersRefused(),
          c -> c.init(DECRYPT, aes, (AlgorithmParameterSpec) null));
      add(table, name, "short IV", parametersRefused(), c -> c.init(ENCRYPT, aes, iv(15, 1)));
      add(table, name, "long IV", parametersRefused(), c -> c.init(ENCRYPT, aes, iv(17, 1)));
    }
    add(table, name, "GCM parameters", parametersRefused(), c -> c.init(ENCRYPT, aes, gcm(128, 1)));
    add(
        table,
        name,
        "AAD",
        UnsupportedOperationException.class,
        c -> {
          c.init(ENCRYPT, aes, parameters(name, 1));
          c.updateAAD(bytes(3));
        });
    if (mode != CipherMode.CTR) {
      addFinal(table, name, "decryption of 17 bytes", IllegalBlockSizeException.class, DECRYPT, 17);
    }
    if (mode.wholeBlocksOnly()) {
      addFinal(table, name, "encryption of 17 bytes", IllegalBlockSizeException.class, ENCRYPT, 17);
    } else if (mode != CipherMode.CTR) {
      addFinal(table, name, "wrong padding", BadPaddingException.class, DECRYPT, 32);
    }
  }

  private void forKeyWrap(List<Misuse> table, CipherMode mode) {
    String name = mode.transformation();
    int ivLength = mode == CipherMode.KWP ? 4 : 8;
    add(table, name, "an HMAC key", keyRefused(), c -> c.init(ENCRYPT, hmac));
    add(table, name, "an RSA private key", keyRefused(), c -> c.init(DECRYPT, rsaPrivate));
    add(table, name, "GCM parameters", parametersRefused(), c -> c.init(ENCRYPT, aes, gcm(128, 1)));
    for (int length : new int[] {0, 12, ivLength - 1, ivLength + 1, 16}) {
      String what = "IV of " + length + " bytes";
      add(table, name, what, parametersRefused(), c -> c.init(ENCRYPT, aes, iv(length, 1)));
    }
    for (int length : new int[] {8, 12, 23, 25}) {
      String what = "decryption of " + length + " bytes";
      addFinal(table, name, what, IllegalBlockSizeException.class, DECRYPT, length);
    }
    addFinal(table, name, "what is not authentic", IllegalBlockSizeException.class, DECRYPT, 48);
    if (mode == CipherMode.KW) {
      for (int length : new int[] {0, 8, 15, 17, 20}) {
        String what = "encryption of " + length + " bytes";
        addFinal(table, name, what, IllegalBlockSizeException.class, ENCRYPT, length);
      }
    } else if (mode == CipherMode.KWP) {
      addFinal(table, name, "nothing to wrap", IllegalBlockSizeException.class, ENCRYPT, 0);
    }
    add(
        table,
        name,
        "AAD",
        UnsupportedOperationException.class,
        c -> {
          c.init(ENCRYPT, aes);
          c.updateAAD(bytes(3));
        });
    add(
        table,
        name,
        "wrap while encrypting",
        IllegalStateException.class,
        c -> {
          c.init(ENCRYPT, aes);
          c.wrap(rsaPublic);
        });
    for (int length : new int[] {0, 8, 20, 24, 48}) {
      add(
          table,
          name,
          "unwrap of " + length + " bytes",
          keyRefused(),
          c -> {
            c.init(Cipher.UNWRAP_MODE, aes);
            c.unwrap(bytes(length), "AES", Cipher.SECRET_KEY);
          });
    }
  }

  private void forGcm(List<Misuse> table) {
    add(table, GCM, "an IV alone", parametersRefused(), c -> c.init(ENCRYPT, aes, iv(12, 1)));
    add(table, GCM, "decryption without IV", keyRefused(), c -> c.init(DECRYPT, aes));
    for (int bits : new int[] {0, 64, 88, 100, 136}) {
      String name = "tag of " + bits + " bits";
      add(table, GCM, name, parametersRefused(), c -> c.init(ENCRYPT, aes, gcm(bits, 1)));
    }
    GCMParameterSpec noIv = new GCMParameterSpec(128, new byte[0]);
    add(table, GCM, "empty IV", parametersRefused(), c -> c.init(ENCRYPT, aes, noIv));
    add(table, GCM, "AAD after update", IllegalStateException.class, this::aadAfterUpdate);
    add(table, GCM, "IV used twice", parametersRefused(), c -> usedTwice(c, gcm(128, 1)));
    add(table, GCM, "IV used twice, other tag", parametersRefused(), c -> usedTwice(c, gcm(96, 1)));
    add(
        table,
        GCM,
        "update after the end",
        IllegalStateException.class,
        c -> ended(c).update(bytes(1)));
    add(
        table,
        GCM,
        "AAD after the end",
        IllegalStateException.class,
        c -> ended(c).updateAAD(bytes(1)));
    add(table, GCM, "doFinal after the end", IllegalStateException.class, c -> ended(c).doFinal());
  }

  private void aadAfterUpdate(Cipher cipher) throws Exception {
    cipher.init(ENCRYPT, aes, gcm(128, 1));
    cipher.update(bytes(1));
    cipher.updateAAD(bytes(1));
  }

  private void usedTwice(Cipher cipher, GCMParameterSpec second) throws Exception {
    ended(cipher);
    cipher.init(ENCRYPT, aes, second);
  }

  private Cipher ended(Cipher cipher) throws Exception {
    cipher.init(ENCRYPT, aes, gcm(128, 1));
    cipher.doFinal(bytes(1));
    return cipher;
  }

  private void addFinal(
      List<Misuse> table, String name, String what, Class<?> expected, int direction, int length) {
    add(
        table,
        name,
        what,
        expected,
        c -> {
          c.init(direction, aes, parameters(name, 1));
          c.doFinal(bytes(length));
        });
  }

  private static void add(
      List<Misuse> table, String transformation, String name, Class<?> expected, Wrong wrong) {
    table.add(new Misuse(transformation, name, expected, wrong));
  }

  private static Class<?> keyRefused() {
    return java.security.InvalidKeyException.class;
  }

  private static Class<?> parametersRefused() {
    return java.security.InvalidAlgorithmParameterException.class;
  }

  private static byte[] bytes(int length) {
    return new byte[length];
  }

  private static IvParameterSpec iv(int length, int filling) {
    byte[] iv = new byte[length];
    java.util.Arrays.fill(iv, (byte) filling);
    return new IvParameterSpec(iv);
  }

  private static GCMParameterSpec gcm(int bits, int filling) {
    return new GCMParameterSpec(bits, iv(12, filling).getIV());
  }

  private static AlgorithmParameterSpec parameters(String transformation, int filling) {
    if (transformation.equals(GCM)) {
      return gcm(128, filling);
    }
    boolean none = transformation.contains("ECB") || transformation.contains("/KW");
    return none ? null : iv(16, filling);
  }
}
