// SPDX-License-Identifier: Apache-2.0
package org.turnlock.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.InvalidParameterException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A refusal says file, line, directive, what is wrong and what is allowed; never a PIN. */
class ErrorMessagesTest {
  @Test
  void theWholeMessageReadsLikeThis(@TempDir Path directory) throws IOException {
    Path file = directory.resolve("turnlock.cfg");
    Files.writeString(file, "name = x\n\n# comment\nslot = first\n");
    ConfigurationException refusal = refusal(file.toString());
    assertThat(refusal)
        .isInstanceOf(InvalidParameterException.class)
        .hasMessage(file + ":4: slot: 'first' is not a number; allowed: a slot's number");
    assertThat(refusal.source()).isEqualTo(file.toString());
    assertThat(refusal.line()).isEqualTo(4);
    assertThat(refusal.directive()).isEqualTo("slot");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "slot = x | 1",
        "\\nslot = x | 2",
        "name =\\nslot = 1 | 1",
        "name = x\\nshowInfo =\\n\\n | 2",
        "attributes(*,*,*) = {\\n CKA_SIGN = true\\n CKA_NO = true } | 3",
        "attributes(*,*,*) = {\\n CKA_SIGN = true\\n | 3",
        "enabledMechanisms = {\\n CKM_DSA\\n CKM_NO\\n} | 3",
        "trace = true\\n\\ntrace = true | 3",
        "slot = 1\\nuri = `pkcs11:token=a` | 2",
        "library | 1",
        "library = /x\\nnonsense | 2",
        "library = /x\\n) | 2"
      })
  void theLineIsWhereTheMistakeIs(String text, int line) {
    assertThat(refusal("--" + text.replace('`', '"')).line()).isEqualTo(line);
  }

  @ParameterizedTest
  @CsvSource({
    "slt, slot",
    "Library, library",
    "tokenlabel, tokenLabel",
    "nssDBMode, nssDbMode",
    "disabledMechanism, disabledMechanisms",
    "attribute, attributes",
    "poolsize, poolSize",
    "pinSorce, pinSource"
  })
  void aMisspeltDirectiveGetsASuggestion(String written, String meant) {
    assertThat(refusal("--" + written + " = 1"))
        .hasMessageContaining("unknown directive '" + written + "'; did you mean '" + meant + "'?");
  }

  @Test
  void anUnknownDirectiveWithoutANeighbourGetsTheWholeList() {
    assertThat(refusal("--somethingElse = 1"))
        .hasMessageContaining("known are allowLegacy,")
        .hasMessageContaining("attributes,")
        .hasMessageContaining("uri");
  }

  @Test
  void bracesWithoutBlanksAreExplained() {
    assertThat(refusal("--library = /x\ndisabledMechanisms = {CKM_DSA }"))
        .hasMessageContaining("expected '{' with blanks around it, found '{CKM_DSA'");
    assertThat(refusal("--library = /x\ndisabledMechanisms = { CKM_DSA}"))
        .hasMessageContaining("braces stand alone");
    assertThat(refusal("--library = /x\ndisabledMechanisms = { DSA }"))
        .hasMessageContaining("did you mean CKM_DSA?");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "uri = \"pkcs11:token=a?pin-value=s3cret&pin-value=s3cret\"",
        "uri = \"pkcs11:token=a?pin-value=s3cret&pin-source=file:/x\"",
        "uri = \"pkcs11:token=a?pin-value=s3cret%zz\"",
        "uri = \"pkcs11:token=a?pin-value=s3cret \"",
        "uri = \"pkcs11:tokn=a?pin-value=s3cret\"",
        "uri = \"x:token=a?pin-value=s3cret\"",
        "uri = \"pkcs11:token=a;?pin-value=s3cret\"",
        "uri = \"pkcs11:?pin-value=s3cret\"\nslot = 1",
        "uri = \"pkcs11:?pin-value=s3cret\"\nuri = \"pkcs11:?pin-value=s3cret\"",
        "slot = 1\nuri = \"pkcs11:token=a?pin-value=s3cret\"",
        "uri = \"pkcs11:?pin-value=s3cret\"",
        "slot = \"s3cret\"",
        "pinSource = s3cret",
        "pinSource = \"file:\" \"s3cret\" = x",
        "pin = s3cret"
      })
  void aMessageNeverHoldsThePin(String text) {
    assertThat(refusal("--" + text).getMessage()).doesNotContain("s3cret");
  }

  @Test
  void aFileThatIsNoneIsReported(@TempDir Path directory) throws IOException {
    assertThat(refusal(directory.resolve("absent.cfg").toString()))
        .hasMessageContaining("absent.cfg: no such file");
    assertThat(refusal(directory.toString())).hasMessageContaining("not a readable file");
    assertThat(refusal(null)).hasMessageContaining("nothing given");
    assertThat(refusal("a\0b")).hasMessageContaining("not a path");
    Path large = directory.resolve("large");
    Files.write(large, new byte[(1 << 20) + 1]);
    assertThat(refusal(large.toString())).hasMessageContaining("larger than 1 MiB");
    Path endless = Path.of("/dev/zero");
    if (Files.exists(endless)) {
      assertThat(refusal(endless.toString())).hasMessageContaining("larger than 1 MiB");
    }
  }

  @Test
  void aLongWordIsCutShort() {
    assertThat(refusal("--slot = " + "9x".repeat(5000)).getMessage()).hasSizeLessThan(200);
    assertThat(refusal("--" + "9x".repeat(5000)).getMessage()).hasSizeLessThan(1200);
  }

  private static ConfigurationException refusal(String argument) {
    ConfigurationException refusal =
        catchThrowableOfType(
            ConfigurationException.class, () -> TurnlockConfiguration.parse(argument));
    assertThat(refusal).as("refusal of %s", argument).isNotNull();
    return refusal;
  }
}
