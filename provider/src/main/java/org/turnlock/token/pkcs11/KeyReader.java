// SPDX-License-Identifier: Apache-2.0
package org.turnlock.token.pkcs11;

import java.security.spec.InvalidParameterSpecException;
import java.util.EnumSet;
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
import org.turnlock.token.PublicPart;

/** Reads what a key object tells of itself. */
final class KeyReader {
  private static final long UNKNOWN = -1;
  private static final long[] COMMON = {
    Cka.CLASS, Cka.KEY_TYPE, Cka.TOKEN, Cka.LABEL, Cka.ID, Cka.SENSITIVE, Cka.EXTRACTABLE
  };

  private KeyReader() {}

  /** The attributes to ask for of keys of one class and type. */
  static long[] attributesOf(long objectClass, long keyType) {
    if (objectClass == Cko.SECRET_KEY) {
      return with(
          Cka.VALUE_LEN,
          Cka.ENCRYPT,
          Cka.DECRYPT,
          Cka.SIGN,
          Cka.VERIFY,
          Cka.WRAP,
          Cka.UNWRAP,
          Cka.DERIVE);
    }
    return keyType == Ckk.RSA
        ? with(Cka.SIGN, Cka.DECRYPT, Cka.UNWRAP, Cka.DERIVE, Cka.MODULUS, Cka.PUBLIC_EXPONENT)
        : with(Cka.SIGN, Cka.DECRYPT, Cka.UNWRAP, Cka.DERIVE, Cka.EC_PARAMS);
  }

  private static long[] with(long... more) {
    long[] all = java.util.Arrays.copyOf(COMMON, COMMON.length + more.length);
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

  private static PublicPart publicPart(AttributeValues values) {
    if (values.bytes(Cka.MODULUS).length > 0) {
      return new PublicPart.Rsa(
          values.integer(Cka.MODULUS),
          values.has(Cka.PUBLIC_EXPONENT) ? values.integer(Cka.PUBLIC_EXPONENT) : null);
    }
    return values.bytes(Cka.EC_PARAMS).length > 0
        ? new PublicPart.Ec(values.bytes(Cka.EC_PARAMS))
        : null;
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
    return 0;
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
