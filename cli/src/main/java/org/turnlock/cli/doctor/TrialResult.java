// SPDX-License-Identifier: Apache-2.0
package org.turnlock.cli.doctor;

/**
 * How a service did.
 *
 * @param type JCA type
 * @param algorithm JCA name
 * @param outcome passed, failed, or not tried
 * @param what the operation that was measured
 * @param nanos its median time
 * @param calls its calls to the PKCS#11 module, the fewest of all rounds; 0 where they are not
 *     counted
 * @param message why it failed or was not tried
 */
public record TrialResult(
    String type,
    String algorithm,
    Outcome outcome,
    String what,
    long nanos,
    long calls,
    String message) {
  /** What became of a trial. */
  public enum Outcome {
    PASSED,
    FAILED,
    NOT_TRIED
  }

  static TrialResult failed(String type, String algorithm, String message) {
    return new TrialResult(type, algorithm, Outcome.FAILED, "", 0, 0, message);
  }

  static TrialResult notTried(String type, String algorithm, String message) {
    return new TrialResult(type, algorithm, Outcome.NOT_TRIED, "", 0, 0, message);
  }
}
