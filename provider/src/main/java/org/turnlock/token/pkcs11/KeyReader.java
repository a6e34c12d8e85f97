// SPDX-License-Identifier: Apache-2.0
package org.turnlock.token.pkcs11;

import java.security.spec.InvalidParameterSpecException;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.Map;
import java.util.Set;
import org.turnlock.pkcs11.AttributeValues;
import org.turnlock.pkcs11.Template;
import org.turnlock.pkcs11.constant.Cka;
import org.turnlock.pkcs11.constant.Ckk;
import org.turnlock.pkcs11.constant.Cko;
import org.turnlock.token.CurveCodec;
import org.turnlock.token.KeyAttributes;
import org.turnlock.token.KeyAttributes.KeyClass;
import org.turnlock.token.KeyId;
import org.turnlock.token.KeyUsage;
import org.turnlock.token.ParameterSet;
import org.turnlock.token.PublicPart;
import org.turnlock.token.Rfc8410Curve;

/** Reads what a key object tells of itself. */
final class KeyReader {
  private static final long UNKNOWN = -1;
  private static final long[] COMMON = {
    Cka.CLASS, Cka.KEY_TYPE, Cka.TOKEN, Cka.LABEL, Cka.ID, Cka.SENSITIVE, Cka.EXTRACTABLE
  };

  private static final long[] CURVE = privateUses(Cka.EC_PARAMS);

  private static final long[] KIND = {Cka.CLASS, Cka.KEY_TYPE};

  private static final long[] SECRET =
      with(
          Cka.VALUE_LEN,
          Cka.ENCRYPT,
          Cka.DECRYPT,
          Cka.SIGN,
          Cka.VERIFY,
          Cka.WRAP,
          Cka.UNWRAP,
          Cka.DERIVE);

  private static final Map<Long, long[]> PUBLIC_PARTS =
      Map.of(
          Ckk.RSA, privateUses(Cka.MODULUS, Cka.PUBLIC_EXPONENT),
          Ckk.EC, CURVE,
          Ckk.EC_EDWARDS, CURVE,
          Ckk.EC_MONTGOMERY, CURVE,
          Ckk.DH, privateUses(Cka.PRIME, Cka.BASE),
          Ckk.ML_DSA, privateUses(Cka.PARAMETER_SET),
          Ckk.ML_KEM, privateUses(Cka.PARAMETER_SET, Cka.DECAPSULATE));

  private KeyReader() {}

  private static long[] privateUses(long... publicPart) {
    long[] uses = {Cka.SIGN, Cka.DECRYPT, Cka.UNWRAP, Cka.DERIVE};
    long[] all = Arrays.copyOf(uses, uses.length + publicPart.length);
    System.arraycopy(publicPart, 0, all, uses.length, publicPart.length);
    return with(all);
  }

  /** The attributes to ask for of keys of one class and type. */
  static long[] attributesOf(long objectClass, long keyType) {
    return objectClass == Cko.SECRET_KEY ? SECRET : PUBLIC_PARTS.getOrDefault(keyType, CURVE);
  }

  /** What tells which attributes to ask for. */
  static long[] kind() {
    return KIND;
  }

  private static long[] with(long... more) {
    long[] all = Arrays.copyOf(COMMON, COMMON.length + more.length);
    System.arraycopy(more, 0, all, COMMON.length, more.length);
    return all;
  }

  /** Whether the object is whole: some modules leave shells behind when a creation fails. */
  static boolean isWhole(AttributeValues values) {
    if (!values.has(Cka.CLASS) || !values.has(Cka.KEY_TYPE)) {
      return false;
    }
    if (values.ulong(Cka.CLASS, UNKNOWN) == Cko.PRIVATE_KEY) {
      return publicPart(values) != null;
    }
    boolean named = values.bytes(Cka.ID).length > 0 || values.bytes(Cka.LABEL).length > 0;
    return named || values.ulong(Cka.VALUE_LEN, 0) > 0;
  }

  static KeyAttributes read(AttributeValues values) {
    boolean secret = values.ulong(Cka.CLASS, UNKNOWN) == Cko.SECRET_KEY;
    PublicPart publicPart = secret ? new PublicPart.None() : publicPart(values);
    return new KeyAttributes(
        secret ? KeyClass.SECRET : KeyClass.PRIVATE,
        values.ulong(Cka.KEY_TYPE, UNKNOWN),
        KeyId.of(values.bytes(Cka.ID)),
        values.text(Cka.LABEL),
        values.flag(Cka.TOKEN),
        secret ? (int) values.ulong(Cka.VALUE_LEN, 0) * 8 : bits(publicPart),
        usages(values),
        values.flag(Cka.SENSITIVE),
        values.flag(Cka.EXTRACTABLE),
        publicPart);
  }

  private static Set<KeyUsage> usages(AttributeValues values) {
    Set<KeyUsage> usages = EnumSet.noneOf(KeyUsage.class);
    for (KeyUsage usage : KeyUsage.values()) {
      if (values.flag(usage.attribute())) {
        usages.add(usage);
      }
    }
    return usages;
  }

  /** What the key tells of its public half, or null if it is not whole. */
  private static PublicPart publicPart(AttributeValues values) {
    if (values.bytes(Cka.MODULUS).length > 0) {
      return new PublicPart.Rsa(
          values.integer(Cka.MODULUS),
          values.has(Cka.PUBLIC_EXPONENT) ? values.integer(Cka.PUBLIC_EXPONENT) : null);
    }
    byte[] curve = values.bytes(Cka.EC_PARAMS);
    if (curve.length > 0) {
      return Rfc8410Curve.decode(curve)
          .map(Rfc8410Curve::publicPart)
          .orElseGet(() -> new PublicPart.Ec(curve));
    }
    if (values.bytes(Cka.PRIME).length > 0) {
      return new PublicPart.Dh(values.integer(Cka.PRIME), values.integer(Cka.BASE));
    }
    return ParameterSet.of(
            values.ulong(Cka.KEY_TYPE, UNKNOWN), values.ulong(Cka.PARAMETER_SET, UNKNOWN))
        .map(ParameterSet::publicPart)
        .orElse(null);
  }

  private static int bits(PublicPart publicPart) {
    if (publicPart instanceof PublicPart.Rsa rsa) {
      return rsa.modulus().bitLength();
    }
    if (publicPart instanceof PublicPart.Ec ec) {
      try {
        return CurveCodec.decode(ec.parameters()).getCurve().getField().getFieldSize();
      } catch (InvalidParameterSpecException e) {
        return 0;
      }
    }
    if (publicPart instanceof PublicPart.Edwards edwards) {
      return bits(edwards.parameters());
    }
    if (publicPart instanceof PublicPart.Montgomery montgomery) {
      return bits(montgomery.parameters());
    }
    return publicPart instanceof PublicPart.Dh dh ? dh.prime().bitLength() : 0;
  }

  private static int bits(byte[] curve) {
    return Rfc8410Curve.decode(curve).map(Rfc8410Curve::bits).orElse(0);
  }

  /** What finds the key again. */
  static Template identity(AttributeValues values) {
    return Template.builder()
        .set(Cka.CLASS, values.ulong(Cka.CLASS, UNKNOWN))
        .set(Cka.KEY_TYPE, values.ulong(Cka.KEY_TYPE, UNKNOWN))
        .set(Cka.ID, values.bytes(Cka.ID))
        .set(Cka.LABEL, values.bytes(Cka.LABEL))
        .build();
  }
}
