// SPDX-License-Identifier: Apache-2.0
package org.turnlock.cli.console;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.turnlock.cli.CommandRun;
import org.turnlock.cli.Launch;

class ShellTest {
  @Test
  void aShellReadsEveryTextAsItIs(@TempDir Path directory) {
    for (String text : new String[] {"plain/path.cfg", "two words", "it's $HOME `x` \"y\"", ""}) {
      CommandRun run = new Launch(directory).run("sh", "-c", "printf %s " + Shell.word(text));
      assertThat(run.out()).isEqualTo(text);
    }
  }

  @Test
  void aPlainPathStaysPlain() {
    assertThat(Shell.word(Path.of("/tmp/a-b_c.cfg"))).isEqualTo("/tmp/a-b_c.cfg");
  }
}
