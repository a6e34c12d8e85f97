// SPDX-License-Identifier: Apache-2.0
package org.turnlock.config;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.turnlock.config.SlotChoice.SlotId;
import org.turnlock.config.SlotChoice.SlotListIndex;
import org.turnlock.config.TokenLocation.Pkcs11;

/**
 * NSS by SunPKCS11's {@code nss*} directives. SunPKCS11 goes through libnss3; this names softokn,
 * the PKCS#11 module under it, with the parameters that libnss3 would give it.
 */
final class NssLocation {
  private static final String SOFTOKN = "softokn3";
  private static final String ROOTS = "nssckbi";
  private static final String FIPS_FUNCTION_LIST = "FC_GetFunctionList";
  private static final long CRYPTO_SLOT = 1;
  private static final long KEYSTORE_SLOT = 2;
  private static final long FIPS_SLOT = 3;

  private static final List<String> PLACES =
      List.of(
          "/usr/lib/x86_64-linux-gnu",
          "/usr/lib/x86_64-linux-gnu/nss",
          "/usr/lib/aarch64-linux-gnu",
          "/usr/lib/aarch64-linux-gnu/nss",
          "/usr/lib64",
          "/usr/lib",
          "/usr/lib/nss",
          "/opt/homebrew/opt/nss/lib",
          "/opt/homebrew/lib",
          "/usr/local/opt/nss/lib",
          "/usr/local/lib");

  private NssLocation() {}

  /** {@code nssDbMode}. */
  enum DbMode {
    READ_WRITE,
    READ_ONLY,
    NO_DB
  }

  /**
   * Where the token is.
   *
   * @param module {@code nssModule}
   * @param libraryDirectory {@code nssLibraryDirectory}, null to search
   * @param database {@code nssSecmodDirectory}, null where the mode is NO_DB
   */
  static Pkcs11 of(
      String module, DbMode mode, String libraryDirectory, String database, boolean optimizeSpace) {
    String chosen = module != null ? module : mode == DbMode.NO_DB ? "crypto" : "keystore";
    Optional<String> parameters = Optional.of(parameters(mode, database, optimizeSpace));
    return switch (chosen) {
      case "crypto" -> softokn(libraryDirectory, parameters, CRYPTO_SLOT);
      case "keystore" -> softokn(libraryDirectory, parameters, KEYSTORE_SLOT);
      case "fips" ->
          new Pkcs11(
              library(SOFTOKN, libraryDirectory),
              parameters,
              Optional.of(FIPS_FUNCTION_LIST),
              false,
              new SlotId(FIPS_SLOT));
      default ->
          new Pkcs11(
              library(ROOTS, libraryDirectory),
              Optional.empty(),
              Optional.empty(),
              false,
              new SlotListIndex(0));
    };
  }

  private static Pkcs11 softokn(String directory, Optional<String> parameters, long slot) {
    return new Pkcs11(
        library(SOFTOKN, directory), parameters, Optional.empty(), false, new SlotId(slot));
  }

  private static String parameters(DbMode mode, String database, boolean optimizeSpace) {
    List<String> flags = new ArrayList<>();
    if (mode == DbMode.NO_DB) {
      flags.add("noCertDB");
    }
    flags.add("noModDB");
    if (mode == DbMode.READ_ONLY) {
      flags.add("readOnly");
    }
    if (optimizeSpace) {
      flags.add("optimizeSpace");
    }
    return "configdir='"
        + (mode == DbMode.NO_DB ? "" : escaped(withType(database)))
        + "' certPrefix='' keyPrefix='' secmod='"
        + (mode == DbMode.NO_DB ? "" : "secmod.db")
        + "' flags="
        + String.join(",", flags);
  }

  /** A directory without the type of its database holds an SQL one, as NSS has it since 3.35. */
  private static String withType(String database) {
    return database.matches("[a-z]+:.*") ? database : "sql:" + database;
  }

  private static String escaped(String value) {
    return value.replace("\\", "\\\\").replace("'", "\\'");
  }

  private static String library(String name, String directory) {
    String file = System.mapLibraryName(name);
    if (directory != null) {
      return Path.of(directory, file).toString();
    }
    Stream<String> configured =
        Stream.of(System.getProperty("java.library.path", "").split(java.io.File.pathSeparator))
            .filter(place -> place.startsWith("/"));
    return Stream.concat(configured, PLACES.stream())
        .map(place -> Path.of(place, file))
        .filter(Files::exists)
        .findFirst()
        .map(Path::toString)
        .orElse(file);
  }
}
