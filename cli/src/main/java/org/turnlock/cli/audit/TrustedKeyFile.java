// SPDX-License-Identifier: Apache-2.0
package org.turnlock.cli.audit;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.PublicKey;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.turnlock.audit.trail.HeadKeys;
import org.turnlock.cli.console.Failure;

/** A file of public keys: PEM, or as trails write them, one a line. */
final class TrustedKeyFile {
  private static final Pattern PEM =
      Pattern.compile("-----BEGIN PUBLIC KEY-----([A-Za-z0-9+/=\\s]*)-----END PUBLIC KEY-----");

  private TrustedKeyFile() {}

  static List<PublicKey> read(Path file) throws IOException {
    String text = new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1);
    List<PublicKey> keys = new ArrayList<>();
    try {
      for (String key : texts(text)) {
        keys.add(HeadKeys.parse(key));
      }
    } catch (GeneralSecurityException e) {
      throw none(file, e);
    }
    if (keys.isEmpty()) {
      throw none(file, null);
    }
    return keys;
  }

  private static List<String> texts(String text) {
    if (!text.contains("-----BEGIN ")) {
      return text.lines().map(String::strip).filter(line -> !line.isEmpty()).toList();
    }
    List<String> found = new ArrayList<>();
    for (Matcher block = PEM.matcher(text); block.find(); ) {
      found.add(block.group(1).replaceAll("\\s", ""));
    }
    return found;
  }

  private static Failure none(Path file, Exception cause) {
    return new Failure(
        file + ": no public key of a trail: EC or RSA, as PEM or as the trail itself has it",
        cause);
  }
}
