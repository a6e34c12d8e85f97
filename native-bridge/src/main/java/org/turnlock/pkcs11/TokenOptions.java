// SPDX-License-Identifier: Apache-2.0
package org.turnlock.pkcs11;

import java.time.Duration;
import java.util.Objects;
import java.util.Set;

/**
 * How a token is used.
 *
 * @param poolSize most sessions for operations at once; the token's own limit bounds it too
 * @param poolTimeout how long an operation waits for a session before it fails
 * @param quirks of the module and its token
 * @param pins where a PIN comes from when a login is needed and none was given
 * @param listener is told what the token has lost and got back
 * @param passDirectBuffersUnsafely whether the module gets the memory of callers' direct
 *     ByteBuffers instead of a copy; who frees, unmaps or cuts it during a call kills the process
 */
public record TokenOptions(
    int poolSize,
    Duration poolTimeout,
    Set<Quirk> quirks,
    PinSource pins,
    TokenListener listener,
    boolean passDirectBuffersUnsafely) {

  /** The default pool size. */
  public static final int DEFAULT_POOL_SIZE = 32;

  /** The default deadline for a session. */
  public static final Duration DEFAULT_POOL_TIMEOUT = Duration.ofSeconds(10);

  public TokenOptions {
    if (poolSize < 1) {
      throw new IllegalArgumentException("poolSize must be at least 1, not " + poolSize);
    }
    quirks = Set.copyOf(quirks);
    Objects.requireNonNull(pins, "pins");
    Objects.requireNonNull(listener, "listener");
  }

  /** The defaults for the token in a slot of {@code module}. */
  public static TokenOptions of(Pkcs11Module module, Slot slot) {
    return new TokenOptions(
        DEFAULT_POOL_SIZE,
        DEFAULT_POOL_TIMEOUT,
        Quirk.of(module.info(), slot.token()),
        PinSource.NONE,
        TokenListener.NONE,
        false);
  }

  /** With another pool. */
  public TokenOptions withPool(int size, Duration timeout) {
    return new TokenOptions(size, timeout, quirks, pins, listener, passDirectBuffersUnsafely);
  }

  /** With a source of PINs. */
  public TokenOptions withPins(PinSource source) {
    return new TokenOptions(
        poolSize, poolTimeout, quirks, source, listener, passDirectBuffersUnsafely);
  }

  /** With somebody who is told what the token has lost and got back. */
  public TokenOptions withListener(TokenListener told) {
    return new TokenOptions(poolSize, poolTimeout, quirks, pins, told, passDirectBuffersUnsafely);
  }

  /** With callers' direct ByteBuffers passed to the module as they are, or copied. */
  public TokenOptions withDirectBuffersPassedUnsafely(boolean passed) {
    return new TokenOptions(poolSize, poolTimeout, quirks, pins, listener, passed);
  }
}
