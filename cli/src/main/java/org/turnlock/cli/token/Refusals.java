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
      case DISABLED, STATE, BELOW_FLOOR, DESTROYED, LIMIT -> ExitCode.REFUSED;
      default -> ExitCode.FAILED;
    };
  }

  private String next(ManagedKeyException refusal) {
    String message = refusal.getMessage();
    Optional<ManagedKeyInfo> key = named(message);
    String alias = key.map(found -> Shell.word(found.alias())).orElse("");
    boolean known = key.isPresent();
    return switch (refusal.reason()) {
      case NOT_FOUND -> known ? type("describe " + alias) : NearNames.hint(message, aliases());
      case EXISTS, CONFLICT, DESTROYED -> known ? type("describe " + alias) : "";
      case DISABLED -> known ? type(enabling(message, alias)) : "";
      case STATE -> known ? forState(key.get(), alias) : "";
      case BELOW_FLOOR -> known ? type("floor " + alias + " VERSION") : "";
      default -> "";
    };
  }

  private static String enabling(String message, String alias) {
    return VersionInText.number(message)
        .map(number -> "enable-version " + alias + " " + number)
        .orElse("enable " + alias);
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

  /** The key of which a message speaks: the longest alias that stands in it in quotes. */
  private Optional<ManagedKeyInfo> named(String message) {
    return all().stream()
        .filter(key -> message.contains("'" + key.alias() + "'"))
        .max((a, b) -> a.alias().length() - b.alias().length());
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
