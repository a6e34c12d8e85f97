// SPDX-License-Identifier: Apache-2.0
package org.turnlock.provider;

import java.util.List;
import org.turnlock.jca.agreement.AgreementKind;
import org.turnlock.jca.agreement.DhAgreement;
import org.turnlock.jca.agreement.EcAgreement;
import org.turnlock.jca.agreement.MontgomeryAgreement;
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
            .takes(KeyKind.EC_PRIVATE),
        montgomery("XDH", MontgomeryAgreement.any()),
        montgomery("X25519", MontgomeryAgreement.on("X25519")).oid("1.3.101.110"),
        montgomery("X448", MontgomeryAgreement.on("X448")).oid("1.3.101.111"),
        agreement("DH", new DhAgreement())
            .oid("1.2.840.113549.1.3.1")
            .aliases("DiffieHellman")
            .needs(Need.of(Ckm.DH_PKCS_DERIVE, Ckf.DERIVE))
            .takes(KeyKind.DH_PRIVATE));
  }

  private static ServiceRow montgomery(String name, AgreementKind kind) {
    return agreement(name, kind)
        .needs(Need.of(Ckm.EC_MONTGOMERY_KEY_PAIR_GEN, 0))
        .takes(KeyKind.MONTGOMERY_PRIVATE);
  }

  private static ServiceRow agreement(String name, AgreementKind kind) {
    return ServiceRow.of(
        "KeyAgreement",
        name,
        TokenKeyAgreementSpi.class,
        context -> new TokenKeyAgreementSpi(context, kind));
  }
}
