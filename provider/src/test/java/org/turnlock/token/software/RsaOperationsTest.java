// SPDX-License-Identifier: Apache-2.0
package org.turnlock.token.software;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.Provider;
import java.security.PublicKey;
import java.security.Signature;
import java.security.interfaces.RSAPublicKey;
import java.security.spec.AlgorithmParameterSpec;
import java.security.spec.MGF1ParameterSpec;
import java.security.spec.PSSParameterSpec;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import javax.crypto.Cipher;
import org.bouncycastle.jce.provider.BouncyCastleProvider;
import org.junit.jupiter.api.Test;
import org.turnlock.pkcs11.Mechanism;
import org.turnlock.pkcs11.constant.Ckg;
import org.turnlock.pkcs11.constant.Ckm;
import org.turnlock.token.KeyUsage;
import org.turnlock.token.NewKey;
import org.turnlock.token.TokenException;
import org.turnlock.token.TokenException.Reason;
import org.turnlock.token.TokenKey;
import org.turnlock.token.TokenKeyPair;

/** RSA private operations are undone and verified by the JDK and by Bouncy Castle. */
class RsaOperationsTest {
  private static final Set<KeyUsage> USAGES = EnumSet.of(KeyUsage.SIGN, KeyUsage.DECRYPT);
  private static final SoftwareToken TOKEN = SoftwareToken.inMemory();
  private static final TokenKeyPair PAIR =
      TOKEN.objects().generateRsaKeyPair(2048, BigInteger.valueOf(65537), NewKey.session(USAGES));
  private static final TokenKey KEY = PAIR.privateKey();
  private static final PublicKey PUBLIC = PAIR.publicKey();
  private static final BigInteger MODULUS = ((RSAPublicKey) PUBLIC).getModulus();

  private final long seed = System.nanoTime();
  private final Random random = new Random(seed);

  @Test
  void pkcs1SignatureOfAnyFittingDataIsUndoneByThePublicKey() throws Exception {
    for (int length : new int[] {0, 1, 32, 51, 244, 245}) {
      byte[] data = bytes(length);
      byte[] signature = sign(Mechanism.of(Ckm.RSA_PKCS), data);
      Cipher cipher = Cipher.getInstance("RSA/ECB/PKCS1Padding", "SunJCE");
      cipher.init(Cipher.DECRYPT_MODE, PUBLIC);
      assertThat(cipher.doFinal(signature)).as("seed %d", seed).isEqualTo(data);
    }
    assertRejected(() -> sign(Mechanism.of(Ckm.RSA_PKCS), bytes(246)));
  }

  @Test
  void rawOperationIsThePowerAndKeepsLeadingZeros() {
    for (int i = 0; i < 20; i++) {
      byte[] signature = bytes(256);
      signature[0] = 0; // less than the modulus
      byte[] block = power(signature);
      for (Mechanism raw : List.of(Mechanism.of(Ckm.RSA_X_509))) {
        assertThat(sign(raw, block)).as("seed %d", seed).isEqualTo(signature);
        assertThat(decrypt(raw, block)).as("seed %d", seed).isEqualTo(signature);
      }
    }
    assertThat(sign(Mechanism.of(Ckm.RSA_X_509), new byte[] {1}))
        .hasSize(256)
        .startsWith(0, 0, 0)
        .endsWith(1);
    assertRejected(() -> sign(Mechanism.of(Ckm.RSA_X_509), fixed(MODULUS)));
    assertRejected(() -> decrypt(Mechanism.of(Ckm.RSA_X_509), fixed(MODULUS)));
    assertRejected(() -> decrypt(Mechanism.of(Ckm.RSA_X_509), new byte[255]));
    assertRejected(() -> sign(Mechanism.of(Ckm.RSA_X_509), new byte[257]));
  }

  @Test
  void pkcs1CiphertextIsDecrypted() throws Exception {
    for (int length : new int[] {0, 1, 48, 200, 245}) {
      byte[] plain = bytes(length);
      Cipher cipher = Cipher.getInstance("RSA/ECB/PKCS1Padding", "SunJCE");
      cipher.init(Cipher.ENCRYPT_MODE, PUBLIC);
      assertThat(decrypt(Mechanism.of(Ckm.RSA_PKCS), cipher.doFinal(plain)))
          .as("seed %d", seed)
          .isEqualTo(plain);
    }
  }

  @Test
  void wrongPkcs1PaddingIsRejectedAndNothingIsWritten() {
    byte[] good = new byte[256];
    Arrays.fill(good, (byte) 7);
    good[0] = 0;
    good[1] = 2;
    good[100] = 0;
    assertThat(decrypt(Mechanism.of(Ckm.RSA_PKCS), power(good))).hasSize(155);
    byte[] firstByte = good.clone();
    firstByte[0] = 1;
    byte[] type = good.clone();
    type[1] = 1;
    byte[] shortPadding = good.clone();
    shortPadding[9] = 0;
    byte[] noEnd = good.clone();
    noEnd[100] = 1;
    byte[] shortest = good.clone();
    shortest[10] = 0;
    assertThat(decrypt(Mechanism.of(Ckm.RSA_PKCS), power(shortest))).hasSize(245);
    for (byte[] block : List.of(firstByte, type, shortPadding, noEnd)) {
      ByteBuffer output = ByteBuffer.allocate(256);
      ByteBuffer input = ByteBuffer.wrap(power(block));
      assertRejected(
          () -> TOKEN.cryptography().decrypt(KEY, Mechanism.of(Ckm.RSA_PKCS), input, output));
      assertThat(output.position()).isZero();
      assertThat(input.position()).isZero();
      assertThat(output.array()).containsOnly(0);
    }
  }

  @Test
  void pssSignaturesVerifyForEveryHashMaskAndSalt() throws Exception {
    record Hash(String name, long ckm, long ckg, MGF1ParameterSpec mgf, int size) {}
    List<Hash> hashes =
        List.of(
            new Hash("SHA-1", Ckm.SHA_1, Ckg.MGF1_SHA1, MGF1ParameterSpec.SHA1, 20),
            new Hash("SHA-224", Ckm.SHA224, Ckg.MGF1_SHA224, MGF1ParameterSpec.SHA224, 28),
            new Hash("SHA-256", Ckm.SHA256, Ckg.MGF1_SHA256, MGF1ParameterSpec.SHA256, 32),
            new Hash("SHA-384", Ckm.SHA384, Ckg.MGF1_SHA384, MGF1ParameterSpec.SHA384, 48),
            new Hash("SHA-512", Ckm.SHA512, Ckg.MGF1_SHA512, MGF1ParameterSpec.SHA512, 64));
    for (Hash hash : hashes) {
      for (Hash mask : hashes) {
        for (int salt : new int[] {0, hash.size, 256 - hash.size - 2}) {
          byte[] message = bytes(random.nextInt(100));
          byte[] digest = MessageDigest.getInstance(hash.name).digest(message);
          byte[] signature =
              sign(Mechanism.rsaPss(Ckm.RSA_PKCS_PSS, hash.ckm, mask.ckg, salt), digest);
          PSSParameterSpec spec = new PSSParameterSpec(hash.name, "MGF1", mask.mgf, salt, 1);
          // Bouncy Castle takes no mask hash but the message's.
          assertThat(
                  !hash.equals(mask)
                      || verify(new BouncyCastleProvider(), spec, message, signature))
              .as("%s %s %d", hash, mask, salt)
              .isTrue();
          assertThat(verify(null, spec, message, signature))
              .as("%s %s %d", hash, mask, salt)
              .isTrue();
        }
        int tooLong = 256 - hash.size - 1;
        assertThatThrownBy(
                () ->
                    sign(
                        Mechanism.rsaPss(Ckm.RSA_PKCS_PSS, hash.ckm, mask.ckg, tooLong),
                        new byte[hash.size]))
            .isInstanceOf(TokenException.class);
      }
    }
    assertRejected(
        () ->
            sign(
                Mechanism.rsaPss(Ckm.RSA_PKCS_PSS, Ckm.SHA256, Ckg.MGF1_SHA256, 32), new byte[31]));
  }

  private boolean verify(
      Provider provider, AlgorithmParameterSpec spec, byte[] message, byte[] signature)
      throws Exception {
    Signature verifier =
        provider == null
            ? Signature.getInstance("RSASSA-PSS", "SunRsaSign")
            : Signature.getInstance("RSASSA-PSS", provider);
    verifier.setParameter(spec);
    verifier.initVerify(PUBLIC);
    verifier.update(message);
    return verifier.verify(signature);
  }

  private byte[] sign(Mechanism mechanism, byte[] data) {
    ByteBuffer output = BufferKind.any(random).empty(256);
    TOKEN.cryptography().sign(KEY, mechanism, BufferKind.any(random).holding(data, random), output);
    return BufferKind.written(output, 0);
  }

  private byte[] decrypt(Mechanism mechanism, byte[] data) {
    ByteBuffer output = BufferKind.any(random).empty(256);
    TOKEN
        .cryptography()
        .decrypt(KEY, mechanism, BufferKind.any(random).holding(data, random), output);
    return BufferKind.written(output, 0);
  }

  private static void assertRejected(Runnable call) {
    assertThatThrownBy(call::run)
        .isInstanceOfSatisfying(
            TokenException.class, e -> assertThat(e.reason()).isEqualTo(Reason.DATA_REJECTED));
  }

  private static byte[] power(byte[] base) {
    return fixed(new BigInteger(1, base).modPow(BigInteger.valueOf(65537), MODULUS));
  }

  private static byte[] fixed(BigInteger number) {
    byte[] bytes = number.toByteArray();
    byte[] block = new byte[256];
    int length = Math.min(bytes.length, 256);
    System.arraycopy(bytes, bytes.length - length, block, 256 - length, length);
    return block;
  }

  private byte[] bytes(int length) {
    byte[] bytes = new byte[length];
    random.nextBytes(bytes);
    return bytes;
  }
}
