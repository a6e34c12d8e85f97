// SPDX-License-Identifier: Apache-2.0
package org.turnlock.token;

/** A data object; implementations carry what their token needs to find it. It never changes. */
public interface TokenData {
  /** CKA_APPLICATION: whose it is, empty where there is none. */
  String application();

  /** CKA_LABEL, empty where there is none. */
  String label();

  /** A copy of CKA_VALUE; empty where the token does not show it. */
  byte[] value();
}
