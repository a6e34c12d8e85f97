// SPDX-License-Identifier: Apache-2.0
package org.turnlock.token.software;

import static org.turnlock.pkcs11.constant.Ckf.DECAPSULATE;
import static org.turnlock.pkcs11.constant.Ckf.DECRYPT;
import static org.turnlock.pkcs11.constant.Ckf.DERIVE;
import static org.turnlock.pkcs11.constant.Ckf.EC_F_P;
import static org.turnlock.pkcs11.constant.Ckf.EC_NAMEDCURVE;
import static org.turnlock.pkcs11.constant.Ckf.ENCRYPT;
import static org.turnlock.pkcs11.constant.Ckf.GENERATE;
import static org.turnlock.pkcs11.constant.Ckf.GENERATE_KEY_PAIR;
import static org.turnlock.pkcs11.constant.Ckf.SIGN;
import static org.turnlock.pkcs11.constant.Ckf.UNWRAP;
import static org.turnlock.pkcs11.constant.Ckf.WRAP;

import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.LongPredicate;
import org.turnlock.pkcs11.MechanismInfo;
import org.turnlock.pkcs11.constant.Ckm;
import org.turnlock.token.TokenException;

/**
 * What the software token can do. Key sizes are in bits for RSA, EC and generic secrets, in bytes
 * for AES and HMAC, and those of public keys for ML-DSA and ML-KEM, as PKCS#11 has it.
 */
final class SoftwareMechanisms {
  static final int RSA_MIN_GENERATED_BITS = 2048;
  static final int RSA_MAX_GENERATED_BITS = 8192;
  static final int RSA_MIN_BITS = 1024;
  static final int RSA_MAX_BITS = 16384;
  static final int DH_MIN_GENERATED_BITS = 2048;
  static final int DH_MIN_BITS = 1024;
  static final int DH_MAX_BITS = 8192;
  static final int SECRET_MAX_BYTES = 4096;
  static final int ED25519_BITS = 255;
  static final int ED448_BITS = 448;
  static final int ML_DSA_44_PUBLIC = 1312;
  static final int ML_DSA_87_PUBLIC = 2592;

  private final Map<Long, MechanismInfo> table;

  /**
   * @param enabled the mechanisms, by CKM_* number, that the configuration leaves enabled
   */
  SoftwareMechanisms(LongPredicate enabled) {
    Map<Long, MechanismInfo> all = everything();
    all.keySet().removeIf(type -> !enabled.test(type));
    table = Collections.unmodifiableMap(all);
  }

  /** CKM_* to what is supported of it. */
  Map<Long, MechanismInfo> table() {
    return table;
  }

  /** Fails unless the mechanism has these CKF_* functions. */
  MechanismInfo require(long type, long functions) {
    MechanismInfo info = table.get(type);
    if (info == null || !info.has(functions)) {
      throw new TokenException(
          TokenException.Reason.UNSUPPORTED,
          "the software token does not offer " + Ckm.nameOf(type) + " for this");
    }
    return info;
  }

  private static Map<Long, MechanismInfo> everything() {
    Map<Long, MechanismInfo> all = new TreeMap<>();
    MechanismInfo aes = new MechanismInfo(16, 32, ENCRYPT | DECRYPT);
    all.put(Ckm.AES_KEY_GEN, new MechanismInfo(16, 32, GENERATE));
    all.put(Ckm.AES_ECB, aes);
    all.put(Ckm.AES_CBC, aes);
    all.put(Ckm.AES_CTR, aes);
    all.put(Ckm.AES_GCM, aes);
    all.put(Ckm.AES_CCM, aes);
    all.put(Ckm.CHACHA20_POLY1305, new MechanismInfo(32, 32, ENCRYPT | DECRYPT));
    all.put(Ckm.CHACHA20_KEY_GEN, new MechanismInfo(32, 32, GENERATE));
    MechanismInfo keyWrap = new MechanismInfo(16, 32, ENCRYPT | DECRYPT | WRAP | UNWRAP);
    all.put(Ckm.AES_KEY_WRAP, keyWrap);
    all.put(Ckm.AES_KEY_WRAP_KWP, keyWrap);

    all.put(
        Ckm.RSA_PKCS_KEY_PAIR_GEN,
        new MechanismInfo(RSA_MIN_GENERATED_BITS, RSA_MAX_GENERATED_BITS, GENERATE_KEY_PAIR));
    all.put(Ckm.RSA_PKCS, new MechanismInfo(RSA_MIN_BITS, RSA_MAX_BITS, DECRYPT | SIGN | WRAP));
    all.put(Ckm.RSA_PKCS_OAEP, new MechanismInfo(RSA_MIN_BITS, RSA_MAX_BITS, WRAP));
    all.put(Ckm.RSA_X_509, new MechanismInfo(RSA_MIN_BITS, RSA_MAX_BITS, DECRYPT | SIGN));
    all.put(Ckm.RSA_PKCS_PSS, new MechanismInfo(RSA_MIN_BITS, RSA_MAX_BITS, SIGN));

    long curves = EC_F_P | EC_NAMEDCURVE;
    all.put(
        Ckm.EC_KEY_PAIR_GEN,
        new MechanismInfo(Curves.MIN_BITS, Curves.MAX_BITS, GENERATE_KEY_PAIR | curves));
    all.put(Ckm.ECDSA, new MechanismInfo(Curves.MIN_BITS, Curves.MAX_BITS, SIGN | curves));
    all.put(Ckm.ML_DSA, new MechanismInfo(ML_DSA_44_PUBLIC, ML_DSA_87_PUBLIC, SIGN));
    all.put(Ckm.EDDSA, new MechanismInfo(ED25519_BITS, ED448_BITS, SIGN | curves));

    all.put(Ckm.ECDH1_DERIVE, new MechanismInfo(Curves.MIN_BITS, Curves.MAX_BITS, DERIVE | curves));
    MechanismInfo rfc8410Pairs = new MechanismInfo(255, 448, GENERATE_KEY_PAIR);
    all.put(Ckm.EC_EDWARDS_KEY_PAIR_GEN, rfc8410Pairs);
    all.put(Ckm.EC_MONTGOMERY_KEY_PAIR_GEN, rfc8410Pairs);
    all.put(
        Ckm.DH_PKCS_KEY_PAIR_GEN,
        new MechanismInfo(DH_MIN_GENERATED_BITS, DH_MAX_BITS, GENERATE_KEY_PAIR));
    all.put(Ckm.DH_PKCS_DERIVE, new MechanismInfo(DH_MIN_BITS, DH_MAX_BITS, DERIVE));

    all.put(Ckm.ML_DSA_KEY_PAIR_GEN, new MechanismInfo(1312, 2592, GENERATE_KEY_PAIR));
    all.put(Ckm.ML_KEM_KEY_PAIR_GEN, new MechanismInfo(800, 1568, GENERATE_KEY_PAIR));
    all.put(Ckm.ML_KEM, new MechanismInfo(800, 1568, DECAPSULATE));

    all.put(
        Ckm.GENERIC_SECRET_KEY_GEN,
        new MechanismInfo(Byte.SIZE, (long) SECRET_MAX_BYTES * Byte.SIZE, GENERATE));
    all.put(Ckm.AES_CMAC, new MechanismInfo(16, 32, SIGN));
    for (long hmac : HmacOperations.mechanisms()) {
      all.put(hmac, new MechanismInfo(1, SECRET_MAX_BYTES, SIGN));
    }
    return all;
  }
}
