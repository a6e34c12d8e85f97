// SPDX-License-Identifier: Apache-2.0
package org.turnlock.keys.record;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.turnlock.provider.TestProviders;
import org.turnlock.softhsm.SoftHsm;
import org.turnlock.softhsm.SoftHsmToken;
import org.turnlock.token.DataObjects;
import org.turnlock.token.Token;

@SoftHsm
class SoftHsmRecordStoreTest extends RecordStoreContract {
  private static final int STDIO_BUFFER = 4096;

  private static Token opened;

  private final SoftHsmToken hsm;

  SoftHsmRecordStoreTest(SoftHsmToken hsm) {
    this.hsm = hsm;
  }

  @Override
  DataObjects place() throws Exception {
    if (opened == null) {
      opened =
          TestProviders.token(
              "--name=records\nlibrary="
                  + hsm.library()
                  + "\ntokenLabel=\""
                  + hsm.label()
                  + "\"\n");
      opened.login().login(hsm.pinChars());
    }
    return opened.objects();
  }

  @Override
  RecordStore store(StoreSettings settings) {
    return RecordStores.open(opened, null, settings);
  }

  /** What is longer it writes in several steps, and reads in another process while it does. */
  @Test
  void softHsmWritesEachObjectOfALongRecordInOneStep() throws Exception {
    String alias = "Schlüssel".repeat(50);
    RecordStore store = RecordStores.open(opened, null);
    try (RecordLease lease = store.lease(alias)) {
      lease.commit(longer(Records.first(alias, lease.newKeyId())));
    }
    try (Stream<Path> files =
        Files.walk(Path.of(hsm.environment().get("SOFTHSM2_CONF")).getParent())) {
      assertThat(files.filter(file -> file.toString().endsWith(".object")))
          .hasSizeGreaterThan(3)
          .allMatch(file -> file.toFile().length() <= STDIO_BUFFER);
    }
    try (RecordLease lease = store.lease(alias)) {
      lease.removeRecord();
    }
  }

  /** A token lets anybody make public objects. */
  @Test
  void whatWasMadeWithoutThePinIsNoRecord(@TempDir Path directory) throws Exception {
    DataObjects place = place();
    place.addData("forged", "payments", new byte[] {1});
    Path file = Files.write(directory.resolve("value"), new byte[] {2});
    Path output = directory.resolve("output");
    ProcessBuilder tool =
        new ProcessBuilder(
                "pkcs11-tool",
                "--module",
                hsm.library().toString(),
                "--token-label",
                hsm.label(),
                "--write-object",
                file.toString(),
                "--type",
                "data",
                "--application-label",
                "forged",
                "--label",
                "payments")
            .redirectErrorStream(true)
            .redirectOutput(output.toFile());
    tool.environment().putAll(hsm.environment());
    assertThat(tool.start().waitFor()).as(Files.readString(output)).isZero();
    assertThat(Files.readString(output)).contains("payments");
    assertThat(place.data("forged", "payments"))
        .singleElement()
        .satisfies(data -> assertThat(data.value()).isEqualTo(new byte[] {1}));
  }
}
