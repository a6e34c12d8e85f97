// SPDX-License-Identifier: Apache-2.0
package org.turnlock.provider;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.security.InvalidParameterException;
import java.security.ProviderException;
import java.util.ArrayList;
import java.util.List;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.turnlock.softhsm.NssSoftokn;

/** What an operator sees when a provider in {@code java.security} cannot start. */
class StartupMessagesTest {
  private static final Logger LOGGER = Logger.getLogger("org.turnlock.provider");

  @TempDir Path directory;

  private final List<LogRecord> records = new ArrayList<>();
  private final Handler handler =
      new Handler() {
        @Override
        public void publish(LogRecord record) {
          records.add(record);
        }

        @Override
        public void flush() {}

        @Override
        public void close() {}
      };

  @BeforeEach
  void listen() {
    LOGGER.addHandler(handler);
  }

  @AfterEach
  void stopListening() {
    LOGGER.removeHandler(handler);
  }

  private String file(String text) throws Exception {
    return Files.writeString(directory.resolve("t.cfg"), text).toString();
  }

  @Test
  void aMistakeInTheConfigurationIsThrownAndLoggedWithItsPlace() throws Exception {
    String argument = file("name = x\ntokenlabel = y\n");
    assertThatThrownBy(() -> new TurnlockProvider().configure(argument))
        .isInstanceOf(InvalidParameterException.class)
        .hasMessageContaining("t.cfg:2: unknown directive 'tokenlabel'; did you mean 'tokenLabel'");
    assertThat(records)
        .anySatisfy(
            record -> {
              assertThat(record.getLevel()).isEqualTo(Level.SEVERE);
              assertThat(record.getMessage()).contains("t.cfg:2: unknown directive 'tokenlabel'");
            });
  }

  @Test
  void aPinInTheConfigurationIsAnsweredWithPinSourceAndNeverShown() throws Exception {
    String argument = file("token = software\npin = 48151623\n");
    assertThatThrownBy(() -> new TurnlockProvider().configure(argument))
        .hasMessageContaining("pinSource = file:PATH")
        .hasMessageNotContaining("48151623");
    assertThat(records).noneMatch(record -> record.getMessage().contains("48151623"));
  }

  @Test
  void aMissingLibraryIsAProviderExceptionThatNamesTheDirective() throws Exception {
    String argument = file("name = x\nlibrary = /no/such/module.so\nslotListIndex = 0\n");
    assertThatThrownBy(() -> new TurnlockProvider().configure(argument))
        .isInstanceOf(ProviderException.class)
        .hasMessageContaining("/no/such/module.so")
        .hasMessageContaining("'library'");
  }

  @Test
  void aLibraryThatIsNoModuleIsSaidInOneLine() throws Exception {
    String argument = file("name = x\nlibrary = /etc/passwd\nslotListIndex = 0\n");
    assertThatThrownBy(() -> new TurnlockProvider().configure(argument))
        .isInstanceOf(ProviderException.class)
        .hasMessageContaining("cannot be loaded as a PKCS#11 library")
        .hasMessageNotContaining("\n");
  }

  @Test
  void aFunctionThatGivesNoFunctionListIsNotCalled() throws Exception {
    String library = NssSoftokn.find().library().toString();
    String argument =
        file("name = x\nlibrary = " + library + "\nslot = 1\nfunctionList = C_GetInfo\n");
    assertThatThrownBy(() -> new TurnlockProvider().configure(argument))
        .isInstanceOf(ProviderException.class)
        .hasMessageContaining("GetFunctionList");
  }

  @Test
  void ignoredDirectivesAreLoggedInOneLine() throws Exception {
    String argument = file("token = software\npath = t.tlk\ninsertionCheckInterval = 5000\n");
    new TurnlockProvider().configure(argument);
    assertThat(records)
        .filteredOn(record -> record.getMessage().contains("insertionCheckInterval"))
        .hasSize(1);
  }

  @Test
  void startUpErrorsAreIgnoredWhereTheConfigurationSaysSo() throws Exception {
    String text = "name = x\nlibrary = /no/such/module.so\nslotListIndex = 0\n";
    String argument = file(text + "handleStartupErrors = ignoreMissingLibrary\n");
    assertThat(new TurnlockProvider().configure(argument).getServices()).isEmpty();
    assertThat(records).anyMatch(record -> record.getMessage().contains("/no/such/module.so"));
  }
}
