// SPDX-License-Identifier: Apache-2.0
package org.turnlock.token.pkcs11;

import org.turnlock.pkcs11.ObjectRef;
import org.turnlock.token.TokenData;

/** A data object in a PKCS#11 token. */
@SuppressWarnings("ArrayRecordComponent")
record Pkcs11Data(ObjectRef object, String application, String label, byte[] value)
    implements TokenData {

  @Override
  public byte[] value() {
    return value.clone();
  }
}
