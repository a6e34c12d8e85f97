// SPDX-License-Identifier: Apache-2.0
package org.turnlock.provider;

import java.util.ArrayList;
import java.util.List;
import org.turnlock.jca.Hash;
import org.turnlock.jca.KeyFamily;
import org.turnlock.jca.generator.AesKeyGeneratorSpi;
import org.turnlock.jca.generator.DhKeyPairGeneratorSpi;
import org.turnlock.jca.generator.EcKeyPairGeneratorSpi;
import org.turnlock.jca.generator.HmacKeyGeneratorSpi;
import org.turnlock.jca.generator.PostQuantumKeyPairGeneratorSpi;
import org.turnlock.jca.generator.Rfc8410KeyPairGeneratorSpi;
import org.turnlock.jca.generator.RsaKeyPairGeneratorSpi;
import org.turnlock.pkcs11.constant.Ckf;
import org.turnlock.pkcs11.constant.Ckm;
import org.turnlock.token.ParameterSet;
import org.turnlock.token.Rfc8410Curve;

/** Key generators. */
final class GeneratorServices {
  private static final Need GENERIC_SECRETS = Need.of(Ckm.GENERIC_SECRET_KEY_GEN, Ckf.GENERATE);
  private static final long RSA = Ckm.RSA_PKCS_KEY_PAIR_GEN;
  private static final long EDWARDS = Ckm.EC_EDWARDS_KEY_PAIR_GEN;
  private static final long MONTGOMERY = Ckm.EC_MONTGOMERY_KEY_PAIR_GEN;
  private static final long DH = Ckm.DH_PKCS_KEY_PAIR_GEN;

  private GeneratorServices() {}

  static List<ServiceRow> rows() {
    List<ServiceRow> rows = new ArrayList<>(secretKeys());
    for (Hash hash : Hash.values()) {
      rows.add(hmac(hash));
    }
    rows.addAll(pairs());
    for (String family : List.of("ML-DSA", "ML-KEM")) {
      rows.add(postQuantum(family, family));
    }
    for (ParameterSet set : ParameterSet.values()) {
      rows.add(postQuantum(set.jcaName(), set.family()).oid(set.oid()));
    }
    return rows;
  }

  private static List<ServiceRow> secretKeys() {
    return List.of(
        ServiceRow.of(
                "KeyGenerator", "Generic", HmacKeyGeneratorSpi.class, HmacKeyGeneratorSpi::generic)
            .aliases("GenericSecret", "Generic Secret")
            .needs(GENERIC_SECRETS),
        ServiceRow.of("KeyGenerator", "AES", AesKeyGeneratorSpi.class, AesKeyGeneratorSpi::new)
            .oid("2.16.840.1.101.3.4.1")
            .needs(Need.of(Ckm.AES_KEY_GEN, Ckf.GENERATE)));
  }

  private static List<ServiceRow> pairs() {
    return List.of(
        pair("RSA", RsaKeyPairGeneratorSpi.class, RsaKeyPairGeneratorSpi::rsa, RSA)
            .oid("1.2.840.113549.1.1.1"),
        pair("RSASSA-PSS", RsaKeyPairGeneratorSpi.class, RsaKeyPairGeneratorSpi::pss, RSA)
            .oid("1.2.840.113549.1.1.10")
            .aliases("PSS"),
        pair("EC", EcKeyPairGeneratorSpi.class, EcKeyPairGeneratorSpi::new, Ckm.EC_KEY_PAIR_GEN)
            .oid("1.2.840.10045.2.1")
            .aliases("EllipticCurve"),
        family("EdDSA", KeyFamily.EDDSA, EDWARDS),
        curve(Rfc8410Curve.ED25519, EDWARDS),
        curve(Rfc8410Curve.ED448, EDWARDS),
        family("XDH", KeyFamily.XDH, MONTGOMERY),
        curve(Rfc8410Curve.X25519, MONTGOMERY),
        curve(Rfc8410Curve.X448, MONTGOMERY),
        pair("DH", DhKeyPairGeneratorSpi.class, DhKeyPairGeneratorSpi::new, DH)
            .oid("1.2.840.113549.1.3.1")
            .aliases("DiffieHellman"));
  }

  private static ServiceRow family(String name, KeyFamily family, long mechanism) {
    return pair(
        name,
        Rfc8410KeyPairGeneratorSpi.class,
        context -> Rfc8410KeyPairGeneratorSpi.anyOf(context, family),
        mechanism);
  }

  private static ServiceRow curve(Rfc8410Curve curve, long mechanism) {
    return pair(
            curve.jcaName(),
            Rfc8410KeyPairGeneratorSpi.class,
            context -> Rfc8410KeyPairGeneratorSpi.on(context, curve),
            mechanism)
        .oid(curve.oid());
  }

  private static ServiceRow postQuantum(String name, String family) {
    return pair(
        name,
        PostQuantumKeyPairGeneratorSpi.class,
        context -> new PostQuantumKeyPairGeneratorSpi(context, name),
        family.equals("ML-DSA") ? Ckm.ML_DSA_KEY_PAIR_GEN : Ckm.ML_KEM_KEY_PAIR_GEN);
  }

  private static ServiceRow pair(String name, Class<?> spi, SpiFactory factory, long mechanism) {
    return ServiceRow.of("KeyPairGenerator", name, spi, factory)
        .needs(Need.of(mechanism, Ckf.GENERATE_KEY_PAIR));
  }

  private static ServiceRow hmac(Hash hash) {
    return ServiceRow.of(
            "KeyGenerator",
            "Hmac" + hash,
            HmacKeyGeneratorSpi.class,
            context -> HmacKeyGeneratorSpi.of(context, hash))
        .oid(HmacIdentifiers.of(hash))
        .needs(hash.compareTo(Hash.SHA512) <= 0 ? GENERIC_SECRETS : Need.of(hash.hmac(), Ckf.SIGN));
  }
}
