// SPDX-License-Identifier: Apache-2.0
package org.turnlock.provider;

import java.util.ArrayList;
import java.util.List;
import org.turnlock.jca.Hash;
import org.turnlock.jca.KeyFamily;
import org.turnlock.jca.factory.TokenKeyFactorySpi;
import org.turnlock.jca.factory.TokenSecretKeyFactorySpi;
import org.turnlock.keys.SecretAlgorithms;
import org.turnlock.pkcs11.constant.Ckm;
import org.turnlock.token.ParameterSet;

/** Key factories: where the token can do something with the keys that they import. */
final class FactoryServices {
  private static final Need AES =
      Need.of(Ckm.AES_GCM, 0).or(Ckm.AES_CBC, 0).or(Ckm.AES_CTR, 0).or(Ckm.AES_ECB, 0);
  private static final Need GENERIC = Need.of(Ckm.GENERIC_SECRET_KEY_GEN, 0);
  private static final Need RSA = Need.of(Ckm.RSA_PKCS, 0).or(Ckm.RSA_X_509, 0);
  private static final Need PSS = Need.of(Ckm.RSA_PKCS_PSS, 0).or(Ckm.RSA_X_509, 0);
  private static final Need EDDSA = Need.of(Ckm.EDDSA, 0).or(Ckm.EC_EDWARDS_KEY_PAIR_GEN, 0);
  private static final Need XDH = Need.of(Ckm.EC_MONTGOMERY_KEY_PAIR_GEN, 0);
  private static final Need DH = Need.of(Ckm.DH_PKCS_DERIVE, 0).or(Ckm.DH_PKCS_KEY_PAIR_GEN, 0);

  private static final Need ML_DSA = Need.of(Ckm.ML_DSA, 0).or(Ckm.ML_DSA_KEY_PAIR_GEN, 0);
  private static final Need ML_KEM = Need.of(Ckm.ML_KEM, 0).or(Ckm.ML_KEM_KEY_PAIR_GEN, 0);

  private FactoryServices() {}

  static List<ServiceRow> rows() {
    List<ServiceRow> rows = new ArrayList<>();
    rows.add(secret("AES", AES).oid("2.16.840.1.101.3.4.1"));
    rows.add(
        secret("Generic", SecretAlgorithms.GENERIC, GENERIC)
            .aliases("GenericSecret", "Generic Secret"));
    for (Hash hash : Hash.values()) {
      rows.add(secret("Hmac" + hash, Need.of(hash.hmac(), 0)).oid(HmacIdentifiers.of(hash)));
    }
    rows.addAll(pairs());
    rows.add(pair("ML-DSA", KeyFamily.ML_DSA, ML_DSA));
    rows.add(pair("ML-KEM", KeyFamily.ML_KEM, ML_KEM));
    for (ParameterSet set : ParameterSet.values()) {
      KeyFamily family = set.signs() ? KeyFamily.ML_DSA : KeyFamily.ML_KEM;
      rows.add(pair(set.jcaName(), family, set.signs() ? ML_DSA : ML_KEM).oid(set.oid()));
    }
    return rows;
  }

  private static List<ServiceRow> pairs() {
    return List.of(
        pair("RSA", KeyFamily.RSA, RSA).oid("1.2.840.113549.1.1.1"),
        pair("RSASSA-PSS", KeyFamily.RSA, PSS).oid("1.2.840.113549.1.1.10").aliases("PSS"),
        pair("EC", KeyFamily.EC, Need.of(Ckm.ECDSA, 0))
            .oid("1.2.840.10045.2.1")
            .aliases("EllipticCurve"),
        pair("EdDSA", KeyFamily.EDDSA, EDDSA),
        pair("Ed25519", KeyFamily.EDDSA, EDDSA).oid("1.3.101.112"),
        pair("Ed448", KeyFamily.EDDSA, EDDSA).oid("1.3.101.113"),
        pair("XDH", KeyFamily.XDH, XDH),
        pair("X25519", KeyFamily.XDH, XDH).oid("1.3.101.110"),
        pair("X448", KeyFamily.XDH, XDH).oid("1.3.101.111"),
        pair("DH", KeyFamily.DH, DH).oid("1.2.840.113549.1.3.1").aliases("DiffieHellman"));
  }

  private static ServiceRow secret(String algorithm, Need need) {
    return secret(algorithm, algorithm, need);
  }

  private static ServiceRow secret(String service, String algorithm, Need need) {
    return ServiceRow.of(
            "SecretKeyFactory",
            service,
            TokenSecretKeyFactorySpi.class,
            context -> new TokenSecretKeyFactorySpi(context, algorithm))
        .needs(need);
  }

  private static ServiceRow pair(String algorithm, KeyFamily family, Need need) {
    return ServiceRow.of(
            "KeyFactory",
            algorithm,
            TokenKeyFactorySpi.class,
            context -> new TokenKeyFactorySpi(context, family, algorithm))
        .needs(need);
  }
}
