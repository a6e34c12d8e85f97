// SPDX-License-Identifier: Apache-2.0
package org.turnlock.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ServicesCommandTest {
  @TempDir private Path home;

  @Test
  void theServicesAreListedByTypeWithoutAPin() {
    CommandRun run = CommandRun.in(home).run("services");
    assertThat(run.code()).as(run.err()).isZero();
    assertThat(run.lines()).anyMatch(line -> line.matches("KeyStore +PKCS11, Turnlock"));
    assertThat(run.out()).contains("AES/GCM/NoPadding", "SHA256withECDSA", "HmacSHA512");
    assertThat(run.lines()).allMatch(line -> line.length() <= 100);
  }

  @Test
  void whatAConfigurationTurnsOffIsNotThere() {
    CommandRun run =
        CommandRun.in(home)
            .with("TURNLOCK_CONFIG", "--token = software\\ndisabledMechanisms = { CKM_AES_GCM }")
            .run("services");
    assertThat(run.code()).as(run.err()).isZero();
    assertThat(run.out()).contains("AES/CBC/NoPadding").doesNotContain("AES/GCM");
  }
}
