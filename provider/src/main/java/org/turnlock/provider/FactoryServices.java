// SPDX-License-Identifier: Apache-2.0
package org.turnlock.provider;

import java.util.List;
import org.turnlock.jca.factory.TokenKeyFactorySpi;
import org.turnlock.jca.factory.TokenSecretKeyFactorySpi;
import org.turnlock.pkcs11.constant.Ckm;

/** Key factories: where the token can do something with the keys that they import. */
final class FactoryServices {
  private static final Need AES =
      Need.of(Ckm.AES_GCM, 0).or(Ckm.AES_CBC, 0).or(Ckm.AES_CTR, 0).or(Ckm.AES_ECB, 0);
  private static final Need RSA = Need.of(Ckm.RSA_PKCS, 0).or(Ckm.RSA_X_509, 0);

  private FactoryServices() {}

  static List<ServiceRow> rows() {
    return List.of(
        secret("AES", AES).oid("2.16.840.1.101.3.4.1"),
        secret("HmacSHA1", Need.of(Ckm.SHA_1_HMAC, 0)).oid("1.2.840.113549.2.7"),
        secret("HmacSHA224", Need.of(Ckm.SHA224_HMAC, 0)).oid("1.2.840.113549.2.8"),
        secret("HmacSHA256", Need.of(Ckm.SHA256_HMAC, 0)).oid("1.2.840.113549.2.9"),
        secret("HmacSHA384", Need.of(Ckm.SHA384_HMAC, 0)).oid("1.2.840.113549.2.10"),
        secret("HmacSHA512", Need.of(Ckm.SHA512_HMAC, 0)).oid("1.2.840.113549.2.11"),
        pair("RSA", RSA).oid("1.2.840.113549.1.1.1"),
        pair("EC", Need.of(Ckm.ECDSA, 0)).oid("1.2.840.10045.2.1").aliases("EllipticCurve"));
  }

  private static ServiceRow secret(String algorithm, Need need) {
    return ServiceRow.of(
            "SecretKeyFactory",
            algorithm,
            TokenSecretKeyFactorySpi.class,
            context -> new TokenSecretKeyFactorySpi(context, algorithm))
        .needs(need);
  }

  private static ServiceRow pair(String algorithm, Need need) {
    return ServiceRow.of(
            "KeyFactory",
            algorithm,
            TokenKeyFactorySpi.class,
            context -> new TokenKeyFactorySpi(context, algorithm))
        .needs(need);
  }
}
