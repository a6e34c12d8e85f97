// SPDX-License-Identifier: Apache-2.0
package org.turnlock.keys.record;

import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.turnlock.token.Token;

/**
 * A process that adds a data object for each label it reads, and says so. Arguments: those of
 * {@link TokenProcess}.
 */
final class AddingProcess {
  static final String APPLICATION = "turnlock test";

  private AddingProcess() {}

  public static void main(String[] args) throws Exception {
    PrintStream out = new PrintStream(System.out, true, StandardCharsets.UTF_8);
    Token token = TokenProcess.open(Arrays.asList(args).subList(0, 3));
    try (BufferedReader lines =
        new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8))) {
      String label;
      while ((label = lines.readLine()) != null) {
        token.objects().addData(APPLICATION, label, label.getBytes(StandardCharsets.UTF_8));
        out.println(label);
      }
    }
  }
}
