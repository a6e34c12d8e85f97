// SPDX-License-Identifier: Apache-2.0
package org.turnlock.provider;

import java.util.List;
import org.turnlock.jca.Hash;
import org.turnlock.jca.mac.MacKind;
import org.turnlock.jca.mac.TokenMacSpi;
import org.turnlock.pkcs11.constant.Ckf;
import org.turnlock.pkcs11.constant.Ckk;

/** The Mac services. */
final class MacServices {
  private static final String OID = "1.2.840.113549.2.";
  private static final String NIST_OID = "2.16.840.1.101.3.4.2.";

  private MacServices() {}

  static List<ServiceRow> rows() {
    return List.of(
        hmac(Hash.SHA1, Ckk.SHA_1_HMAC).oid(OID + 7),
        hmac(Hash.SHA224, Ckk.SHA224_HMAC).oid(OID + 8),
        hmac(Hash.SHA256, Ckk.SHA256_HMAC).oid(OID + 9),
        hmac(Hash.SHA384, Ckk.SHA384_HMAC).oid(OID + 10),
        hmac(Hash.SHA512, Ckk.SHA512_HMAC).oid(OID + 11),
        hmac(Hash.SHA512_224, Ckk.SHA512_224_HMAC).oid(OID + 12),
        hmac(Hash.SHA512_256, Ckk.SHA512_256_HMAC).oid(OID + 13),
        hmac(Hash.SHA3_224, Ckk.SHA3_224_HMAC).oid(NIST_OID + 13),
        hmac(Hash.SHA3_256, Ckk.SHA3_256_HMAC).oid(NIST_OID + 14),
        hmac(Hash.SHA3_384, Ckk.SHA3_384_HMAC).oid(NIST_OID + 15),
        hmac(Hash.SHA3_512, Ckk.SHA3_512_HMAC).oid(NIST_OID + 16),
        mac("AESCMAC", MacKind.aesCmac()).aliases("AES-CMAC").takes(KeyKind.AES));
  }

  private static ServiceRow hmac(Hash hash, long keyType) {
    return mac("Hmac" + hash, MacKind.hmac(hash, keyType)).takes(KeyKind.HMAC);
  }

  private static ServiceRow mac(String name, MacKind kind) {
    return ServiceRow.of("Mac", name, TokenMacSpi.class, context -> new TokenMacSpi(context, kind))
        .needs(Need.of(kind.mechanism(), Ckf.SIGN));
  }
}
