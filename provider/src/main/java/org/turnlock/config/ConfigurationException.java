// SPDX-License-Identifier: Apache-2.0
package org.turnlock.config;

import java.security.InvalidParameterException;

/**
 * A configuration was refused. The message says where, which directive, what is wrong with it and
 * what is allowed; it never holds a PIN.
 */
public final class ConfigurationException extends InvalidParameterException {
  private static final long serialVersionUID = 1L;

  private final String source;
  private final int line;
  private final String directive;

  ConfigurationException(String source, int line, String directive, String problem) {
    super(
        source
            + (line > 0 ? ":" + line : "")
            + ": "
            + (directive.isEmpty() ? "" : directive + ": ")
            + problem);
    this.source = source;
    this.line = line;
    this.directive = directive;
  }

  /** The file's name, or {@code inline configuration}. */
  public String source() {
    return source;
  }

  /** The line, from 1; 0 where the problem is not in one line. */
  public int line() {
    return line;
  }

  /** The directive's name, empty where the problem is not in one directive. */
  public String directive() {
    return directive;
  }
}
