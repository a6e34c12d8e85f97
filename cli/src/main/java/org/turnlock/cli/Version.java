// SPDX-License-Identifier: Apache-2.0
package org.turnlock.cli;

import picocli.CommandLine.IVersionProvider;

/** The answer to {@code --version}. */
final class Version implements IVersionProvider {
  @Override
  public String[] getVersion() {
    String own = Main.class.getPackage().getImplementationVersion();
    return new String[] {
      "turnlock " + (own == null ? "(not packed)" : own),
      "Java "
          + System.getProperty("java.version")
          + ", "
          + System.getProperty("os.name")
          + " "
          + System.getProperty("os.arch")
    };
  }
}
