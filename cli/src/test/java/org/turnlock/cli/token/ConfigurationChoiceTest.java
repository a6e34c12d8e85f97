// SPDX-License-Identifier: Apache-2.0
package org.turnlock.cli.token;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.turnlock.cli.console.Failure;
import org.turnlock.config.TurnlockConfiguration;

class ConfigurationChoiceTest {
  @TempDir private Path home;
  private Path named;
  private Path ofVariable;
  private Path usual;

  @BeforeEach
  void writeThreeFiles() throws IOException {
    named = write("named.cfg", "named");
    ofVariable = write("variable.cfg", "variable");
    Files.createDirectories(home.resolve(".turnlock"));
    usual = write(".turnlock/turnlock.cfg", "usual");
  }

  private Path write(String file, String name) throws IOException {
    return Files.writeString(home.resolve(file), "name = " + name + "\ntoken = software\n");
  }

  private TurnlockConfiguration choose(String option, Map<String, String> variables) {
    return new ConfigurationChoice(Optional.ofNullable(option), variables, home).configuration();
  }

  @Test
  void theOptionComesFirst() {
    assertThat(choose(named.toString(), Map.of("TURNLOCK_CONFIG", ofVariable.toString())).name())
        .isEqualTo("named");
  }

  @Test
  void thenTheEnvironmentVariable() {
    assertThat(choose(null, Map.of("TURNLOCK_CONFIG", ofVariable.toString())).name())
        .isEqualTo("variable");
  }

  @Test
  void anEmptyVariableIsNone() {
    assertThat(choose(null, Map.of("TURNLOCK_CONFIG", "")).name()).isEqualTo("usual");
  }

  @Test
  void thenTheFileInTheUsersHome() {
    assertThat(choose(null, Map.of()).name()).isEqualTo("usual");
  }

  @Test
  void thenTheSoftwareToken() throws IOException {
    Files.delete(usual);
    assertThat(choose(null, Map.of())).isEqualTo(TurnlockConfiguration.defaults());
  }

  @Test
  void directivesThemselvesMayStandInTheVariable() {
    assertThat(choose(null, Map.of("TURNLOCK_CONFIG", "--name = inline\\ntoken = software")).name())
        .isEqualTo("inline");
  }

  @Test
  void aFileThatIsNamedMustBeThere() throws IOException {
    Files.delete(named);
    Files.delete(ofVariable);
    assertThatThrownBy(() -> choose(named.toString(), Map.of()))
        .isInstanceOf(Failure.class)
        .hasMessageContaining(named + ": no such file");
    assertThatThrownBy(() -> choose(null, Map.of("TURNLOCK_CONFIG", ofVariable.toString())))
        .isInstanceOf(Failure.class)
        .hasMessageContaining(ofVariable + ": no such file")
        .hasMessageContaining("environment variable TURNLOCK_CONFIG");
  }

  @Test
  void aFileInTheUsersHomeThatIsWrongIsNotPassedOver() throws IOException {
    Files.writeString(usual, "name = x\ntoken = paper\n");
    assertThatThrownBy(() -> choose(null, Map.of()))
        .isInstanceOf(Failure.class)
        .hasMessageContaining(usual + ":2: token");
  }
}
