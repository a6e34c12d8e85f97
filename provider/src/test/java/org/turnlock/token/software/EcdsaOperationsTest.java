// SPDX-License-Identifier: Apache-2.0
package org.turnlock.token.software;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.security.KeyPairGenerator;
import java.security.Signature;
import java.security.interfaces.ECPublicKey;
import java.security.spec.ECGenParameterSpec;
import java.util.Random;
import java.util.Set;
import org.bouncycastle.asn1.x9.ECNamedCurveTable;
import org.bouncycastle.crypto.signers.ECDSASigner;
import org.bouncycastle.jcajce.provider.asymmetric.util.ECUtil;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.turnlock.pkcs11.Mechanism;
import org.turnlock.pkcs11.constant.Ckk;
import org.turnlock.pkcs11.constant.Ckm;
import org.turnlock.token.KeyUsage;
import org.turnlock.token.NewKey;
import org.turnlock.token.TokenException;
import org.turnlock.token.TokenException.Reason;
import org.turnlock.token.TokenKey;
import org.turnlock.token.TokenKeyPair;

/** ECDSA signatures verify elsewhere, on every curve, for every length of digest. */
class EcdsaOperationsTest {
  private static final NewKey SIGNING = NewKey.session(Set.of(KeyUsage.SIGN));

  /** What SunEC still verifies, and only digests of up to 64 bytes. */
  private static final Set<String> JDK_CURVES = Set.of("secp256r1", "secp384r1", "secp521r1");

  private final SoftwareToken token = SoftwareToken.inMemory();
  private final Random random = new Random(42);

  @ParameterizedTest
  @ValueSource(
      strings = {
        "P-224",
        "P-256",
        "P-384",
        "P-521",
        "secp256k1",
        "brainpoolP256r1",
        "brainpoolP384r1",
        "brainpoolP512r1"
      })
  void generatedKeySignsOnEveryCurve(String curve) throws Exception {
    TokenKeyPair pair = token.objects().generateEcKeyPair(der(curve), SIGNING);
    for (int length : new int[] {1, 20, 28, 32, 48, 64, 66, 100}) {
      byte[] digest = new byte[length];
      random.nextBytes(digest);
      assertVerifies(pair.privateKey(), (ECPublicKey) pair.publicKey(), digest);
    }
  }

  @Test
  void importedJdkKeySigns() throws Exception {
    KeyPairGenerator generator = KeyPairGenerator.getInstance("EC", "SunEC");
    generator.initialize(new ECGenParameterSpec("secp384r1"));
    java.security.KeyPair pair = generator.generateKeyPair();
    TokenKey key = token.objects().importKey(pair.getPrivate(), Ckk.EC, SIGNING);
    assertVerifies(key, (ECPublicKey) pair.getPublic(), new byte[48]);
    assertThat(key.attributes().bits()).isEqualTo(384);
  }

  @Test
  void twoSignaturesOfOneDigestDiffer() {
    TokenKey key = token.objects().generateEcKeyPair(der("P-256"), SIGNING).privateKey();
    assertThat(sign(key, new byte[32])).isNotEqualTo(sign(key, new byte[32]));
  }

  @Test
  void smallAndBinaryAndUnnamedCurvesAreRefused() {
    for (byte[] curve :
        new byte[][] {der("secp192r1"), der("sect283k1"), {5, 0}, {1, 2, 3}, new byte[0]}) {
      assertThatThrownBy(() -> token.objects().generateEcKeyPair(curve, SIGNING))
          .isInstanceOfSatisfying(
              TokenException.class, e -> assertThat(e.reason()).isEqualTo(Reason.UNSUPPORTED));
    }
  }

  private void assertVerifies(TokenKey key, ECPublicKey publicKey, byte[] digest) throws Exception {
    byte[] signature = sign(key, digest);
    assertThat(signature).hasSize(2 * ((publicKey.getParams().getOrder().bitLength() + 7) / 8));
    int half = signature.length / 2;
    ECDSASigner verifier = new ECDSASigner();
    verifier.init(false, ECUtil.generatePublicKeyParameter(publicKey));
    assertThat(
            verifier.verifySignature(
                digest,
                new BigInteger(1, signature, 0, half),
                new BigInteger(1, signature, half, half)))
        .isTrue();
    if (JDK_CURVES.contains(publicKey.getParams().toString().split(" ")[0])
        && digest.length <= 64) {
      Signature jdk = Signature.getInstance("NONEwithECDSAinP1363Format", "SunEC");
      jdk.initVerify(publicKey);
      jdk.update(digest);
      assertThat(jdk.verify(signature)).isTrue();
    }
  }

  private byte[] sign(TokenKey key, byte[] digest) {
    ByteBuffer output = ByteBuffer.allocateDirect(140);
    token.cryptography().sign(key, Mechanism.of(Ckm.ECDSA), ByteBuffer.wrap(digest), output);
    return BufferKind.written(output, 0);
  }

  private static byte[] der(String curve) {
    try {
      return ECNamedCurveTable.getOID(curve).getEncoded();
    } catch (java.io.IOException e) {
      throw new AssertionError(e);
    }
  }
}
