// SPDX-License-Identifier: Apache-2.0
package org.turnlock.jca.tls;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;
import org.junit.jupiter.api.io.TempDir;
import org.turnlock.provider.TurnlockProvider;
import org.turnlock.softhsm.NssDatabase;
import org.turnlock.softhsm.NssSoftokn;

/** On a database of NSS, which has no Edwards curves. */
class NssTlsTest extends TlsContract {
  @TempDir private static Path files;

  @Override
  TurnlockProvider open() throws Exception {
    NssDatabase database = NssSoftokn.find().createDatabase("1234-tls");
    Path pin =
        Files.createFile(
            files.resolve("pin"),
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
    Files.writeString(pin, database.pin());
    return (TurnlockProvider)
        new TurnlockProvider()
            .configure(
                "--"
                    + Files.readString(database.sunPkcs11Configuration())
                    + "\npinSource=file:"
                    + pin
                    + "\ntrace=true\n");
  }

  @Override
  Set<TlsKey> keys() {
    return Set.of(TlsKey.RSA, TlsKey.RSA_PSS, TlsKey.EC_P256, TlsKey.EC_P384);
  }
}
