// SPDX-License-Identifier: Apache-2.0
package org.turnlock.provider;

import java.util.List;
import org.turnlock.jca.generator.AesKeyGeneratorSpi;
import org.turnlock.jca.generator.EcKeyPairGeneratorSpi;
import org.turnlock.jca.generator.HmacKeyGeneratorSpi;
import org.turnlock.jca.generator.RsaKeyPairGeneratorSpi;
import org.turnlock.pkcs11.constant.Ckf;
import org.turnlock.pkcs11.constant.Ckm;

/** Key generators. */
final class GeneratorServices {
  private GeneratorServices() {}

  static List<ServiceRow> rows() {
    return List.of(
        ServiceRow.of("KeyGenerator", "AES", AesKeyGeneratorSpi.class, AesKeyGeneratorSpi::new)
            .oid("2.16.840.1.101.3.4.1")
            .needs(Need.of(Ckm.AES_KEY_GEN, Ckf.GENERATE)),
        hmac("HmacSHA1", 160, "1.2.840.113549.2.7"),
        hmac("HmacSHA224", 224, "1.2.840.113549.2.8"),
        hmac("HmacSHA256", 256, "1.2.840.113549.2.9"),
        hmac("HmacSHA384", 384, "1.2.840.113549.2.10"),
        hmac("HmacSHA512", 512, "1.2.840.113549.2.11"),
        ServiceRow.of(
                "KeyPairGenerator",
                "RSA",
                RsaKeyPairGeneratorSpi.class,
                RsaKeyPairGeneratorSpi::new)
            .oid("1.2.840.113549.1.1.1")
            .needs(Need.of(Ckm.RSA_PKCS_KEY_PAIR_GEN, Ckf.GENERATE_KEY_PAIR)),
        ServiceRow.of(
                "KeyPairGenerator", "EC", EcKeyPairGeneratorSpi.class, EcKeyPairGeneratorSpi::new)
            .oid("1.2.840.10045.2.1")
            .aliases("EllipticCurve")
            .needs(Need.of(Ckm.EC_KEY_PAIR_GEN, Ckf.GENERATE_KEY_PAIR)));
  }

  private static ServiceRow hmac(String algorithm, int digestBits, String oid) {
    return ServiceRow.of(
            "KeyGenerator",
            algorithm,
            HmacKeyGeneratorSpi.class,
            context -> new HmacKeyGeneratorSpi(context, algorithm, digestBits))
        .oid(oid)
        .needs(Need.of(Ckm.GENERIC_SECRET_KEY_GEN, Ckf.GENERATE));
  }
}
