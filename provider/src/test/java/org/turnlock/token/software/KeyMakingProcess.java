// SPDX-License-Identifier: Apache-2.0
package org.turnlock.token.software;

import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import org.turnlock.token.TokenKey;

/**
 * A process of its own that makes resident keys and prints identity and fingerprint of each as soon
 * as it is acknowledged. Arguments: file, label, how many.
 */
final class KeyMakingProcess {
  private KeyMakingProcess() {}

  public static void main(String[] args) throws Exception {
    PrintStream out = new PrintStream(System.out, true, StandardCharsets.UTF_8);
    try (SoftwareToken token = TestTokens.open(Path.of(args[0]))) {
      int count = Integer.parseInt(args[2]);
      for (int i = 0; i < count; i++) {
        TokenKey key = TestTokens.newKey(token, args[1] + i);
        out.println(key.attributes().id() + " " + TestTokens.fingerprint(token, key));
      }
    }
  }

  static Process start(Path file, String label, int count) throws java.io.IOException {
    Path java = Path.of(System.getProperty("java.home"), "bin", "java");
    return new ProcessBuilder(
            List.of(
                java.toString(),
                "-Xshare:auto",
                "-XX:TieredStopAtLevel=1",
                "-cp",
                System.getProperty("java.class.path"),
                KeyMakingProcess.class.getName(),
                file.toString(),
                label,
                Integer.toString(count)))
        .redirectError(ProcessBuilder.Redirect.INHERIT)
        .start();
  }
}
