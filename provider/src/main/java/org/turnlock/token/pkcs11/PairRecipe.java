// SPDX-License-Identifier: Apache-2.0
package org.turnlock.token.pkcs11;

import java.security.PublicKey;
import java.util.function.Function;
import org.turnlock.pkcs11.AttributeValues;
import org.turnlock.pkcs11.Template;
import org.turnlock.pkcs11.constant.Cka;
import org.turnlock.pkcs11.constant.Ckk;
import org.turnlock.pkcs11.constant.Ckm;
import org.turnlock.token.KeyPairParameters;
import org.turnlock.token.TokenException;

/** How a token makes one kind of key pair, and what tells the public half. */
final class PairRecipe {
  private final long mechanism;
  private final long keyType;
  private final Template publicTemplate;
  private final long[] read;
  private final Function<AttributeValues, PublicKey> publicKey;

  /**
   * @param publicTemplate the parameters; the private half takes them from it
   * @param read attributes of the public half that {@code publicKey} needs
   */
  private PairRecipe(
      long mechanism,
      long keyType,
      Template publicTemplate,
      Function<AttributeValues, PublicKey> publicKey,
      long... read) {
    this.mechanism = mechanism;
    this.keyType = keyType;
    this.publicTemplate = publicTemplate;
    this.publicKey = publicKey;
    this.read = read;
  }

  static PairRecipe of(KeyPairParameters parameters) {
    if (parameters instanceof KeyPairParameters.Rsa rsa) {
      return rsa(rsa);
    }
    if (parameters instanceof KeyPairParameters.Ec ec) {
      return ec(ec.curve());
    }
    throw new TokenException(
        TokenException.Reason.UNSUPPORTED, "no PKCS#11 token can make such a pair here");
  }

  private static PairRecipe rsa(KeyPairParameters.Rsa rsa) {
    Template template =
        Template.builder()
            .set(Cka.MODULUS_BITS, rsa.bits())
            .set(Cka.PUBLIC_EXPONENT, rsa.publicExponent())
            .build();
    return new PairRecipe(
        Ckm.RSA_PKCS_KEY_PAIR_GEN,
        Ckk.RSA,
        template,
        PublicKeys::rsa,
        Cka.MODULUS,
        Cka.PUBLIC_EXPONENT);
  }

  private static PairRecipe ec(byte[] curve) {
    return new PairRecipe(
        Ckm.EC_KEY_PAIR_GEN,
        Ckk.EC,
        Template.builder().set(Cka.EC_PARAMS, curve).build(),
        values -> PublicKeys.ec(curve, values.bytes(Cka.EC_POINT)),
        Cka.EC_POINT);
  }

  /** CKM_*. */
  long mechanism() {
    return mechanism;
  }

  /** CKK_*. */
  long keyType() {
    return keyType;
  }

  Template publicTemplate() {
    return publicTemplate;
  }

  Template privateTemplate() {
    return Template.empty();
  }

  long[] read() {
    return read.clone();
  }

  PublicKey publicKey(AttributeValues values) {
    return publicKey.apply(values);
  }
}
