// SPDX-License-Identifier: Apache-2.0
package org.turnlock.cli.file;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import org.turnlock.cli.console.Failure;
import org.turnlock.cli.console.Surroundings;

/** Files with keys and passwords in them. */
public final class SecretFile {
  /** No key is larger; a PKCS #12 file with its chain is not either. */
  private static final int LARGEST = 1 << 20;

  private SecretFile() {}

  /**
   * What the file holds, or standard input for {@code -}. The caller wipes it.
   *
   * @throws Failure if it is not there, not readable, or too large to hold a key
   */
  public static byte[] read(Path file, Surroundings surroundings) {
    byte[] buffer = new byte[LARGEST + 1];
    try (Input in = Input.open(file, surroundings)) {
      int length = in.stream().readNBytes(buffer, 0, buffer.length);
      if (length > LARGEST) {
        throw new Failure(file + ": larger than 1 MiB, which no key is");
      }
      return Arrays.copyOf(buffer, length);
    } catch (IOException e) {
      throw new Failure(file + ": cannot be read: " + IoText.of(e), e);
    } finally {
      Arrays.fill(buffer, (byte) 0);
    }
  }
}
