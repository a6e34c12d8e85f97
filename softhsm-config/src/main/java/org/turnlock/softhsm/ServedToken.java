// SPDX-License-Identifier: Apache-2.0
package org.turnlock.softhsm;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * A throw-away token that processes of its own serve.
 *
 * @param server what serves it
 * @param directory where its files and its servers' logs are
 * @param library the PKCS#11 module
 * @param label the token's label
 * @param pin the user's PIN
 * @param environment what a process needs to see the token; native code in this JVM has it
 * @param wrapper the start of a command line from which alone a process sees the token; or empty
 */
public record ServedToken(
    TokenServer server,
    Path directory,
    Path library,
    String label,
    String pin,
    Map<String, String> environment,
    List<String> wrapper) {

  /** The user's PIN, a new array each time. */
  public char[] pinChars() {
    return pin.toCharArray();
  }

  /** Ends the servers, as at an orderly shutdown. */
  public void stop() {
    server.run("stop", directory);
  }

  /** Starts the servers again, on the same token. */
  public void restart() {
    server.run("start", directory);
  }
}
