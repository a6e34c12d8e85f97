// SPDX-License-Identifier: Apache-2.0
package org.turnlock.provider;

import java.util.List;
import org.turnlock.jca.cipher.SealedCipherSpi;
import org.turnlock.pkcs11.constant.Ckf;
import org.turnlock.pkcs11.constant.Ckm;

/** The Cipher whose ciphertexts say which version of a managed key has made them. */
final class SealedServices {
  private SealedServices() {}

  static List<ServiceRow> rows() {
    return List.of(
        ServiceRow.of("Cipher", "TurnlockSealed", SealedCipherSpi.class, SealedCipherSpi::new)
            .needs(Need.of(Ckm.AES_GCM, Ckf.ENCRYPT | Ckf.DECRYPT))
            .takes(KeyKind.AES));
  }
}
