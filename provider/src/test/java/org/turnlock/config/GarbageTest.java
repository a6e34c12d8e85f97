// SPDX-License-Identifier: Apache-2.0
package org.turnlock.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Whatever is given, the answer is a configuration or the one exception. */
class GarbageTest {
  private final long seed = System.nanoTime();
  private final Random random = new Random(seed);

  @Test
  void randomBytesAreRefusedWithTheOneException(@TempDir Path directory) throws IOException {
    Path file = directory.resolve("garbage");
    for (int i = 0; i < 2_000; i++) {
      byte[] bytes = new byte[random.nextInt(200)];
      random.nextBytes(bytes);
      Files.write(file, bytes);
      parse(file.toString());
    }
  }

  @Test
  void randomCharactersAreRefusedWithTheOneException() {
    for (int i = 0; i < 5_000; i++) {
      StringBuilder text = new StringBuilder("--");
      for (int length = random.nextInt(100); length > 0; length--) {
        text.append((char) random.nextInt(random.nextBoolean() ? 0x80 : 0x10000));
      }
      parse(text.toString());
    }
  }

  @Test
  void shuffledDirectivesGiveAConfigurationOrTheOneException() {
    List<String> pieces = new ArrayList<>(Directives.ALL.keySet());
    pieces.addAll(
        List.of(
            "=",
            "=",
            "=",
            "=",
            "\n",
            "\n",
            "\n",
            "{",
            "}",
            "(",
            ")",
            ",",
            "*",
            "attributes",
            "compatibility",
            "true",
            "false",
            "null",
            "7",
            "0x1f",
            "0h01",
            "CKM_DSA",
            "CKA_SIGN",
            "CKO_SECRET_KEY",
            "CKK_AES",
            "generate",
            "\"",
            "#",
            "/x",
            "software",
            "10s",
            "env:X",
            "\"pkcs11:token=a?pin-value=1\"",
            "\"pkcs11:",
            "%",
            "%41",
            ";",
            "&",
            "?",
            "${",
            "~",
            "noDb",
            "file:/x",
            "Turnlock",
            "\0",
            "\uD800",
            "\uFFFF"));
    for (int i = 0; i < 8_000; i++) {
      StringBuilder text = new StringBuilder("--");
      for (int length = random.nextInt(20); length > 0; length--) {
        text.append(pieces.get(random.nextInt(pieces.size())));
        text.append(random.nextInt(4) == 0 ? "" : " ");
      }
      parse(text.toString());
    }
  }

  @Test
  void randomUrisGiveAConfigurationOrTheOneException() {
    String alphabet = "token=;?&%41%zz:pin-value/ \\\"serial.x-\u00e4\u0001";
    for (int i = 0; i < 8_000; i++) {
      StringBuilder uri = new StringBuilder("pkcs11:");
      for (int length = random.nextInt(40); length > 0; length--) {
        uri.append(alphabet.charAt(random.nextInt(alphabet.length())));
      }
      parse("--library = /x\nuri = \"" + uri + "\"");
    }
  }

  private void parse(String argument) {
    try {
      TurnlockConfiguration configuration = TurnlockConfiguration.parse(argument);
      assertThat(configuration.toString()).isNotEmpty();
    } catch (ConfigurationException expected) {
      assertThat(expected.getMessage()).isNotEmpty();
    } catch (RuntimeException | StackOverflowError e) {
      fail("seed " + seed + ", given: " + argument, e);
    }
  }
}
