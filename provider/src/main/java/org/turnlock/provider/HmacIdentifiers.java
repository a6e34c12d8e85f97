// SPDX-License-Identifier: Apache-2.0
package org.turnlock.provider;

import org.turnlock.jca.Hash;

/** Object identifiers of HMAC (RFC 8018, appendix B.1.2; NIST's for SHA-3). */
final class HmacIdentifiers {
  private static final String RSADSI = "1.2.840.113549.2.";
  private static final String NIST = "2.16.840.1.101.3.4.2.";

  private HmacIdentifiers() {}

  static String of(Hash hash) {
    return switch (hash) {
      case SHA1 -> RSADSI + 7;
      case SHA224 -> RSADSI + 8;
      case SHA256 -> RSADSI + 9;
      case SHA384 -> RSADSI + 10;
      case SHA512 -> RSADSI + 11;
      case SHA512_224 -> RSADSI + 12;
      case SHA512_256 -> RSADSI + 13;
      case SHA3_224 -> NIST + 13;
      case SHA3_256 -> NIST + 14;
      case SHA3_384 -> NIST + 15;
      case SHA3_512 -> NIST + 16;
    };
  }
}
