// SPDX-License-Identifier: Apache-2.0
package org.turnlock.contract.managed;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.GeneralSecurityException;
import java.security.Key;
import java.security.KeyStore;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import javax.crypto.Cipher;
import javax.crypto.SecretKey;
import javax.crypto.spec.GCMParameterSpec;
import org.turnlock.config.TurnlockConfiguration;
import org.turnlock.keys.ManagedKeyException;
import org.turnlock.keys.ManagedKeyException.Reason;
import org.turnlock.pkcs11.binding.CallTrace;
import org.turnlock.provider.TurnlockProvider;

/**
 * A process that rotates a key, encrypts under it, and decrypts what it and others have encrypted,
 * until its standard input ends. What it encrypts it keeps in files, which are there as a whole or
 * not at all.
 */
final class StormProcess {
  static final int BYTES = 100;

  private static final int GCM_IV = 12;
  private static final int ROTATIONS_IN_1000 = 15;

  private final TurnlockProvider provider;
  private final Path directory;
  private final String name;
  private final Random random;
  private SecretKey key;
  private int written;

  private StormProcess(TurnlockProvider provider, Path directory, String name, long seed) {
    this.provider = provider;
    this.directory = directory;
    this.name = name;
    this.random = new Random(seed);
  }

  /** Arguments: the configuration, the directory, the name of this process, the seed. */
  public static void main(String[] arguments) throws Exception {
    TurnlockConfiguration configuration = TurnlockConfiguration.parse(arguments[0]).traced();
    try (TurnlockProvider provider = TurnlockProvider.open(configuration)) {
      StormProcess process =
          new StormProcess(
              provider, Path.of(arguments[1]), arguments[2], Long.parseLong(arguments[3]));
      process.key = key(provider, alias(process.directory));
      int done = 0;
      System.out.println("READY");
      while (System.in.available() == 0) {
        process.once(done);
        System.out.println("DONE " + ++done);
      }
      System.out.println("CALLS " + calls(provider) + " " + done);
    }
  }

  private static long calls(TurnlockProvider provider) {
    return provider.callTrace().orElseThrow().counts().values().stream()
        .mapToLong(CallTrace.Count::calls)
        .sum();
  }

  /** Each storm has a directory, and a key, of its own. */
  static String alias(Path directory) {
    return "storm-" + directory.getFileName();
  }

  /** The key by its alias, as any program has it. */
  static SecretKey key(TurnlockProvider provider, String alias)
      throws GeneralSecurityException, IOException {
    KeyStore store = KeyStore.getInstance("Turnlock", provider);
    store.load(null, null);
    Key key = store.getKey(alias, null);
    return (SecretKey) key;
  }

  /** Everybody rotates early, and now and then. */
  private void once(int before) throws Exception {
    int choice = before == 2 ? 0 : random.nextInt(1000);
    if (choice < ROTATIONS_IN_1000) {
      rotate();
    } else if (choice < 100) {
      key = key(provider, alias(directory));
    } else if (choice < 500) {
      encrypt(random.nextBoolean() ? "gcm" : "sealed");
    } else {
      decryptAny();
    }
  }

  private void rotate() {
    int expected = provider.managedKeys().describe(alias(directory)).current();
    try {
      provider.managedKeys().rotate(alias(directory), expected);
      System.out.println("ROTATED " + expected);
    } catch (ManagedKeyException e) {
      if (e.reason() != Reason.CONFLICT && e.reason() != Reason.BUSY) {
        throw e;
      }
    }
  }

  private void encrypt(String form) throws GeneralSecurityException, IOException {
    byte[] message = new byte[BYTES];
    random.nextBytes(message);
    byte[] text;
    byte[] iv = {};
    if (form.equals("gcm")) {
      Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding", provider);
      cipher.init(Cipher.ENCRYPT_MODE, key);
      iv = cipher.getIV();
      text = cipher.doFinal(message);
    } else {
      Cipher cipher = Cipher.getInstance("TurnlockSealed", provider);
      cipher.init(Cipher.ENCRYPT_MODE, key);
      text = cipher.doFinal(message);
    }
    byte[] all = Arrays.copyOf(message, BYTES + iv.length + text.length);
    System.arraycopy(iv, 0, all, BYTES, iv.length);
    System.arraycopy(text, 0, all, BYTES + iv.length, text.length);
    Path part = directory.resolve("part-" + name);
    Files.write(part, all);
    Path file = directory.resolve(name + "-" + written++ + "." + form);
    Files.move(part, file, StandardCopyOption.ATOMIC_MOVE);
  }

  private void decryptAny() throws Exception {
    List<Path> files = files(directory);
    if (!files.isEmpty()) {
      decrypt(provider, key, files.get(random.nextInt(files.size())));
    }
  }

  /** Everything that was encrypted so far. */
  static List<Path> files(Path directory) throws IOException {
    try (Stream<Path> files = Files.list(directory)) {
      return files
          .filter(file -> file.toString().endsWith(".gcm") || file.toString().endsWith(".sealed"))
          .sorted()
          .toList();
    }
  }

  /** Fails if a file cannot be read under the key, or holds something else. */
  static void decrypt(TurnlockProvider provider, SecretKey key, Path file) throws Exception {
    byte[] all = Files.readAllBytes(file);
    byte[] message = Arrays.copyOf(all, BYTES);
    byte[] plain;
    if (file.toString().endsWith(".gcm")) {
      Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding", provider);
      cipher.init(Cipher.DECRYPT_MODE, key, new GCMParameterSpec(8 * 16, all, BYTES, GCM_IV));
      plain = cipher.doFinal(all, BYTES + GCM_IV, all.length - BYTES - GCM_IV);
    } else {
      Cipher cipher = Cipher.getInstance("TurnlockSealed", provider);
      cipher.init(Cipher.DECRYPT_MODE, key);
      plain = cipher.doFinal(all, BYTES, all.length - BYTES);
    }
    if (!Arrays.equals(plain, message)) {
      throw new IllegalStateException(file + " decrypts to something else");
    }
  }
}
