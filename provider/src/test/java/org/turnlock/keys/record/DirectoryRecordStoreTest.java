// SPDX-License-Identifier: Apache-2.0
package org.turnlock.keys.record;

import static java.nio.file.StandardOpenOption.CREATE_NEW;
import static java.nio.file.StandardOpenOption.WRITE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.nio.file.attribute.UserPrincipal;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.turnlock.keys.ManagedKeyException;
import org.turnlock.provider.TestProviders;
import org.turnlock.softhsm.NssSoftokn;
import org.turnlock.token.DataObjects;
import org.turnlock.token.KeyId;
import org.turnlock.token.Token;
import org.turnlock.token.TokenData;
import org.turnlock.token.TokenException;

/** Records beside a token that has no data objects. */
class DirectoryRecordStoreTest extends RecordStoreContract {
  private static final Token NSS =
      TestProviders.token(
          "--name=nss\nnssDbMode=noDb\nnssLibraryDirectory="
              + NssSoftokn.find().directory()
              + "\n");

  @TempDir Path parent;

  @Override
  DataObjects place() {
    return new DirectoryData(directory());
  }

  private Path directory() {
    return parent.resolve("not/there/yet");
  }

  @Override
  RecordStore store(StoreSettings settings) {
    return RecordStores.open(NSS, directory(), settings);
  }

  @Test
  void aTokenWithoutDataObjectsAsksForADirectory() {
    assertThatThrownBy(() -> RecordStores.open(NSS, null))
        .hasMessageContaining("no data objects")
        .hasMessageContaining("managedKeyDirectory");
  }

  @Test
  void onlyTheOwnerMayReadWhatIsThere() throws IOException {
    data.addData("turnlock key", "Ключ/../a%~B", new byte[] {1, 2});
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(directory())))
        .isEqualTo("rwx------");
    Files.createFile(directory().resolve("README"));
    try (var files = Files.list(directory())) {
      for (Path file : files.filter(it -> !it.endsWith("README")).toList()) {
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
            .isEqualTo("rw-------");
      }
    }
    assertThat(data.data("turnlock key"))
        .singleElement()
        .satisfies(it -> assertThat(it.label()).isEqualTo("Ключ/../a%~B"));
  }

  @Test
  void halfOfWhatIsThereIsNeverTakenForAll() throws IOException {
    TokenData one = data.addData("turnlock key", "k", new byte[] {1});
    Path file = directory().resolve(DataFileName.of("turnlock key", "k").toString());
    Files.createSymbolicLink(file, Path.of("gone again whenever it is to be read"));
    assertThatThrownBy(() -> data.data("turnlock key", "k"))
        .isInstanceOfSatisfying(
            TokenException.class,
            e -> assertThat(e.reason()).isEqualTo(TokenException.Reason.UNAVAILABLE));
    assertThat(data.data("turnlock lease")).isEmpty();
    Files.delete(file);
    assertThat(data.data("turnlock key", "k"))
        .singleElement()
        .satisfies(it -> assertThat(it.value()).isEqualTo(one.value()));
  }

  @Test
  void whatIsNoFileOrMuchTooLongTakesNothingElseWithIt() throws Exception {
    RecordStore store = store(StoreSettings.STANDARD);
    KeyId id = KeyId.random();
    try (RecordLease lease = store.lease("whole")) {
      lease.commit(Records.first("whole", id));
    }
    for (String application : List.of(RecordShelf.RECORDS, RecordShelf.LEDGERS)) {
      Files.createDirectory(directory().resolve(DataFileName.of(application, "whole").toString()));
    }
    Path pipe = directory().resolve(DataFileName.of(RecordShelf.RECORDS, "pipe").toString());
    assertThat(new ProcessBuilder("mkfifo", pipe.toString()).start().waitFor()).isZero();
    Path endless = directory().resolve(DataFileName.of(RecordShelf.RECORDS, "long").toString());
    try (FileChannel file = FileChannel.open(endless, CREATE_NEW, WRITE)) {
      file.write(ByteBuffer.allocate(1), 5L << 30);
    }
    assertThat(store.find("whole")).isPresent();
    assertThat(store.toldUsage("whole")).isEmpty();
    assertThat(store.find("pipe")).isEmpty();
    assertThatThrownBy(() -> store.find("long"))
        .isInstanceOf(ManagedKeyException.class)
        .hasMessageContaining("longer than");
    assertThat(store.all()).extracting(ManagedKeyRecord::alias).containsExactly("whole");
  }

  /** What an administrator changes stays readable for the service. Needs root to be tried. */
  @Test
  void theFilesOfADirectoryAreItsOwners() throws IOException {
    UserPrincipal nobody;
    try {
      nobody =
          directory()
              .getFileSystem()
              .getUserPrincipalLookupService()
              .lookupPrincipalByName("nobody");
      Files.setOwner(directory(), nobody);
    } catch (IOException e) {
      assumeTrue(false, "only root gives directories away");
      return;
    }
    data.addData("turnlock key", "given", new byte[] {1});
    try (var files = Files.list(directory())) {
      Path file = files.filter(it -> it.toString().contains("~given~")).findFirst().orElseThrow();
      assertThat(Files.getOwner(file)).isEqualTo(nobody);
      assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
          .isEqualTo("rw-------");
    }
  }
}
