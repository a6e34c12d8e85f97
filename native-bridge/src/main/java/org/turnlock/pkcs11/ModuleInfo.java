// SPDX-License-Identifier: Apache-2.0
package org.turnlock.pkcs11;

import org.turnlock.pkcs11.memory.StructCursor;

/**
 * CK_INFO: what a module says of itself.
 *
 * @param cryptokiVersion of the standard, for instance {@code 2.40}
 * @param manufacturer who made the library
 * @param description of the library
 * @param libraryVersion of the library, for instance {@code 2.6}
 */
public record ModuleInfo(
    String cryptokiVersion, String manufacturer, String description, String libraryVersion) {

  static ModuleInfo read(StructCursor cursor) {
    String cryptoki = version(cursor.bytes(2));
    String manufacturer = cursor.text(32);
    cursor.ulong();
    String description = cursor.text(32);
    return new ModuleInfo(cryptoki, manufacturer, description, version(cursor.bytes(2)));
  }

  static String version(byte[] pair) {
    return (pair[0] & 0xFF) + "." + (pair[1] & 0xFF);
  }
}
