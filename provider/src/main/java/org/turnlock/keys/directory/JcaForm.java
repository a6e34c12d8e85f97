// SPDX-License-Identifier: Apache-2.0
package org.turnlock.keys.directory;

import java.security.InvalidKeyException;
import org.turnlock.keys.KeySource;
import org.turnlock.keys.Keys;
import org.turnlock.keys.TokenBackedKey;
import org.turnlock.keys.TokenSecretKey;
import org.turnlock.keys.record.ManagedKeyRecord;

/** The JCA key for a managed key's source, under the name that its record tells. */
final class JcaForm {
  private JcaForm() {}

  static TokenBackedKey of(ManagedKeyRecord record, KeySource source) throws InvalidKeyException {
    return record.kind().isPair()
        ? Keys.of(source)
        : new TokenSecretKey(source, record.kind().algorithm());
  }
}
