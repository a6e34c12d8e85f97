// SPDX-License-Identifier: Apache-2.0
package org.turnlock.keys;

import java.security.InvalidKeyException;
import java.security.ProviderException;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * A managed key cannot do what was asked; {@link #reason()} says which kind of no it was. The
 * message names the key, its state and what would allow the operation.
 */
public class ManagedKeyException extends ProviderException {
  private static final long serialVersionUID = 1L;

  /** The kinds of refusal that callers tell apart. */
  public enum Reason {
    /** There is no managed key, or no version, of this name. */
    NOT_FOUND,
    /** The alias is taken. */
    EXISTS,
    /** The key or the version is disabled. */
    DISABLED,
    /** The state of the key or the version forbids it. */
    STATE,
    /** The version is older than the key's floor. */
    BELOW_FLOOR,
    /** The version is destroyed. */
    DESTROYED,
    /** Somebody else was faster: the key is no longer as the caller expected it. */
    CONFLICT,
    /** Another writer has held the key too long. */
    BUSY,
    /** The version has done as much as its limit allows, and no successor could be made. */
    LIMIT,
    /** The kind of key cannot do this, or it is none of the uses that the key was made for. */
    UNSUPPORTED,
    /** The policy of the key does not allow it to who asks. */
    NOT_PERMITTED,
    /** There is no certificate that could be used. */
    CERTIFICATE,
    /** The record in the token cannot be read. */
    DAMAGED
  }

  private final Reason reason;
  private String alias;
  private int version;

  public ManagedKeyException(Reason reason, String message) {
    this(reason, message, null);
  }

  public ManagedKeyException(Reason reason, String message, Throwable cause) {
    super(message, cause);
    this.reason = reason;
    if (cause instanceof ManagedKeyException before) {
      this.alias = before.alias;
      this.version = before.version;
    }
  }

  /** The same, about a key. */
  public ManagedKeyException about(String key) {
    this.alias = key;
    return this;
  }

  /** The same, about a version of a key. */
  public ManagedKeyException about(String key, int number) {
    this.version = number;
    return about(key);
  }

  /**
   * The same, as the JCA says it at an {@code init}: a {@link KeyNotPermittedException} where it is
   * the policy that refuses.
   */
  public InvalidKeyException atInit() {
    return reason == Reason.NOT_PERMITTED
        ? new KeyNotPermittedException(this)
        : new InvalidKeyException(getMessage(), this);
  }

  /** The kind of refusal. */
  public Reason reason() {
    return reason;
  }

  /** The key that refuses, by the name that was asked for; empty if it is about no single one. */
  public Optional<String> alias() {
    return Optional.ofNullable(alias);
  }

  /** The version that refuses; empty if the key as a whole does. */
  public OptionalInt version() {
    return version == 0 ? OptionalInt.empty() : OptionalInt.of(version);
  }
}
