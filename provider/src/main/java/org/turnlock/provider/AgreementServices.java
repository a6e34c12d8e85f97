// SPDX-License-Identifier: Apache-2.0
package org.turnlock.provider;

import java.util.List;
import org.turnlock.jca.agreement.AgreementKind;
import org.turnlock.jca.agreement.EcAgreement;
import org.turnlock.jca.agreement.TokenKeyAgreementSpi;
import org.turnlock.pkcs11.constant.Ckf;
import org.turnlock.pkcs11.constant.Ckm;

/** Key agreement. */
final class AgreementServices {
  private AgreementServices() {}

  static List<ServiceRow> rows() {
    return List.of(
        agreement("ECDH", new EcAgreement())
            .needs(Need.of(Ckm.ECDH1_DERIVE, Ckf.DERIVE))
            .takes(KeyKind.EC_PRIVATE));
  }

  private static ServiceRow agreement(String name, AgreementKind kind) {
    return ServiceRow.of(
        "KeyAgreement",
        name,
        TokenKeyAgreementSpi.class,
        context -> new TokenKeyAgreementSpi(context, kind));
  }
}
