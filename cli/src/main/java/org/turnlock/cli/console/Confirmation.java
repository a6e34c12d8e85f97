// SPDX-License-Identifier: Apache-2.0
package org.turnlock.cli.console;

/** What a person must say before something is done that cannot be taken back. */
public final class Confirmation {
  private Confirmation() {}

  /**
   * Goes on, or not.
   *
   * @param given whether {@code --yes} was
   * @param what is going to happen, as a sentence
   * @throws Failure if the person does not say yes, or there is nobody to ask
   */
  public static void require(Surroundings surroundings, boolean given, String what) {
    if (given) {
      return;
    }
    String answer =
        surroundings
            .questions()
            .orElseThrow(
                () ->
                    new Failure(
                        what + " There is no terminal to ask on: --yes does it; nothing was done"))
            .apply(what + " Type yes to go on: ");
    if (answer == null || !answer.strip().equalsIgnoreCase("yes")) {
      throw new Failure("nothing was done");
    }
  }
}
