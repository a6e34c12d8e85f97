// SPDX-License-Identifier: Apache-2.0
package org.turnlock.lifecycle;

import static org.turnlock.keys.KeyState.DISABLED;
import static org.turnlock.keys.KeyState.ENABLED;
import static org.turnlock.keys.KeyState.PENDING_DELETION;
import static org.turnlock.keys.KeyState.PENDING_IMPORT;

import java.util.Set;
import org.turnlock.keys.KeyState;
import org.turnlock.keys.ManagedKeyException;
import org.turnlock.keys.ManagedKeyException.Reason;
import org.turnlock.keys.record.ManagedKeyRecord;

/** The state table: what may be done to a managed key in which state. */
enum KeyOperation {
  ENABLE("enabled", ENABLED, DISABLED),
  DISABLE("disabled", ENABLED, DISABLED),
  ROTATE("rotated", ENABLED),
  IMPORT("given an imported version", ENABLED, PENDING_IMPORT),
  SET_ROTATION("given another rotation period", ENABLED),
  SET_LIMITS("given other limits", ENABLED),
  CHANGE_VERSION("changed in one of its versions", ENABLED, DISABLED),
  DESCRIBE("described anew", ENABLED, DISABLED, PENDING_IMPORT),
  SCHEDULE_DELETION("scheduled for deletion", ENABLED, DISABLED, PENDING_IMPORT),
  CANCEL_DELETION("kept from deletion", PENDING_DELETION);

  private final String done;
  private final Set<KeyState> allowed;

  KeyOperation(String done, KeyState... allowed) {
    this.done = done;
    this.allowed = Set.of(allowed);
  }

  /** Whether a key in this state can be operated on so. */
  boolean allowedIn(KeyState state) {
    return allowed.contains(state);
  }

  /**
   * Lets a record through whose state allows this.
   *
   * @throws ManagedKeyException that names the key, its state, and what would allow it
   */
  void require(ManagedKeyRecord record) {
    if (allowedIn(record.state())) {
      return;
    }
    boolean disabled = record.state() == DISABLED && this != CANCEL_DELETION;
    throw new ManagedKeyException(
            disabled ? Reason.DISABLED : Reason.STATE,
            "key '" + record.alias() + "' cannot be " + done + ": " + obstacle(record))
        .about(record.alias());
  }

  private String obstacle(ManagedKeyRecord record) {
    if (this == CANCEL_DELETION) {
      return "it is " + text(record.state()) + ", and no deletion is scheduled";
    }
    return switch (record.state()) {
      case ENABLED -> "it is enabled";
      case DISABLED -> "it is disabled; enable it first";
      case PENDING_IMPORT -> "it has no material yet; import a version first";
      case PENDING_DELETION ->
          "it is to be deleted on "
              + record.deletionDate()
              + "; cancel the deletion first"
              + (allowedIn(DISABLED) ? "" : ", then enable it");
    };
  }

  private static String text(KeyState state) {
    return switch (state) {
      case ENABLED -> "enabled";
      case DISABLED -> "disabled";
      case PENDING_IMPORT -> "awaiting its first import";
      case PENDING_DELETION -> "pending deletion";
    };
  }
}
