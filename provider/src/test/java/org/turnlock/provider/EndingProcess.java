// SPDX-License-Identifier: Apache-2.0
package org.turnlock.provider;

import java.io.IOException;
import java.nio.file.Path;
import java.security.KeyStore;
import java.util.ArrayList;
import java.util.List;
import javax.crypto.Cipher;
import javax.crypto.SecretKey;
import org.turnlock.keys.ManagedKeySpec;

/** A program that uses keys, and ends without closing its provider. */
final class EndingProcess {
  static final int USES = 200;
  static final int EXIT_CODE = 3;

  private EndingProcess() {}

  public static void main(String[] args) throws Exception {
    TurnlockProvider provider = (TurnlockProvider) new TurnlockProvider().configure(args[0]);
    KeyStore.getInstance("Turnlock", provider).load(null, null);
    SecretKey mine = key(provider, "mine");
    SecretKey others = key(provider, "others");
    Thread other =
        new Thread(
            () -> {
              while (true) {
                encrypt(provider, others);
              }
            });
    other.setDaemon(true);
    if (args[1].contains("busy")) {
      other.start();
    }
    for (int i = 0; i < USES; i++) {
      encrypt(provider, mine);
    }
    if (args[1].contains("exit")) {
      System.exit(EXIT_CODE);
    }
  }

  private static SecretKey key(TurnlockProvider provider, String alias) throws Exception {
    provider.managedKeys().create(ManagedKeySpec.builder(alias).algorithm("AES").size(256).build());
    return (SecretKey) provider.managedKeys().key(alias);
  }

  private static void encrypt(TurnlockProvider provider, SecretKey key) {
    try {
      Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding", provider);
      cipher.init(Cipher.ENCRYPT_MODE, key);
      cipher.doFinal(new byte[32]);
    } catch (Exception e) {
      throw new AssertionError(e);
    }
  }

  /**
   * Starts it; what it says goes into {@code output}.
   *
   * @param options of the JVM
   */
  static Process start(Path output, String configuration, String how, String... options)
      throws IOException {
    List<String> line = new ArrayList<>();
    line.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    line.add("-XX:TieredStopAtLevel=1");
    line.addAll(List.of(options));
    line.addAll(List.of("-cp", System.getProperty("java.class.path")));
    line.addAll(List.of(EndingProcess.class.getName(), configuration, how));
    return new ProcessBuilder(line)
        .redirectErrorStream(true)
        .redirectOutput(output.toFile())
        .start();
  }
}
