// SPDX-License-Identifier: Apache-2.0
package org.turnlock.token;

import java.nio.ByteBuffer;

/**
 * A signature or MAC in progress. For one thread. After a failure, {@link #finish} or {@link
 * #close} it is over; one that is dropped without either ends itself when it is collected.
 */
public interface TokenSigning extends AutoCloseable {
  /** Takes the bytes between position and limit. */
  void update(ByteBuffer input);

  /** Ends the operation: writes the result at the output's position, returns its length. */
  int finish(ByteBuffer output);

  /** Ends the operation without a result. Idempotent. */
  @Override
  void close();
}
