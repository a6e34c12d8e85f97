// SPDX-License-Identifier: Apache-2.0
package org.turnlock.cli.key;

/** How a file holds a key. */
enum KeyFileFormat {
  /** RFC 7468: PKCS #8, encrypted or not, PKCS #1 or SEC 1. */
  PEM,
  /** The same in binary. */
  DER,
  /** A key store file. */
  PKCS12,
  /** A secret key's bytes, nothing else. */
  RAW,
  /** The same in hexadecimal. */
  HEX
}
