// SPDX-License-Identifier: Apache-2.0
package org.turnlock.provider;

import java.util.List;
import org.turnlock.jca.mac.HmacSpi;
import org.turnlock.pkcs11.constant.Ckf;
import org.turnlock.pkcs11.constant.Ckk;
import org.turnlock.pkcs11.constant.Ckm;

/** The Mac services. */
final class MacServices {
  private static final String OID = "1.2.840.113549.2.";

  private MacServices() {}

  static List<ServiceRow> rows() {
    return List.of(
        hmac("HmacSHA1", Ckm.SHA_1_HMAC, Ckk.SHA_1_HMAC, 20).oid(OID + 7),
        hmac("HmacSHA224", Ckm.SHA224_HMAC, Ckk.SHA224_HMAC, 28).oid(OID + 8),
        hmac("HmacSHA256", Ckm.SHA256_HMAC, Ckk.SHA256_HMAC, 32).oid(OID + 9),
        hmac("HmacSHA384", Ckm.SHA384_HMAC, Ckk.SHA384_HMAC, 48).oid(OID + 10),
        hmac("HmacSHA512", Ckm.SHA512_HMAC, Ckk.SHA512_HMAC, 64).oid(OID + 11));
  }

  private static ServiceRow hmac(String name, long mechanism, long keyType, int length) {
    return ServiceRow.of(
            "Mac", name, HmacSpi.class, context -> new HmacSpi(context, mechanism, keyType, length))
        .needs(Need.of(mechanism, Ckf.SIGN))
        .takes(KeyKind.HMAC);
  }
}
