// SPDX-License-Identifier: Apache-2.0
package org.turnlock.benchmarks.module;

import java.io.IOException;

/** There is no C compiler on this machine; the message says how to get one. */
public final class NoCompilerException extends IOException {
  private static final long serialVersionUID = 1L;

  NoCompilerException(String message) {
    super(message);
  }
}
