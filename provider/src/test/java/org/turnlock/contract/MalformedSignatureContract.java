// SPDX-License-Identifier: Apache-2.0
package org.turnlock.contract;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigInteger;
import java.security.KeyPair;
import java.security.PublicKey;
import java.security.Signature;
import java.security.interfaces.ECKey;
import java.security.interfaces.RSAKey;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.turnlock.contract.support.Feature;
import org.turnlock.contract.support.Outcome;
import org.turnlock.contract.support.SignatureKind;
import org.turnlock.contract.support.SignatureKind.Family;
import org.turnlock.contract.support.SignatureReference;
import org.turnlock.contract.support.SoftwareKeys;

/** Malformed signatures get the answer, false or an exception, that the JDK gives them. */
public abstract class MalformedSignatureContract extends BackendContract {
  private static final byte[] MESSAGE = {1, 2, 3};
  private static final BigInteger FAR_TOO_LARGE = BigInteger.ONE.shiftLeft(900);

  @ParameterizedTest
  @ValueSource(strings = {"secp256r1", "secp384r1", "secp521r1"})
  final void edgeValuesOfAnEcdsaSignature(String curve) throws Exception {
    KeyPair pair = SoftwareKeys.ec(curve);
    SignatureKind kind = new SignatureKind("SHA256withECDSA", Family.ECDSA_DER);
    BigInteger n = ((ECKey) pair.getPublic()).getParams().getOrder();
    List<BigInteger> edges =
        List.of(
            BigInteger.ZERO,
            BigInteger.ONE,
            BigInteger.ONE.negate(),
            n.subtract(BigInteger.ONE),
            n,
            n.add(BigInteger.ONE),
            n.shiftLeft(1),
            n.negate(),
            FAR_TOO_LARGE);
    List<byte[]> values = new ArrayList<>();
    for (BigInteger r : edges) {
      for (BigInteger s : edges) {
        values.add(SignatureReference.der(r, s));
      }
    }
    requireSameAsJdk(kind, pair.getPublic(), values);
  }

  @ParameterizedTest
  @ValueSource(strings = {"secp256r1", "secp521r1"})
  final void otherEncodingsOfAnEcdsaSignature(String curve) throws Exception {
    KeyPair pair = SoftwareKeys.ec(curve);
    SignatureKind kind = new SignatureKind("SHA256withECDSA", Family.ECDSA_DER);
    byte[] right = SignatureReference.sign(kind, pair.getPrivate(), null, MESSAGE);
    requireSameAsJdk(kind, pair.getPublic(), MalformedDer.variants(right));
  }

  @Test
  final void everyChangedByteOfAnEcdsaSignature() throws Exception {
    KeyPair pair = SoftwareKeys.ec("secp256r1");
    SignatureKind der = new SignatureKind("SHA256withECDSA", Family.ECDSA_DER);
    requireSameAsJdk(der, pair.getPublic(), changed(der, pair));
    SignatureKind plain = new SignatureKind("SHA256withECDSAinP1363Format", Family.ECDSA_P1363);
    assumeOffered(plain.algorithm());
    requireSameAsJdk(plain, pair.getPublic(), changed(plain, pair));
  }

  @ParameterizedTest
  @ValueSource(strings = {"secp256r1", "secp521r1"})
  final void edgeValuesOfAPlainEcdsaSignature(String curve) throws Exception {
    SignatureKind kind = new SignatureKind("SHA256withECDSAinP1363Format", Family.ECDSA_P1363);
    assumeOffered(kind.algorithm());
    KeyPair pair = SoftwareKeys.ec(curve);
    byte[] right = SignatureReference.sign(kind, pair.getPrivate(), null, MESSAGE);
    int half = right.length / 2;
    byte[] padded = new byte[right.length + 2];
    System.arraycopy(right, 0, padded, 1, half);
    System.arraycopy(right, half, padded, half + 2, half);
    List<byte[]> values =
        new ArrayList<>(List.of(padded, new byte[right.length], new byte[0], new byte[1]));
    byte[] ones = new byte[right.length];
    Arrays.fill(ones, (byte) 0xFF);
    values.add(ones);
    for (int length = right.length - 3; length < right.length + 4; length++) {
      values.add(Arrays.copyOf(right, length));
    }
    requireSameAsJdk(kind, pair.getPublic(), values);
  }

  @Test
  final void wrongRsaSignatures() throws Exception {
    KeyPair pair = SoftwareKeys.rsa(2048);
    SignatureKind kind = new SignatureKind("SHA256withRSA", Family.RSA_PKCS1);
    byte[] right = SignatureReference.sign(kind, pair.getPrivate(), null, MESSAGE);
    BigInteger n = ((RSAKey) pair.getPublic()).getModulus();
    List<byte[]> values = new ArrayList<>(changed(kind, pair));
    values.addAll(List.of(new byte[0], new byte[1], new byte[256], new byte[257]));
    values.add(Arrays.copyOf(right, 255));
    values.add(Arrays.copyOf(right, 257));
    values.add(new BigInteger(1, right).add(n).toByteArray());
    values.add(Arrays.copyOfRange(n.toByteArray(), 1, 257));
    requireSameAsJdk(kind, pair.getPublic(), values);
  }

  /** The right signature too, so that a provider that refuses everything shows. */
  private static List<byte[]> changed(SignatureKind kind, KeyPair pair) throws Exception {
    byte[] right = SignatureReference.sign(kind, pair.getPrivate(), null, MESSAGE);
    List<byte[]> values = new ArrayList<>(List.of(right));
    for (int i = 0; i < right.length; i++) {
      byte[] wrong = right.clone();
      wrong[i] ^= (byte) (1 << (i % 8));
      values.add(wrong);
    }
    return values;
  }

  private void requireSameAsJdk(SignatureKind kind, PublicKey key, List<byte[]> values)
      throws Exception {
    assume(Feature.SUN_SIGNATURE_EXCEPTIONS);
    Signature signature = backend().signature(kind.algorithm());
    for (byte[] value : values) {
      signature.initVerify(key);
      signature.update(MESSAGE);
      assertThat(Outcome.of(() -> SignatureReference.verdict(signature.verify(value))))
          .as("%s on %s", kind, Outcome.show(value))
          .isEqualTo(SignatureReference.verify(kind, key, null, MESSAGE, value));
    }
  }
}
