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

  /** Writes a public key as others read it. */
  public static void write(Path file, PublicKey key) throws IOException {
    String body =
        Base64.getMimeEncoder(LINE, "\n".getBytes(StandardCharsets.US_ASCII))
            .encodeToString(key.getEncoded());
    Files.writeString(file, "-----BEGIN PUBLIC KEY-----\n" + body + "\n-----END PUBLIC KEY-----\n");
  }
}
