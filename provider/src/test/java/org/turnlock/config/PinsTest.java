// SPDX-License-Identifier: Apache-2.0
package org.turnlock.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import java.util.Optional;
import javax.security.auth.callback.Callback;
import javax.security.auth.callback.CallbackHandler;
import javax.security.auth.callback.PasswordCallback;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.turnlock.token.TokenException;

/** PINs from files, variables and callbacks. */
class PinsTest {
  private static final String HEAD = "library = /x\n";

  @TempDir Path directory;

  @Test
  void aFileGivesItsFirstLine() throws IOException {
    for (String content : new String[] {"geheim-ü", "geheim-ü\n", "geheim-ü\r\nmore\n"}) {
      Path pin = privateFile("pin", content);
      assertThat(pin(parse("pinSource = \"file:" + pin + "\""))).isEqualTo("geheim-ü");
    }
  }

  @Test
  void aMissingFileIsSaidToBeMissing() {
    Path pin = directory.resolve("no-such-pin");
    assertThatThrownBy(() -> pin(parse("pinSource = \"file:" + pin + "\"")))
        .hasMessage("there is no PIN file " + pin);
  }

  @Test
  void aRelativeFileIsBesideTheConfiguration() throws IOException {
    privateFile("pin", "1234");
    Path configuration = directory.resolve("turnlock.cfg");
    Files.writeString(configuration, HEAD + "pinSource = file:pin");
    assertThat(pin(TurnlockConfiguration.parse(configuration.toString()))).isEqualTo("1234");
  }

  @Test
  void aUriNamesAFileAsUriOrPath() throws IOException {
    Path pin = privateFile("pin", "1234");
    for (String source : new String[] {"file:" + pin, "file://" + pin, pin.toString()}) {
      assertThat(pin(parse("uri = \"pkcs11:token=a?pin-source=" + source + "\"")))
          .isEqualTo("1234");
    }
  }

  @Test
  void anUnusableFileIsReportedWithoutItsContent() throws IOException {
    Path empty = privateFile("empty", "\n1234");
    Path large = privateFile("large", "1234".repeat(2000));
    Path binary = directory.resolve("binary");
    Files.write(binary, new byte[] {(byte) 0xff, '1', '2'});
    Path absent = directory.resolve("absent");
    for (Path file : new Path[] {empty, large, binary, absent}) {
      TurnlockConfiguration configuration = parse("pinSource = \"file:" + file + "\"");
      assertThatThrownBy(() -> pin(configuration))
          .isInstanceOf(TokenException.class)
          .hasMessageContaining(file.toString())
          .hasMessageNotContaining("1234");
    }
  }

  @Test
  void aFileThatEverybodyReadsGivesAWarning() throws IOException {
    Path pin = privateFile("pin", "1234");
    assertThat(parse("pinSource = \"file:" + pin + "\"").warnings()).isEmpty();
    Files.setPosixFilePermissions(pin, PosixFilePermissions.fromString("rw-r--r--"));
    assertThat(parse("pinSource = \"file:" + pin + "\"").warnings())
        .containsExactly("PIN file " + pin + " can be read by every user of this machine");

    Path configuration = directory.resolve("turnlock.cfg");
    Files.writeString(configuration, HEAD + "uri = \"pkcs11:token=a?pin-value=1234\"");
    Files.setPosixFilePermissions(configuration, PosixFilePermissions.fromString("rw-r--r--"));
    assertThat(TurnlockConfiguration.parse(configuration.toString()).warnings())
        .containsExactly(
            configuration + " holds a PIN and can be read by every user of this machine");
  }

  @Test
  void aVariableGivesItsValue() {
    Map.Entry<String, String> some =
        System.getenv().entrySet().stream()
            .filter(entry -> entry.getKey().matches("[A-Za-z_][A-Za-z0-9_]*"))
            .filter(entry -> !entry.getValue().isEmpty())
            .findAny()
            .orElseThrow();
    assertThat(pin(parse("pinSource = env:" + some.getKey()))).isEqualTo(some.getValue());
    assertThatThrownBy(() -> pin(parse("pinSource = env:TURNLOCK_NO_SUCH_VARIABLE")))
        .isInstanceOf(TokenException.class)
        .hasMessageContaining("TURNLOCK_NO_SUCH_VARIABLE");
  }

  /** Answers with a PIN. */
  public static final class AnsweringHandler implements CallbackHandler {
    @Override
    public void handle(Callback[] callbacks) {
      PasswordCallback question = (PasswordCallback) callbacks[0];
      question.setPassword(("for " + question.getPrompt()).toCharArray());
    }
  }

  @Test
  void aCallbackIsTheProvidersOrAClassOfItsOwn() {
    TurnlockConfiguration ofClass =
        parse("pinSource = callback:" + AnsweringHandler.class.getName());
    assertThat(pin(ofClass)).isEqualTo("for token a");

    TurnlockConfiguration ofProvider = parse("pinSource = callback");
    assertThat(new String(Pins.read(ofProvider.pinSource(), "b", new AnsweringHandler()).get()))
        .isEqualTo("for b");
    assertThatThrownBy(() -> pin(ofProvider))
        .isInstanceOf(TokenException.class)
        .hasMessageContaining("no CallbackHandler");
    assertThatThrownBy(() -> pin(parse("pinSource = callback:java.lang.String")))
        .isInstanceOf(TokenException.class)
        .hasMessageContaining("java.lang.String is no CallbackHandler");
    assertThatThrownBy(() -> Pins.read(ofProvider.pinSource(), "b", callbacks -> {}))
        .hasMessageContaining("gave no PIN");
  }

  @Test
  void withoutASourceTheProgramGivesThePin() {
    assertThat(Pins.read(parse("").pinSource(), "", null)).isEqualTo(Optional.empty());
  }

  private Path privateFile(String name, String content) throws IOException {
    Path file = directory.resolve(name);
    Files.write(file, content.getBytes(StandardCharsets.UTF_8));
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
    return file;
  }

  private static TurnlockConfiguration parse(String directives) {
    return TurnlockConfiguration.parse("--" + HEAD + directives);
  }

  private static String pin(TurnlockConfiguration configuration) {
    return new String(Pins.read(configuration.pinSource(), "token a", null).orElseThrow());
  }
}
