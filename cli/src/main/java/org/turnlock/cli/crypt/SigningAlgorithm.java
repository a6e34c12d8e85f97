// SPDX-License-Identifier: Apache-2.0
package org.turnlock.cli.crypt;

import org.turnlock.cli.console.Failure;
import org.turnlock.keys.ManagedKeyKind;

/** Which signature, or MAC, a key makes unless told otherwise. */
final class SigningAlgorithm {
  private SigningAlgorithm() {}

  /**
   * The JCA name.
   *
   * @param wanted null for the usual one
   */
  static String of(ManagedKeyKind kind, String wanted) {
    if (wanted != null) {
      return wanted;
    }
    return switch (kind.algorithm()) {
      case "RSA" -> "SHA256withRSA";
      case "EC" -> hash(kind.curve()) + "withECDSA";
      case "Ed25519" -> "Ed25519";
      case "AES" -> throw new Failure("an AES key does not sign: create one of another --type");
      default -> kind.algorithm();
    };
  }

  /** As strong as the curve. */
  private static String hash(String curve) {
    if (curve.contains("384")) {
      return "SHA384";
    }
    return curve.contains("521") || curve.contains("512") ? "SHA512" : "SHA256";
  }
}
