// SPDX-License-Identifier: Apache-2.0
package org.turnlock.provider;

import java.util.List;
import org.turnlock.jca.cipher.AesCcmCipherSpi;
import org.turnlock.jca.cipher.ChaCha20Poly1305CipherSpi;
import org.turnlock.jca.factory.TokenSecretKeyFactorySpi;
import org.turnlock.jca.generator.ChaCha20KeyGeneratorSpi;
import org.turnlock.pkcs11.constant.Ckf;
import org.turnlock.pkcs11.constant.Ckm;

/** AES-CCM, and ChaCha20-Poly1305 with the services that its keys need. */
final class AeadServices {
  private static final long BOTH_WAYS = Ckf.ENCRYPT | Ckf.DECRYPT;
  private static final Need CCM = Need.of(Ckm.AES_CCM, BOTH_WAYS);
  private static final Need CHACHA20 = Need.of(Ckm.CHACHA20_POLY1305, BOTH_WAYS);

  private AeadServices() {}

  static List<ServiceRow> rows() {
    return List.of(
        ccm("AES/CCM/NoPadding", 0),
        ccm("AES_128/CCM/NoPadding", 128).oid("2.16.840.1.101.3.4.1.7"),
        ccm("AES_192/CCM/NoPadding", 192).oid("2.16.840.1.101.3.4.1.27"),
        ccm("AES_256/CCM/NoPadding", 256).oid("2.16.840.1.101.3.4.1.47"),
        ServiceRow.of(
                "Cipher",
                "ChaCha20-Poly1305",
                ChaCha20Poly1305CipherSpi.class,
                ChaCha20Poly1305CipherSpi::new)
            .oid("1.2.840.113549.1.9.16.3.18")
            .needs(CHACHA20)
            .takes(KeyKind.CHACHA20),
        ServiceRow.of(
                "KeyGenerator",
                "ChaCha20",
                ChaCha20KeyGeneratorSpi.class,
                ChaCha20KeyGeneratorSpi::new)
            .needs(Need.of(Ckm.CHACHA20_KEY_GEN, Ckf.GENERATE)),
        ServiceRow.of(
                "SecretKeyFactory",
                "ChaCha20",
                TokenSecretKeyFactorySpi.class,
                context -> new TokenSecretKeyFactorySpi(context, "ChaCha20"))
            .needs(CHACHA20));
  }

  private static ServiceRow ccm(String name, int bits) {
    return ServiceRow.of(
            "Cipher", name, AesCcmCipherSpi.class, context -> new AesCcmCipherSpi(context, bits))
        .needs(CCM)
        .takes(KeyKind.AES);
  }
}
