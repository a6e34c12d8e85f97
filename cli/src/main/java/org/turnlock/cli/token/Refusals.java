// SPDX-License-Identifier: Apache-2.0
package org.turnlock.cli.token;

import java.util.List;
import java.util.Optional;
import org.turnlock.cli.console.ExitCode;
import org.turnlock.cli.console.Failure;
import org.turnlock.cli.console.Shell;
import org.turnlock.keys.ManagedKeyException;
import org.turnlock.keys.ManagedKeyInfo;
import org.turnlock.keys.ManagedKeys;
import picocli.CommandLine.ParameterException;

/** Says what to type next when a key refuses. The exception itself says why it does. */
final class Refusals {
  private final ManagedKeys keys;

  Refusals(ManagedKeys keys) {
    this.keys = keys;
  }

  /** The failure to tell the user of. */
  Exception explained(Exception thrown) {
    for (Throwable at = thrown; at != null; at = at.getCause()) {
      if (at instanceof Failure || at instanceof ParameterException) {
        return thrown;
      }
      if (at instanceof ManagedKeyException refusal) {
        return new Failure(code(refusal), refusal.getMessage() + next(refusal), thrown);
      }
    }
    return thrown;
  }

  private static ExitCode code(ManagedKeyException refusal) {
    return switch (refusal.reason()) {
      case NOT_FOUND -> ExitCode.NOT_FOUND;
      case EXISTS, CONFLICT -> ExitCode.CONFLICT;
      case DISABLED, STATE, BELOW_FLOOR, DESTROYED, LIMIT, NOT_PERMITTED -> ExitCode.REFUSED;
      default -> ExitCode.FAILED;
    };
  }

  private String next(ManagedKeyException refusal) {
    Optional<ManagedKeyInfo> key = refusal.alias().flatMap(this::find);
    if (key.isEmpty()) {
      return ofUnseen(refusal);
    }
    String alias = Shell.word(key.get().alias());
    return switch (refusal.reason()) {
      case NOT_FOUND, EXISTS, CONFLICT, DESTROYED -> type("describe " + alias);
      case DISABLED -> type(enabling(refusal, alias));
      case STATE -> forState(key.get(), alias);
      case NOT_PERMITTED -> "; see: turnlock policy show " + alias;
      case BELOW_FLOOR -> type("floor " + alias + " VERSION");
      default -> "";
    };
  }

  /** Of a key that is not there, or that whoever asks may not even describe. */
  private String ofUnseen(ManagedKeyException refusal) {
    String alias = refusal.alias().orElse("");
    return switch (refusal.reason()) {
      case NOT_FOUND -> NearNames.hint(alias, aliases());
      case NOT_PERMITTED ->
          alias.isEmpty()
              ? ""
              : "; who administers the key can allow it: turnlock policy allow "
                  + Shell.word(alias);
      default -> "";
    };
  }

  private static String enabling(ManagedKeyException refusal, String alias) {
    return refusal.version().isPresent()
        ? "enable-version " + alias + " " + refusal.version().getAsInt()
        : "enable " + alias;
  }

  private static String forState(ManagedKeyInfo key, String alias) {
    return switch (key.state()) {
      case PENDING_DELETION -> type("cancel-deletion " + alias);
      case PENDING_IMPORT -> type("import " + alias + " FILE");
      case DISABLED -> type("enable " + alias);
      case ENABLED -> "";
    };
  }

  private static String type(String command) {
    return "; see: turnlock key " + command;
  }

  private Optional<ManagedKeyInfo> find(String alias) {
    return all().stream().filter(key -> key.alias().equals(alias)).findFirst();
  }

  private List<String> aliases() {
    return all().stream().map(ManagedKeyInfo::alias).toList();
  }

  private List<ManagedKeyInfo> all() {
    try {
      return keys.list();
    } catch (RuntimeException e) {
      return List.of(); // The refusal is to be told all the same.
    }
  }
}
