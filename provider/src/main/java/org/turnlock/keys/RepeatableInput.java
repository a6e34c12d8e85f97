// SPDX-License-Identifier: Apache-2.0
package org.turnlock.keys;

import java.io.IOException;
import java.io.InputStream;

/** Data of any length that can be read several times: a file, bytes in memory. */
@FunctionalInterface
public interface RepeatableInput {
  /** A stream from the beginning; whoever asks for it closes it. */
  InputStream open() throws IOException;
}
