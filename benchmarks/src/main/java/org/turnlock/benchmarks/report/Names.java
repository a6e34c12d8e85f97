// SPDX-License-Identifier: Apache-2.0
package org.turnlock.benchmarks.report;

import org.turnlock.benchmarks.suite.Case;
import org.turnlock.benchmarks.suite.Units;

/** What cases are called in the report. */
final class Names {
  private Names() {}

  /** For instance {@code AES-GCM encryption, 1 KiB}. */
  static String of(Case what) {
    return operation(what.operation())
        + (sized(what.operation()) ? ", " + Units.bytes(what.size()) : "");
  }

  /** Behind a name, for instance {@code , 8 threads}; nothing for one. */
  static String threads(Case what) {
    return what.threads() == 1 ? "" : ", " + what.threads() + " threads";
  }

  /** Whether it is of more data than fits a message. */
  static boolean isStream(Case what) {
    return what.operation().startsWith("stream-");
  }

  private static boolean sized(String operation) {
    return operation.contains("crypt") || operation.startsWith("hmac");
  }

  /** For instance {@code ECDSA P-256 signature}. */
  static String operation(String operation) {
    return switch (operation) {
      case "aes-gcm-encrypt" -> "AES-GCM encryption";
      case "aes-gcm-decrypt" -> "AES-GCM decryption";
      case "hmac-sha256" -> "HMAC-SHA-256";
      case "aes-wrap" -> "AES key wrap";
      case "aes-unwrap" -> "AES key unwrap";
      case "get-key" -> "KeyStore.getKey";
      case "sealed-encrypt" -> "Sealed encryption";
      case "sealed-decrypt" -> "Sealed decryption";
      case "start-up" -> "Start-up";
      case "aes-gcm-encrypt-direct" -> "AES-GCM encryption, direct buffers";
      case "plain-encrypt" -> "AES-GCM encryption, plain key of the token";
      case "alias-encrypt" -> "AES-GCM encryption, alias of a rotated key";
      case "stream-ctr-encrypt" -> "AES-CTR stream, encryption";
      case "stream-ctr-decrypt" -> "AES-CTR stream, decryption";
      case "stream-cbc-decrypt" -> "AES-CBC stream, decryption";
      case "stream-sealed-encrypt" -> "Sealed stream, encryption";
      case "stream-sealed-decrypt" -> "Sealed stream, decryption";
      default -> signature(operation);
    };
  }

  private static String signature(String operation) {
    String algorithm =
        operation
            .replaceAll("-(sign|verify)$", "")
            .replace("rsa-", "RSA-")
            .replace("ecdsa-p", "ECDSA P-")
            .replace("ed25519", "Ed25519");
    if (operation.endsWith("-sign")) {
      return algorithm + " signature";
    }
    return operation.endsWith("-verify") ? algorithm + " verification" : operation;
  }
}
