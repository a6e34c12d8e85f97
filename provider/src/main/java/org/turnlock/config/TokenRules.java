// SPDX-License-Identifier: Apache-2.0
package org.turnlock.config;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.turnlock.config.NssLocation.DbMode;
import org.turnlock.config.SlotChoice.MatchingUri;
import org.turnlock.config.SlotChoice.SlotId;
import org.turnlock.config.SlotChoice.SlotListIndex;
import org.turnlock.config.SlotChoice.TokenLabel;
import org.turnlock.config.SlotChoice.TokenSerial;
import org.turnlock.config.TokenLocation.Pkcs11;
import org.turnlock.config.TokenLocation.Software;

/** Where the token is: exactly one way of saying it. */
final class TokenRules {
  private static final List<String> SLOT_NAMES =
      List.of("slot", "slotListIndex", "tokenLabel", "tokenSerial", "uri");
  private static final List<String> NSS_MODE =
      List.of("nssLibraryDirectory", "nssSecmodDirectory", "nssModule", "nssDbMode");
  private static final List<String> MODULE_ONLY =
      List.of("functionList", "omitInitialize", "nssArgs");

  private final ParsedConfiguration parsed;

  TokenRules(ParsedConfiguration parsed) {
    this.parsed = parsed;
  }

  TokenLocation location() {
    List<String> slotNames = SLOT_NAMES.stream().filter(parsed::has).toList();
    if (slotNames.size() > 1) {
      throw parsed.refuse(
          slotNames.get(1),
          "the token is named already by "
              + slotNames.get(0)
              + "; allowed is one of "
              + String.join(", ", SLOT_NAMES));
    }
    if ("software".equals(parsed.string("token", ""))) {
      return software();
    }
    if (parsed.has("path")) {
      throw parsed.refuse("path", "is for the software token; say token = software too");
    }
    return nssMode() ? nss() : module();
  }

  private TokenLocation software() {
    refuseAny(List.of("library"), "the software token has no PKCS#11 module");
    refuseAny(SLOT_NAMES, "the software token has no slots; its file is named by path");
    refuseAny(MODULE_ONLY, "the software token has no PKCS#11 module");
    refuseAny(NSS_MODE, "token = software and NSS are two tokens");
    if (parsed.flag("nssUseSecmod")) {
      throw parsed.refuse("nssUseSecmod", "token = software and NSS are two tokens");
    }
    String path = parsed.string("path", null);
    try {
      Path file =
          path == null
              ? TurnlockConfiguration.defaultSoftwareFile()
              : parsed.text().places().resolve(PropertyExpansion.expand(path));
      return new Software(file);
    } catch (BadValue e) {
      throw parsed.refuse("path", e.getMessage());
    }
  }

  private boolean nssMode() {
    return parsed.flag("nssUseSecmod") || NSS_MODE.stream().anyMatch(parsed::has);
  }

  private TokenLocation nss() {
    refuseAny(List.of("library", "nssArgs"), "not together with NSS directives, which say it");
    refuseAny(SLOT_NAMES, "not together with NSS directives: nssModule says which token");
    DbMode mode = parsed.get("nssDbMode", DbMode.class, DbMode.READ_WRITE);
    String database = parsed.string("nssSecmodDirectory", null);
    if (mode != DbMode.NO_DB && database == null) {
      throw parsed.refuse(
          "nssSecmodDirectory", "missing: the database's directory, or say nssDbMode = noDb");
    }
    return NssLocation.of(
        parsed.string("nssModule", null),
        mode,
        parsed.string("nssLibraryDirectory", null),
        database,
        parsed.flag("nssOptimizeSpace"));
  }

  private TokenLocation module() {
    return new Pkcs11(
        library(),
        Optional.ofNullable(parsed.string("nssArgs", null)),
        Optional.ofNullable(parsed.string("functionList", null)),
        parsed.flag("omitInitialize"),
        slot());
  }

  private String library() {
    TokenUri uri = parsed.get("uri", TokenUri.class, null);
    Optional<String> ofUri = uri == null ? Optional.empty() : uri.modulePath().or(uri::moduleName);
    if (ofUri.isEmpty()) {
      if (!parsed.has("library")) {
        throw parsed.refuse(
            "library",
            "missing: the path of a PKCS#11 module; or say token = software, or nssDbMode = noDb");
      }
      return parsed.string("library", null);
    }
    if (parsed.has("library")) {
      throw parsed.refuse("library", "the uri names the module already");
    }
    try {
      return uri.modulePath().isPresent()
          ? ModuleFile.atPath(uri.modulePath().get())
          : ModuleFile.named(uri.moduleName().orElseThrow());
    } catch (BadValue e) {
      throw parsed.refuse("uri", e.getMessage());
    }
  }

  private SlotChoice slot() {
    if (parsed.has("slot")) {
      return new SlotId(parsed.get("slot", Long.class, 0L));
    }
    if (parsed.has("tokenLabel")) {
      return new TokenLabel(parsed.string("tokenLabel", ""));
    }
    if (parsed.has("tokenSerial")) {
      return new TokenSerial(parsed.string("tokenSerial", ""));
    }
    TokenUri uri = parsed.get("uri", TokenUri.class, null);
    if (uri != null && uri.namesASlot()) {
      return new MatchingUri(uri);
    }
    return new SlotListIndex(parsed.get("slotListIndex", Long.class, 0L).intValue());
  }

  private void refuseAny(List<String> names, String problem) {
    for (String name : names) {
      if (parsed.has(name)) {
        throw parsed.refuse(name, problem);
      }
    }
  }
}
