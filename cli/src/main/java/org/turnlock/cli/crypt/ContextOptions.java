// SPDX-License-Identifier: Apache-2.0
package org.turnlock.cli.crypt;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.turnlock.keys.EncryptionContext;
import picocli.CommandLine.Option;

/** What a ciphertext is about: {@code --context}. */
final class ContextOptions {
  @Option(
      names = "--context",
      paramLabel = "NAME=VALUE",
      description =
          "What the data is about, for example customer=4711. Not secret and not stored: decrypting"
              + " needs the same pairs again, exactly, in any order. Can be repeated.")
  private List<String> pairs = new ArrayList<>();

  /** What is wrong with them; null if nothing is. */
  String fault() {
    return fault("--context", pairs);
  }

  /** What is wrong with the pairs of an option; null if nothing is. */
  static String fault(String option, List<String> pairs) {
    Map<String, String> seen = new LinkedHashMap<>();
    for (String pair : pairs) {
      int equals = pair.indexOf('=');
      if (equals < 1) {
        return option + " " + pair + ": a context is NAME=VALUE";
      }
      if (seen.put(pair.substring(0, equals), "") != null) {
        return option + " " + pair.substring(0, equals) + " is there twice";
      }
    }
    return null;
  }

  /** What is authenticated beside the data. */
  byte[] aad() {
    return aad(pairs);
  }

  static byte[] aad(List<String> pairs) {
    Map<String, String> context = new LinkedHashMap<>();
    for (String pair : pairs) {
      int equals = pair.indexOf('=');
      context.put(pair.substring(0, equals), pair.substring(equals + 1));
    }
    return EncryptionContext.encode(context);
  }
}
