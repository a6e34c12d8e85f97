// SPDX-License-Identifier: Apache-2.0
package org.turnlock.cli.console;

/** What the command tells the shell. */
public enum ExitCode {
  /** All is well. */
  OK(0, "well done"),
  /** Something did not work; one line on standard error says what. */
  FAILED(1, "failed"),
  /** The command line is wrong. picocli's own number for it. */
  USAGE(2, "wrong usage"),
  /** All that could be done is well, but a step had to be left out. */
  INCOMPLETE(3, "a step was left out"),
  /** Not what the key has signed or sealed. */
  NOT_AUTHENTIC(4, "not authentic: changed, or of another key"),
  /** No key, or no version, of this name. */
  NOT_FOUND(5, "no such key, or no such version"),
  /** The key is there, and may not. */
  REFUSED(6, "refused: the state or the policy of the key forbids it"),
  /** The key is not as the caller expected it. */
  CONFLICT(7, "conflict: somebody was faster, or the alias is taken");

  private final int code;
  private final String meaning;

  ExitCode(int code, String meaning) {
    this.code = code;
    this.meaning = meaning;
  }

  /** The number. */
  public int code() {
    return code;
  }

  /** In a few words. */
  public String meaning() {
    return meaning;
  }
}
