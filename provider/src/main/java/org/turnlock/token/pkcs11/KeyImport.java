// SPDX-License-Identifier: Apache-2.0
package org.turnlock.token.pkcs11;

import java.math.BigInteger;
import java.security.InvalidKeyException;
import java.security.Key;
import java.security.PrivateKey;
import java.util.Arrays;
import javax.crypto.SecretKey;
import org.bouncycastle.util.BigIntegers;
import org.turnlock.pkcs11.Template;
import org.turnlock.pkcs11.constant.Cka;
import org.turnlock.pkcs11.constant.Ckk;
import org.turnlock.token.PrivateKeyParts;

/** A software key taken apart into the attributes that a token makes it from. */
final class KeyImport {
  private final boolean secret;
  private final long keyType;
  private final Template value;

  private KeyImport(boolean secret, long keyType, Template value) {
    this.secret = secret;
    this.keyType = keyType;
    this.value = value;
  }

  /**
   * @param secretKeyType CKK_* for secret keys
   * @param montgomeryAsEdwards the token takes Montgomery keys as Edwards keys only
   */
  static KeyImport of(Key key, long secretKeyType, boolean montgomeryAsEdwards)
      throws InvalidKeyException {
    if (key instanceof SecretKey) {
      byte[] bytes = "RAW".equals(key.getFormat()) ? key.getEncoded() : null;
      if (bytes == null || bytes.length == 0) {
        throw new InvalidKeyException("a secret key without encoding cannot be imported");
      }
      Template.Builder value = Template.builder().set(Cka.VALUE, bytes);
      return new KeyImport(true, secretKeyType, value.build());
    }
    if (key instanceof PrivateKey privateKey) {
      return of(PrivateKeyParts.of(privateKey), montgomeryAsEdwards);
    }
    throw new InvalidKeyException("expected a secret or a private key, not " + key);
  }

  private static KeyImport of(PrivateKeyParts parts, boolean montgomeryAsEdwards) {
    if (parts instanceof PrivateKeyParts.Rsa rsa) {
      return new KeyImport(false, Ckk.RSA, rsa(rsa));
    }
    if (parts instanceof PrivateKeyParts.Ec ec) {
      return new KeyImport(false, Ckk.EC, ec(ec));
    }
    if (parts instanceof PrivateKeyParts.Rfc8410 key) {
      boolean edwards = key.curve().signs() || montgomeryAsEdwards;
      Template value =
          Template.builder()
              .set(Cka.EC_PARAMS, key.curve().identifier())
              .set(Cka.VALUE, key.value())
              .build();
      return new KeyImport(false, edwards ? Ckk.EC_EDWARDS : Ckk.EC_MONTGOMERY, value);
    }
    if (parts instanceof PrivateKeyParts.Dh dh) {
      return new KeyImport(false, Ckk.DH, dh(dh));
    }
    return postQuantum((PrivateKeyParts.PostQuantum) parts);
  }

  private static Template rsa(PrivateKeyParts.Rsa key) {
    return Template.builder()
        .set(Cka.MODULUS, key.modulus())
        .set(Cka.PUBLIC_EXPONENT, key.publicExponent())
        .set(Cka.PRIVATE_EXPONENT, key.privateExponent())
        .set(Cka.PRIME_1, key.prime1())
        .set(Cka.PRIME_2, key.prime2())
        .set(Cka.EXPONENT_1, key.exponent1())
        .set(Cka.EXPONENT_2, key.exponent2())
        .set(Cka.COEFFICIENT, key.coefficient())
        .build();
  }

  private static Template ec(PrivateKeyParts.Ec key) {
    BigInteger order = key.order();
    return Template.builder()
        .set(Cka.EC_PARAMS, key.curve())
        .set(Cka.VALUE, BigIntegers.asUnsignedByteArray((order.bitLength() + 7) / 8, key.value()))
        .build();
  }

  private static Template dh(PrivateKeyParts.Dh key) {
    return Template.builder()
        .set(Cka.PRIME, key.prime())
        .set(Cka.BASE, key.base())
        .set(Cka.VALUE, key.value())
        .build();
  }

  private static KeyImport postQuantum(PrivateKeyParts.PostQuantum key) {
    Template.Builder value =
        Template.builder().set(Cka.PARAMETER_SET, key.set().number()).set(Cka.VALUE, key.value());
    if (key.seed() != null) {
      value.set(Cka.SEED, key.seed());
    }
    return new KeyImport(false, key.set().keyType(), value.build());
  }

  boolean secret() {
    return secret;
  }

  long keyType() {
    return keyType;
  }

  /** The key's own attributes; {@link #wipe} them after use. */
  Template value() {
    return value;
  }

  void wipe() {
    for (Object attribute : value.values().values()) {
      if (attribute instanceof byte[] bytes) {
        Arrays.fill(bytes, (byte) 0);
      }
    }
  }
}
