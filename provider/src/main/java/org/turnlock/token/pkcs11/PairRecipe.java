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
import org.turnlock.token.ParameterSet;
import org.turnlock.token.Rfc8410Curve;
import org.turnlock.token.TokenException;
import org.turnlock.token.TokenException.Reason;

/**
 * How a token makes one kind of key pair, and what tells the public half.
 *
 * @param mechanism CKM_*
 * @param keyType CKK_*
 * @param publicTemplate the parameters; the private half takes them from it
 * @param privateTemplate what of the private half is not in every private key's template
 * @param publicKey makes the public key
 * @param read the attributes of the public half that {@code publicKey} needs
 */
@SuppressWarnings("ArrayRecordComponent")
record PairRecipe(
    long mechanism,
    long keyType,
    Template publicTemplate,
    Template privateTemplate,
    Function<AttributeValues, PublicKey> publicKey,
    long[] read) {

  private static PairRecipe of(
      long mechanism,
      long keyType,
      Template publicTemplate,
      Function<AttributeValues, PublicKey> publicKey,
      long... read) {
    return new PairRecipe(
        mechanism, keyType, publicTemplate, Template.empty(), publicKey, read.clone());
  }

  /**
   * @param montgomeryAsEdwards the token makes Montgomery keys as Edwards keys only
   */
  static PairRecipe of(KeyPairParameters parameters, boolean montgomeryAsEdwards) {
    if (parameters instanceof KeyPairParameters.Rsa rsa) {
      return rsa(rsa);
    }
    if (parameters instanceof KeyPairParameters.Ec ec) {
      return ec(ec.curve());
    }
    if (parameters instanceof KeyPairParameters.Edwards edwards) {
      return rfc8410(edwards.curve(), false);
    }
    if (parameters instanceof KeyPairParameters.Montgomery montgomery) {
      return rfc8410(montgomery.curve(), montgomeryAsEdwards);
    }
    if (parameters instanceof KeyPairParameters.Dh dh) {
      return dh(dh);
    }
    if (parameters instanceof KeyPairParameters.MlDsa dsa) {
      return postQuantum(Ckk.ML_DSA, dsa.set(), Ckm.ML_DSA_KEY_PAIR_GEN);
    }
    KeyPairParameters.MlKem kem = (KeyPairParameters.MlKem) parameters;
    return postQuantum(Ckk.ML_KEM, kem.set(), Ckm.ML_KEM_KEY_PAIR_GEN);
  }

  private static PairRecipe rsa(KeyPairParameters.Rsa rsa) {
    Template template =
        Template.builder()
            .set(Cka.MODULUS_BITS, rsa.bits())
            .set(Cka.PUBLIC_EXPONENT, rsa.publicExponent())
            .build();
    return of(
        Ckm.RSA_PKCS_KEY_PAIR_GEN,
        Ckk.RSA,
        template,
        PublicKeys::rsa,
        Cka.MODULUS,
        Cka.PUBLIC_EXPONENT);
  }

  private static PairRecipe ec(byte[] curve) {
    return of(
        Ckm.EC_KEY_PAIR_GEN,
        Ckk.EC,
        Template.builder().set(Cka.EC_PARAMS, curve).build(),
        values -> PublicKeys.ec(curve, values.bytes(Cka.EC_POINT)),
        Cka.EC_POINT);
  }

  private static PairRecipe rfc8410(byte[] identifier, boolean asEdwards) {
    Rfc8410Curve curve =
        Rfc8410Curve.decode(identifier)
            .orElseThrow(() -> unsupported("the curve is none of RFC 8410"));
    boolean edwards = curve.signs() || asEdwards;
    return of(
        edwards ? Ckm.EC_EDWARDS_KEY_PAIR_GEN : Ckm.EC_MONTGOMERY_KEY_PAIR_GEN,
        edwards ? Ckk.EC_EDWARDS : Ckk.EC_MONTGOMERY,
        Template.builder().set(Cka.EC_PARAMS, curve.identifier()).build(),
        values -> PublicKeys.rfc8410(curve, values),
        Cka.EC_POINT);
  }

  private static PairRecipe dh(KeyPairParameters.Dh dh) {
    Template group = Template.builder().set(Cka.PRIME, dh.prime()).set(Cka.BASE, dh.base()).build();
    Template bits =
        dh.privateBits() == 0
            ? Template.empty()
            : Template.builder().set(Cka.VALUE_BITS, dh.privateBits()).build();
    return new PairRecipe(
        Ckm.DH_PKCS_KEY_PAIR_GEN,
        Ckk.DH,
        group,
        bits,
        PublicKeys::dh,
        new long[] {Cka.PRIME, Cka.BASE, Cka.VALUE});
  }

  private static PairRecipe postQuantum(long keyType, long number, long mechanism) {
    ParameterSet set =
        ParameterSet.of(keyType, number)
            .orElseThrow(() -> unsupported("the parameter set " + number + " is unknown"));
    return of(
        mechanism,
        keyType,
        Template.builder().set(Cka.PARAMETER_SET, number).build(),
        values -> PublicKeys.postQuantum(set, values),
        Cka.VALUE);
  }

  private static TokenException unsupported(String message) {
    return new TokenException(Reason.UNSUPPORTED, message);
  }

  PublicKey publicKey(AttributeValues values) {
    return publicKey.apply(values);
  }
}
