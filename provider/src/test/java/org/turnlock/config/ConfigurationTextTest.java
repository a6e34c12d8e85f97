// SPDX-License-Identifier: Apache-2.0
package org.turnlock.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.turnlock.config.SlotChoice.TokenLabel;
import org.turnlock.config.TokenLocation.Pkcs11;
import org.turnlock.config.TokenLocation.Software;

/** Where the text of a configuration comes from. */
class ConfigurationTextTest {
  @TempDir Path directory;

  @Test
  void inlineTextHasItsLineEndsWrittenOrReal() {
    TurnlockConfiguration real = parse("--name = x\nlibrary = /x\ntokenLabel = a");
    TurnlockConfiguration written = parse("-- name = x\\nlibrary = /x\\ntokenLabel = a");
    assertThat(written).isEqualTo(real);
    assertThat(parse("--\\nlibrary=/x\\n\\ntokenLabel=a\\n").token()).isEqualTo(real.token());
    assertThat(real.source()).isEqualTo("inline configuration");
  }

  @Test
  void bothKindsOfLineEndTogetherAreCounted() {
    try {
      parse("--library = /x\\n\nslot = y");
    } catch (ConfigurationException e) {
      assertThat(e.line()).isEqualTo(3);
      return;
    }
    throw new AssertionError("not refused");
  }

  @Test
  void filesAreUtf8OrLatin1WithOrWithoutMarkAndAnyLineEnd() throws IOException {
    String text = "library = /x\r\ntokenLabel = Schl\u00fcssel\rtrace = true\n";
    for (byte[] bytes :
        new byte[][] {
          text.getBytes(StandardCharsets.UTF_8),
          text.getBytes(StandardCharsets.ISO_8859_1),
          ("\uFEFF" + text).getBytes(StandardCharsets.UTF_8)
        }) {
      Path file = directory.resolve("x.cfg");
      Files.write(file, bytes);
      TurnlockConfiguration configuration = parse(file.toString());
      assertThat(((Pkcs11) configuration.token()).slot())
          .isEqualTo(new TokenLabel("Schl\u00fcssel"));
      assertThat(configuration.trace()).isTrue();
      assertThat(configuration.source()).isEqualTo(file.toString());
    }
  }

  @Test
  void aFileNameMayHaveAProperty() throws IOException {
    Path file = directory.resolve("turnlock.cfg");
    Files.writeString(file, "token = software\npath = keys.tlk");
    String name = "org.turnlock.config.test.directory";
    System.setProperty(name, directory.toString());
    try {
      assertThat(parse("${" + name + "}/turnlock.cfg").token())
          .isEqualTo(new Software(directory.resolve("keys.tlk")));
    } finally {
      System.clearProperty(name);
    }
  }

  private static TurnlockConfiguration parse(String argument) {
    return TurnlockConfiguration.parse(argument);
  }
}
