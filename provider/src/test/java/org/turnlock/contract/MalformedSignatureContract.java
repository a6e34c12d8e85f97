// SPDX-License-Identifier: Apache-2.0
package org.turnlock.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.math.BigInteger;
import java.security.InvalidKeyException;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.PublicKey;
import java.security.Signature;
import java.security.SignatureException;
import java.security.interfaces.ECKey;
import java.security.interfaces.ECPublicKey;
import java.security.interfaces.RSAKey;
import java.security.spec.ECFieldFp;
import java.security.spec.ECPoint;
import java.security.spec.EdECPoint;
import java.security.spec.EdECPublicKeySpec;
import java.security.spec.NamedParameterSpec;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.turnlock.contract.support.Feature;
import org.turnlock.contract.support.Outcome;
import org.turnlock.contract.support.Reference;
import org.turnlock.contract.support.SignatureKind;
import org.turnlock.contract.support.SignatureKind.Family;
import org.turnlock.contract.support.SignatureReference;
import org.turnlock.contract.support.SoftwareKeys;
import org.turnlock.contract.support.UncheckedEcKey;

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

  @Test
  final void wrongRawRsaSignatures() throws Exception {
    assumeOffered("NONEwithRSA");
    KeyPair pair = SoftwareKeys.rsa(2048);
    SignatureKind kind = new SignatureKind("NONEwithRSA", Family.RSA_RAW);
    List<byte[]> values = changed(kind, pair);
    values.addAll(List.of(new byte[0], new byte[256], new byte[257]));
    values.add(Arrays.copyOf(values.get(0), 255));
    Signature signature = backend().signature(kind.algorithm());
    for (byte[] value : values) {
      signature.initVerify(pair.getPublic());
      signature.update(MESSAGE);
      Outcome outcome = Outcome.of(() -> SignatureReference.verdict(signature.verify(value)));
      boolean right = outcome.equals(Outcome.bytes(SignatureReference.verdict(true)));
      assertThat(right).as("%s", Outcome.show(value)).isEqualTo(value == values.get(0));
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"Ed25519", "Ed448"})
  final void wrongEdwardsSignatures(String algorithm) throws Exception {
    assumeOffered(algorithm);
    KeyPair pair = SoftwareKeys.named(algorithm);
    SignatureKind kind = new SignatureKind(algorithm, Family.EDWARDS);
    List<byte[]> values = changed(kind, pair);
    byte[] right = values.get(0);
    values.addAll(List.of(new byte[0], new byte[right.length]));
    values.add(Arrays.copyOf(right, right.length - 1));
    values.add(plusOrder(algorithm, right));
    byte[] ones = new byte[right.length];
    Arrays.fill(ones, (byte) 0xFF);
    values.add(ones);
    requireSameAsJdk(kind, pair.getPublic(), values);
  }

  /** SunEC takes a zero behind a signature for a part of S, and so two signatures for right. */
  @ParameterizedTest
  @ValueSource(strings = {"Ed25519", "Ed448"})
  final void edwardsSignaturesHaveOneLength(String algorithm) throws Exception {
    assumeOffered(algorithm);
    assume(Feature.STRICT_SIGNATURES);
    KeyPair pair = SoftwareKeys.named(algorithm);
    SignatureKind kind = new SignatureKind(algorithm, Family.EDWARDS);
    byte[] right = SignatureReference.sign(kind, pair.getPrivate(), null, MESSAGE);
    Signature signature = backend().signature(algorithm);
    for (int length : new int[] {0, right.length - 1, right.length + 1, 2 * right.length}) {
      signature.initVerify(pair.getPublic());
      signature.update(MESSAGE);
      assertThatExceptionOfType(SignatureException.class)
          .as("%d bytes", length)
          .isThrownBy(() -> signature.verify(Arrays.copyOf(right, length)));
      signature.update(MESSAGE);
      assertThat(signature.verify(right)).isTrue();
    }
  }

  /** Under a key of small order, one signature is right for every eighth message or more. */
  @ParameterizedTest
  @ValueSource(strings = {"Ed25519", "Ed448"})
  final void edwardsKeysOfSmallOrderAreRefused(String algorithm) throws Exception {
    assumeOffered(algorithm);
    assume(Feature.STRICT_SIGNATURES);
    BigInteger one = BigInteger.ONE;
    BigInteger p =
        algorithm.equals("Ed25519")
            ? one.shiftLeft(255).subtract(BigInteger.valueOf(19))
            : one.shiftLeft(448).subtract(one.shiftLeft(224)).subtract(one);
    KeyFactory keys = KeyFactory.getInstance("EdDSA", "SunEC");
    Signature signature = backend().signature(algorithm);
    for (BigInteger y : List.of(BigInteger.ZERO, one, p.subtract(one), p, p.add(one))) {
      PublicKey weak =
          keys.generatePublic(
              new EdECPublicKeySpec(new NamedParameterSpec(algorithm), new EdECPoint(false, y)));
      assertThatExceptionOfType(InvalidKeyException.class)
          .as("y = %x", y)
          .isThrownBy(() -> signature.initVerify(weak));
    }
  }

  /** S and S + L are the same to the equation; only S is a signature (RFC 8032, 8.4). */
  private static byte[] plusOrder(String algorithm, byte[] right) {
    BigInteger order =
        algorithm.equals("Ed25519")
            ? BigInteger.ONE
                .shiftLeft(252)
                .add(new BigInteger("27742317777372353535851937790883648493"))
            : BigInteger.ONE
                .shiftLeft(446)
                .subtract(
                    new BigInteger("8335dc163bb124b65129c96fde933d8d723a70aadc873d6d54a7bb0d", 16));
    int half = right.length / 2;
    byte[] s = new byte[half];
    for (int i = 0; i < half; i++) {
      s[i] = right[right.length - 1 - i];
    }
    byte[] sum = new BigInteger(1, s).add(order).toByteArray();
    byte[] wrong = right.clone();
    for (int i = 0; i < half; i++) {
      wrong[half + i] = i < sum.length ? sum[sum.length - 1 - i] : 0;
    }
    return wrong;
  }

  /** On curves of Bouncy Castle too, what SunEC says on its own. */
  @ParameterizedTest
  @ValueSource(strings = {"secp256r1", "secp256k1", "brainpoolP384r1"})
  final void encodingsAreCheckedAlikeOnEveryCurve(String curve) throws Exception {
    assume(Feature.STRICT_SIGNATURES);
    KeyPair pair = SoftwareKeys.ecOfBouncyCastle(curve);
    Signature signing = Signature.getInstance("SHA256withECDSA", Reference.bouncyCastle());
    byte[] right;
    byte[] content;
    do { // until r takes a zero byte in front, to be left out below, which leaves DER
      signing.initSign(pair.getPrivate());
      signing.update(MESSAGE);
      right = signing.sign();
      int header = right[1] < 0 ? 3 : 2;
      content = Arrays.copyOfRange(right, header, right.length);
    } while (content[2] != 0 || content[3] == (byte) 0xFF);
    byte[] negative = new byte[content.length + 1];
    negative[0] = 0x30;
    negative[1] = (byte) (content.length - 1);
    negative[2] = 2;
    negative[3] = (byte) (content[1] - 1);
    System.arraycopy(content, 3, negative, 4, content.length - 3);
    assertThat(verdict(pair, right)).isEqualTo("true");
    assertThat(verdict(pair, negative)).isEqualTo("false");
    BigInteger n = ((ECKey) pair.getPublic()).getParams().getOrder();
    for (BigInteger edge : List.of(BigInteger.ZERO, n, n.add(BigInteger.ONE), n.negate())) {
      assertThat(verdict(pair, SignatureReference.der(edge, BigInteger.ONE))).isEqualTo("false");
      assertThat(verdict(pair, SignatureReference.der(BigInteger.ONE, edge))).isEqualTo("false");
    }
    for (byte[] value : MalformedDer.variants(right)) {
      if (!Arrays.equals(value, right)) {
        assertThat(verdict(pair, value)).as(Outcome.show(value)).isEqualTo("malformed");
      }
    }
  }

  private String verdict(KeyPair pair, byte[] value) throws Exception {
    Signature signature = backend().signature("SHA256withECDSA");
    signature.initVerify(pair.getPublic());
    signature.update(MESSAGE);
    try {
      return String.valueOf(signature.verify(value));
    } catch (SignatureException e) {
      return "malformed";
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"secp256r1", "secp256k1"})
  final void keysOffTheirCurveAreRefused(String curve) throws Exception {
    assume(Feature.STRICT_SIGNATURES);
    ECPublicKey key = (ECPublicKey) SoftwareKeys.ecOfBouncyCastle(curve).getPublic();
    ECPoint w = key.getW();
    BigInteger p = ((ECFieldFp) key.getParams().getCurve().getField()).getP();
    Signature signature = backend().signature("SHA256withECDSA");
    for (ECPoint wrong :
        List.of(
            ECPoint.POINT_INFINITY,
            new ECPoint(w.getAffineX(), w.getAffineY().add(BigInteger.ONE)),
            new ECPoint(w.getAffineX(), w.getAffineY().add(p)),
            new ECPoint(BigInteger.ZERO, BigInteger.ZERO))) {
      assertThatExceptionOfType(InvalidKeyException.class)
          .isThrownBy(() -> signature.initVerify(new UncheckedEcKey(key.getParams(), wrong)));
    }
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
