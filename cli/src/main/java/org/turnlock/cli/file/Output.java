// SPDX-License-Identifier: Apache-2.0
package org.turnlock.cli.file;

import java.io.IOException;
import java.io.OutputStream;

/** Where a command's bytes go. Closed without {@link #complete}, what was written is given up. */
public interface Output extends AutoCloseable {
  /** Takes the bytes. */
  OutputStream stream();

  /** All bytes have come, and are good. */
  void complete() throws IOException;

  @Override
  void close() throws IOException;
}
