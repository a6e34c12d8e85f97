// SPDX-License-Identifier: Apache-2.0

import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.Signature;
import java.util.Arrays;
import javax.crypto.Cipher;
import javax.crypto.KeyGenerator;
import javax.crypto.Mac;
import javax.crypto.SecretKey;

/**
 * A program as many are: it keeps keys in a KeyStore, encrypts, authenticates and signs with them,
 * and names no provider anywhere. Which providers there are, and of which type the KeyStore is, the
 * file says that -Djava.security.properties names. README.md beside it has the commands.
 *
 * <p>System property keystore.file: the KeyStore's file, where it has one. Environment variable
 * KEYSTORE_PIN: its password, which a token calls PIN.
 */
public final class PlainJca {
  private static final String AES = "plain-aes";
  private static final String HMAC = "plain-hmac";
  private static final String RSA = "plain-rsa";

  private static final byte[] TEXT = "Attack at dawn".getBytes(StandardCharsets.UTF_8);

  private PlainJca() {}

  public static void main(String[] arguments) throws Exception {
    String name = System.getProperty("keystore.file");
    Path file = name == null ? null : Path.of(name);
    String variable = System.getenv("KEYSTORE_PIN");
    char[] pin = variable == null ? null : variable.toCharArray();

    KeyStore keyStore = open(file, pin);
    say("keystore", keyStore.getType(), keyStore.getProvider().getName());
    if (makeMissingKeys(keyStore, pin) && file != null) {
      try (OutputStream out = Files.newOutputStream(file)) {
        keyStore.store(out, pin);
      }
    }

    keyStore = open(file, pin); // as the next run of this program finds it
    encryptAndDecrypt((SecretKey) keyStore.getKey(AES, pin));
    authenticate((SecretKey) keyStore.getKey(HMAC, pin));
    if (keyStore.isKeyEntry(RSA)) {
      say("keypair", "found", keyStore.getProvider().getName());
      signAndVerify(
          (PrivateKey) keyStore.getKey(RSA, pin), keyStore.getCertificate(RSA).getPublicKey());
    } else {
      KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
      generator.initialize(2048);
      KeyPair pair = generator.generateKeyPair();
      say("keypair", "new, for this run only", generator.getProvider().getName());
      signAndVerify(pair.getPrivate(), pair.getPublic());
    }
  }

  private static KeyStore open(Path file, char[] pin) throws Exception {
    KeyStore keyStore =
        KeyStore.getInstance(System.getProperty("keystore.type", KeyStore.getDefaultType()));
    if (file == null || !Files.exists(file)) {
      keyStore.load(null, pin);
    } else {
      try (InputStream in = Files.newInputStream(file)) {
        keyStore.load(in, pin);
      }
    }
    return keyStore;
  }

  private static boolean makeMissingKeys(KeyStore keyStore, char[] pin)
      throws GeneralSecurityException {
    boolean made = false;
    for (String alias : new String[] {AES, HMAC}) {
      if (keyStore.containsAlias(alias)) {
        say("key", alias + " found", keyStore.getProvider().getName());
      } else {
        KeyGenerator generator = KeyGenerator.getInstance(alias.equals(AES) ? "AES" : "HmacSHA256");
        generator.init(256);
        keyStore.setKeyEntry(alias, generator.generateKey(), pin, null);
        say("key", alias + " made", generator.getProvider().getName());
        made = true;
      }
    }
    return made;
  }

  private static void encryptAndDecrypt(SecretKey key) throws GeneralSecurityException {
    Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
    cipher.init(Cipher.ENCRYPT_MODE, key);
    byte[] encrypted = cipher.doFinal(TEXT);
    say("encrypt", "AES/GCM/NoPadding", cipher.getProvider().getName());

    Cipher reverse = Cipher.getInstance("AES/GCM/NoPadding");
    reverse.init(Cipher.DECRYPT_MODE, key, cipher.getParameters());
    require(Arrays.equals(reverse.doFinal(encrypted), TEXT), "decryption gives another text");
    say("decrypt", "AES/GCM/NoPadding", reverse.getProvider().getName());
  }

  private static void authenticate(SecretKey key) throws GeneralSecurityException {
    Mac mac = Mac.getInstance("HmacSHA256");
    mac.init(key);
    byte[] first = mac.doFinal(TEXT);
    require(Arrays.equals(mac.doFinal(TEXT), first), "one text has two MACs");
    say("mac", "HmacSHA256", mac.getProvider().getName());
  }

  private static void signAndVerify(PrivateKey privateKey, PublicKey publicKey)
      throws GeneralSecurityException {
    Signature signer = Signature.getInstance("SHA256withRSA");
    signer.initSign(privateKey);
    signer.update(TEXT);
    byte[] signature = signer.sign();
    say("sign", "SHA256withRSA", signer.getProvider().getName());

    Signature verifier = Signature.getInstance("SHA256withRSA");
    verifier.initVerify(publicKey);
    verifier.update(TEXT);
    require(verifier.verify(signature), "the signature does not hold");
    say("verify", "SHA256withRSA", verifier.getProvider().getName());
  }

  private static void say(String step, String what, String provider) {
    System.out.printf("%-9s %-24s by %s%n", step, what, provider);
  }

  private static void require(boolean holds, String otherwise) {
    if (!holds) {
      throw new IllegalStateException(otherwise);
    }
  }
}
