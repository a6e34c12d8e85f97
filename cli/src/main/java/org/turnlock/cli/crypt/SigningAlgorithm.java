// SPDX-License-Identifier: Apache-2.0
package org.turnlock.cli.crypt;

import java.security.Key;
import java.security.interfaces.ECKey;
import java.security.interfaces.EdECKey;
import org.turnlock.cli.console.Failure;

/** Which signature, or MAC, a key makes unless told otherwise. */
final class SigningAlgorithm {
  private SigningAlgorithm() {}

  /**
   * The JCA name.
   *
   * @param wanted null for the usual one
   */
  static String of(Key key, String wanted) {
    if (wanted != null) {
      return wanted;
    }
    if (key instanceof ECKey pair) {
      return hash(pair.getParams().getCurve().getField().getFieldSize()) + "withECDSA";
    }
    if (key instanceof EdECKey pair) {
      return pair.getParams().getName();
    }
    return switch (key.getAlgorithm()) {
      case "RSA" -> "SHA256withRSA";
      case "AES" -> throw new Failure("an AES key does not sign: create one of another --type");
      default -> key.getAlgorithm();
    };
  }

  /** As strong as the curve. */
  private static String hash(int bits) {
    if (bits > 384) {
      return "SHA512";
    }
    return bits == 384 ? "SHA384" : "SHA256";
  }
}
