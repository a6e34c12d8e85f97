// SPDX-License-Identifier: Apache-2.0
package org.turnlock.provider;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.turnlock.jca.Hash;
import org.turnlock.jca.signature.EcdsaSignatureSpi;
import org.turnlock.jca.signature.EdwardsSignatureSpi;
import org.turnlock.jca.signature.MlDsaSignatureSpi;
import org.turnlock.jca.signature.NoneWithRsaSignatureSpi;
import org.turnlock.jca.signature.RsaPkcs1SignatureSpi;
import org.turnlock.jca.signature.RsaPssSignatureSpi;
import org.turnlock.pkcs11.constant.Ckf;
import org.turnlock.pkcs11.constant.Ckm;

/** The Signature services. */
final class SignatureServices {
  private static final String PKCS1_OID = "1.2.840.113549.1.1.";
  private static final String ECDSA_OID = "1.2.840.10045.4.";
  private static final String NIST_OID = "2.16.840.1.101.3.4.3.";
  private static final String EDWARDS_OID = "1.3.101.";

  /** SHA-512/224 and SHA-512/256 have neither names nor identifiers with ECDSA. */
  private static final Set<Hash> OF_ECDSA =
      EnumSet.complementOf(EnumSet.of(Hash.SHA512_224, Hash.SHA512_256));

  private SignatureServices() {}

  static List<ServiceRow> rows() {
    List<ServiceRow> rows = new ArrayList<>();
    for (Hash hash : Hash.values()) {
      rows.add(rsaPkcs1(hash));
    }
    rows.add(noneWithRsa());
    rows.add(rsaPss());
    for (Hash hash : Hash.values()) {
      rows.add(rsaPssWithDefaults(hash));
    }
    for (Hash hash : OF_ECDSA) {
      rows.add(ecdsa(hash + "withECDSA", hash, false).oid(ecdsaOid(hash)));
    }
    for (Hash hash : OF_ECDSA) {
      rows.add(ecdsa(hash + "withECDSAinP1363Format", hash, true));
    }
    rows.add(ecdsa("NONEwithECDSA", null, false));
    rows.add(ecdsa("NONEwithECDSAinP1363Format", null, true));
    rows.add(edwards("EdDSA", null));
    rows.add(edwards("Ed25519", "Ed25519").oid(EDWARDS_OID + 112));
    rows.add(edwards("Ed448", "Ed448").oid(EDWARDS_OID + 113));
    rows.add(mlDsa("ML-DSA"));
    rows.add(mlDsa("ML-DSA-44").oid(NIST_OID + 17));
    rows.add(mlDsa("ML-DSA-65").oid(NIST_OID + 18));
    rows.add(mlDsa("ML-DSA-87").oid(NIST_OID + 19));
    return rows;
  }

  private static ServiceRow rsaPkcs1(Hash hash) {
    ServiceRow row =
        rsa(
                hash + "withRSA",
                RsaPkcs1SignatureSpi.class,
                context -> new RsaPkcs1SignatureSpi(context, hash))
            .needs(orHashing(signing(Ckm.RSA_PKCS), hash.rsaPkcs1()))
            .oid(rsaOid(hash));
    return hash == Hash.SHA1 ? row.aliases("1.3.14.3.2.29", "OID.1.3.14.3.2.29") : row;
  }

  private static String rsaOid(Hash hash) {
    return switch (hash) {
      case SHA1 -> PKCS1_OID + 5;
      case SHA224 -> PKCS1_OID + 14;
      case SHA256 -> PKCS1_OID + 11;
      case SHA384 -> PKCS1_OID + 12;
      case SHA512 -> PKCS1_OID + 13;
      case SHA512_224 -> PKCS1_OID + 15;
      case SHA512_256 -> PKCS1_OID + 16;
      case SHA3_224 -> NIST_OID + 13;
      case SHA3_256 -> NIST_OID + 14;
      case SHA3_384 -> NIST_OID + 15;
      case SHA3_512 -> NIST_OID + 16;
    };
  }

  private static ServiceRow noneWithRsa() {
    return rsa("NONEwithRSA", NoneWithRsaSignatureSpi.class, NoneWithRsaSignatureSpi::new)
        .needs(signing(Ckm.RSA_PKCS).or(Ckm.RSA_X_509, Ckf.SIGN));
  }

  private static ServiceRow rsaPss() {
    Need need = signing(Ckm.RSA_PKCS_PSS).or(Ckm.RSA_X_509, Ckf.SIGN);
    for (Hash hash : Hash.values()) {
      need = orHashing(need, hash.rsaPss());
    }
    return rsa("RSASSA-PSS", RsaPssSignatureSpi.class, RsaPssSignatureSpi::withoutParameters)
        .oid(PKCS1_OID + 10)
        .aliases("PSS")
        .needs(need);
  }

  private static ServiceRow rsaPssWithDefaults(Hash hash) {
    Need need = Need.of(Ckm.RSA_X_509, Ckf.SIGN);
    if (hash.mgf() != Hash.NO_MECHANISM) {
      need = orHashing(signing(Ckm.RSA_PKCS_PSS).or(Ckm.RSA_X_509, Ckf.SIGN), hash.rsaPss());
    }
    ServiceRow row =
        rsa(
                hash + "withRSAandMGF1",
                RsaPssSignatureSpi.class,
                context -> RsaPssSignatureSpi.withDefaults(context, hash))
            .aliases(hash + "withRSA/PSS", hash + "withRSASSA-PSS")
            .needs(need);
    String[] parts = hash.toString().split("/", -1);
    return parts.length == 1 ? row : row.aliases(parts[0] + "(" + parts[1] + ")withRSAandMGF1");
  }

  private static ServiceRow rsa(String name, Class<?> spi, SpiFactory factory) {
    return ServiceRow.of("Signature", name, spi, factory).takes(KeyKind.RSA_PRIVATE);
  }

  private static ServiceRow ecdsa(String name, Hash hash, boolean p1363) {
    Need need = signing(Ckm.ECDSA);
    return ServiceRow.of(
            "Signature",
            name,
            EcdsaSignatureSpi.class,
            context -> new EcdsaSignatureSpi(context, hash, p1363))
        .needs(hash == null ? need : orHashing(need, hash.ecdsa()))
        .takes(KeyKind.EC_PRIVATE);
  }

  private static String ecdsaOid(Hash hash) {
    return switch (hash) {
      case SHA1 -> ECDSA_OID + 1;
      case SHA224 -> ECDSA_OID + "3.1";
      case SHA256 -> ECDSA_OID + "3.2";
      case SHA384 -> ECDSA_OID + "3.3";
      case SHA512 -> ECDSA_OID + "3.4";
      case SHA3_224 -> NIST_OID + 9;
      case SHA3_256 -> NIST_OID + 10;
      case SHA3_384 -> NIST_OID + 11;
      case SHA3_512 -> NIST_OID + 12;
      case SHA512_224, SHA512_256 -> throw new IllegalArgumentException(hash.toString());
    };
  }

  private static ServiceRow edwards(String name, String curve) {
    return ServiceRow.of(
            "Signature",
            name,
            EdwardsSignatureSpi.class,
            context -> new EdwardsSignatureSpi(context, curve))
        .needs(signing(Ckm.EDDSA))
        .takes(KeyKind.EDWARDS_PRIVATE);
  }

  private static ServiceRow mlDsa(String name) {
    return ServiceRow.of(
            "Signature",
            name,
            MlDsaSignatureSpi.class,
            context -> new MlDsaSignatureSpi(context, name))
        .needs(signing(Ckm.ML_DSA))
        .takes(KeyKind.ML_DSA_PRIVATE);
  }

  private static Need signing(long mechanism) {
    return Need.of(mechanism, Ckf.SIGN);
  }

  /** The need, or else the mechanism that hashes in the token, where PKCS#11 has one. */
  private static Need orHashing(Need need, long mechanism) {
    return mechanism == Hash.NO_MECHANISM ? need : need.or(mechanism, Ckf.SIGN);
  }
}
