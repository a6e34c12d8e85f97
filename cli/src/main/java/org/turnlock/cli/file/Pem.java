// SPDX-License-Identifier: Apache-2.0
package org.turnlock.cli.file;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.PublicKey;
import java.util.Base64;

/** RFC 7468. */
public final class Pem {
  private static final int LINE = 64;

  private Pem() {}

  /** A public key as others read it. */
  public static String publicKey(PublicKey key) {
    return block("PUBLIC KEY", key.getEncoded());
  }

  /** One object. */
  public static String block(String label, byte[] der) {
    String body =
        Base64.getMimeEncoder(LINE, "\n".getBytes(StandardCharsets.US_ASCII)).encodeToString(der);
    return "-----BEGIN " + label + "-----\n" + body + "\n-----END " + label + "-----\n";
  }

  /** Writes a public key. */
  public static void write(Path file, PublicKey key) throws IOException {
    Files.writeString(file, publicKey(key), StandardCharsets.US_ASCII);
  }
}
