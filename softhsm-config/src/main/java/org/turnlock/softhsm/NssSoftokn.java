// SPDX-License-Identifier: Apache-2.0
package org.turnlock.softhsm;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/**
 * The PKCS#11 module of NSS.
 *
 * @param directory where libsoftokn3 and its libraries are
 */
public record NssSoftokn(Path directory) {
  /** The slot for cryptography: session keys only, no login. */
  public static final long CRYPTO_SLOT = 1;

  /** The slot of the database: token keys, behind a PIN. */
  public static final long KEYSTORE_SLOT = 2;

  /** What C_Initialize wants as {@code LibraryParameters} where no database is used. */
  public static final String NO_DATABASE =
      "configdir='' certPrefix='' keyPrefix='' secmod='' flags=noCertDB,noModDB";

  /**
   * The installed one.
   *
   * @throws IllegalStateException if NSS is not installed
   */
  public static NssSoftokn find() {
    return new NssSoftokn(new Libraries(System.getenv()).nssDirectory());
  }

  /** The module's file. */
  public Path library() {
    Path linux = directory.resolve("libsoftokn3.so");
    return Files.exists(linux) ? linux : directory.resolve("libsoftokn3.dylib");
  }

  /** Makes a throw-away database with a PIN; it is deleted when the JVM ends. */
  public NssDatabase createDatabase(String pin) {
    Path home = TemporaryDirectories.create("turnlock-nss-");
    Path pinFile = home.resolve("pin");
    PrivateFiles.write(pinFile, pin);
    Path certutil = new Libraries(System.getenv()).tool("certutil");
    try {
      Path database = Files.createDirectory(home.resolve("db"));
      Command.run(Map.of(), certutil, "-N", "-d", "sql:" + database, "-f", pinFile.toString());
      return new NssDatabase(this, database, pin);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** A SunPKCS11 configuration file without a database. */
  public Path sunPkcs11Configuration() {
    return Templates.write(
        "sunpkcs11-nss-nodb.cfg.template",
        TemporaryDirectories.create("turnlock-nss-").resolve("sunpkcs11.cfg"),
        Map.of("LIBRARY_DIRECTORY", directory));
  }
}
