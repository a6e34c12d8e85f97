// SPDX-License-Identifier: Apache-2.0
package org.turnlock.provider;

import java.util.ArrayList;
import java.util.List;
import org.turnlock.jca.Hash;
import org.turnlock.jca.signature.EcdsaSignatureSpi;
import org.turnlock.jca.signature.RsaPkcs1SignatureSpi;
import org.turnlock.jca.signature.RsaPssSignatureSpi;
import org.turnlock.pkcs11.constant.Ckf;
import org.turnlock.pkcs11.constant.Ckm;

/** The Signature services. */
final class SignatureServices {
  private static final String PKCS1_OID = "1.2.840.113549.1.1.";
  private static final String ECDSA_OID = "1.2.840.10045.4.";

  private static final List<Hash> HASHES =
      List.of(Hash.SHA1, Hash.SHA224, Hash.SHA256, Hash.SHA384, Hash.SHA512);

  private SignatureServices() {}

  static List<ServiceRow> rows() {
    List<ServiceRow> rows = new ArrayList<>();
    rows.add(rsaPkcs1(Hash.SHA1).oid(PKCS1_OID + 5).aliases("1.3.14.3.2.29"));
    rows.add(rsaPkcs1(Hash.SHA224).oid(PKCS1_OID + 14));
    rows.add(rsaPkcs1(Hash.SHA256).oid(PKCS1_OID + 11));
    rows.add(rsaPkcs1(Hash.SHA384).oid(PKCS1_OID + 12));
    rows.add(rsaPkcs1(Hash.SHA512).oid(PKCS1_OID + 13));
    rows.add(rsaPss());
    for (Hash hash : HASHES) {
      rows.add(rsaPssWithDefaults(hash));
    }
    rows.add(ecdsa(Hash.SHA1).oid(ECDSA_OID + 1));
    rows.add(ecdsa(Hash.SHA224).oid(ECDSA_OID + "3.1"));
    rows.add(ecdsa(Hash.SHA256).oid(ECDSA_OID + "3.2"));
    rows.add(ecdsa(Hash.SHA384).oid(ECDSA_OID + "3.3"));
    rows.add(ecdsa(Hash.SHA512).oid(ECDSA_OID + "3.4"));
    for (Hash hash : HASHES) {
      rows.add(ecdsa(hash + "withECDSAinP1363Format", hash, true));
    }
    rows.add(ecdsa("NONEwithECDSA", null, false));
    rows.add(ecdsa("NONEwithECDSAinP1363Format", null, true));
    return rows;
  }

  private static ServiceRow rsaPkcs1(Hash hash) {
    return rsa(
            hash + "withRSA",
            RsaPkcs1SignatureSpi.class,
            context -> new RsaPkcs1SignatureSpi(context, hash))
        .needs(signing(Ckm.RSA_PKCS).or(hash.rsaPkcs1(), Ckf.SIGN));
  }

  private static ServiceRow rsaPss() {
    Need need = signing(Ckm.RSA_PKCS_PSS).or(Ckm.RSA_X_509, Ckf.SIGN);
    for (Hash hash : HASHES) {
      need = need.or(hash.rsaPss(), Ckf.SIGN);
    }
    return rsa("RSASSA-PSS", RsaPssSignatureSpi.class, RsaPssSignatureSpi::withoutParameters)
        .oid(PKCS1_OID + 10)
        .aliases("PSS")
        .needs(need);
  }

  private static ServiceRow rsaPssWithDefaults(Hash hash) {
    return rsa(
            hash + "withRSAandMGF1",
            RsaPssSignatureSpi.class,
            context -> RsaPssSignatureSpi.withDefaults(context, hash))
        .aliases(hash + "withRSA/PSS")
        .needs(signing(Ckm.RSA_PKCS_PSS).or(Ckm.RSA_X_509, Ckf.SIGN).or(hash.rsaPss(), Ckf.SIGN));
  }

  private static ServiceRow rsa(String name, Class<?> spi, SpiFactory factory) {
    return ServiceRow.of("Signature", name, spi, factory).takes(KeyKind.RSA_PRIVATE);
  }

  private static ServiceRow ecdsa(Hash hash) {
    return ecdsa(hash + "withECDSA", hash, false);
  }

  private static ServiceRow ecdsa(String name, Hash hash, boolean p1363) {
    Need need = signing(Ckm.ECDSA);
    return ServiceRow.of(
            "Signature",
            name,
            EcdsaSignatureSpi.class,
            context -> new EcdsaSignatureSpi(context, hash, p1363))
        .needs(hash == null ? need : need.or(hash.ecdsa(), Ckf.SIGN))
        .takes(KeyKind.EC_PRIVATE);
  }

  private static Need signing(long mechanism) {
    return Need.of(mechanism, Ckf.SIGN);
  }
}
