// SPDX-License-Identifier: Apache-2.0
package org.turnlock.contract;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigInteger;
import java.security.AlgorithmParameters;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.Signature;
import java.security.spec.AlgorithmParameterSpec;
import java.security.spec.ECGenParameterSpec;
import java.security.spec.ECParameterSpec;
import java.security.spec.ECPoint;
import java.security.spec.ECPublicKeySpec;
import java.security.spec.EdDSAParameterSpec;
import java.security.spec.EdECPrivateKeySpec;
import java.security.spec.MGF1ParameterSpec;
import java.security.spec.NamedParameterSpec;
import java.security.spec.PSSParameterSpec;
import java.security.spec.RSAPublicKeySpec;
import java.security.spec.X509EncodedKeySpec;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import javax.crypto.Cipher;
import javax.crypto.Mac;
import javax.crypto.SecretKey;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.IvParameterSpec;
import org.bouncycastle.crypto.params.AsymmetricKeyParameter;
import org.bouncycastle.crypto.params.Ed25519PrivateKeyParameters;
import org.bouncycastle.crypto.params.Ed448PrivateKeyParameters;
import org.bouncycastle.crypto.util.SubjectPublicKeyInfoFactory;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.turnlock.contract.support.Feature;
import org.turnlock.contract.support.SecretTwin;
import org.turnlock.contract.support.Vector;

/**
 * Published test vectors of NIST and the RFCs. Every failure of a file is gathered; too many
 * skipped vectors fail as well.
 */
public abstract class PublishedVectorsContract extends BackendContract {
  private static final int TAG_BITS = 128;

  /** What a vector says, checked on a backend; false if the backend cannot do it. */
  @FunctionalInterface
  private interface Check {
    boolean run(Vector vector) throws Exception;
  }

  @ParameterizedTest
  @CsvSource({
    "aes-gcm.txt, 21, 0",
    "aes-modes.txt, 9, 0",
    "key-wrap.txt, 8, 8",
    "aead.txt, 4, 4",
    "hmac.txt, 31, 0",
    "cmac.txt, 7, 7",
    "ecdsa.txt, 9, 0",
    "eddsa.txt, 7, 7",
    "rsa.txt, 6, 0"
  })
  final void holds(String file, int count, int mostSkipped) {
    List<Vector> vectors = Vector.read(file);
    assertThat(vectors).as("vectors in %s", file).hasSize(count);
    Check check = checkOf(file);
    List<String> failures = new ArrayList<>();
    List<Vector> skipped = new ArrayList<>();
    for (Vector vector : vectors) {
      try {
        if (!check.run(vector)) {
          skipped.add(vector);
        }
      } catch (Exception | AssertionError e) {
        failures.add(vector + ": " + e);
      }
    }
    assertThat(failures).isEmpty();
    assertThat(skipped).hasSizeLessThanOrEqualTo(mostSkipped);
  }

  private Check checkOf(String file) {
    return switch (file) {
      case "aes-gcm.txt", "aes-modes.txt", "key-wrap.txt", "aead.txt" -> this::cipher;
      case "hmac.txt", "cmac.txt" -> this::mac;
      case "ecdsa.txt" -> this::ecdsa;
      case "eddsa.txt" -> this::eddsa;
      default -> this::rsa;
    };
  }

  private boolean cipher(Vector vector) throws GeneralSecurityException {
    String algorithm = vector.text("algorithm");
    if (!backend().offers(algorithm)) {
      return false;
    }
    boolean chaCha = algorithm.startsWith("ChaCha20");
    Cipher cipher = backend().cipher(algorithm);
    SecretKey key =
        SecretTwin.of(backend(), vector.bytes("key"), chaCha ? "ChaCha20" : "AES").underTest();
    AlgorithmParameterSpec parameters = null;
    byte[] aad = vector.has("aad") ? vector.bytes("aad") : new byte[0];
    if (vector.has("aad") && !chaCha) {
      int tagBits = vector.has("tag") ? Integer.parseInt(vector.text("tag")) : TAG_BITS;
      parameters = new GCMParameterSpec(tagBits, vector.bytes("iv"));
    } else if (vector.has("iv")) {
      parameters = new IvParameterSpec(vector.bytes("iv"));
    }
    for (int mode : new int[] {Cipher.ENCRYPT_MODE, Cipher.DECRYPT_MODE}) {
      boolean encrypt = mode == Cipher.ENCRYPT_MODE;
      cipher.init(mode, key, parameters);
      if (aad.length > 0) {
        cipher.updateAAD(aad);
      }
      byte[] result = cipher.doFinal(vector.bytes(encrypt ? "message" : "ciphertext"));
      assertThat(result).isEqualTo(vector.bytes(encrypt ? "ciphertext" : "message"));
    }
    return true;
  }

  private boolean mac(Vector vector) throws GeneralSecurityException {
    byte[] key = vector.bytes("key");
    byte[] expected = vector.bytes("mac");
    String algorithm = vector.text("algorithm");
    if (!backend().offers(algorithm)) {
      return false;
    }
    Mac mac = backend().mac(algorithm);
    String keyAlgorithm = algorithm.equals("AESCMAC") ? "AES" : algorithm;
    mac.init(SecretTwin.of(backend(), key, keyAlgorithm).underTest());
    assertThat(mac.doFinal(vector.bytes("message"))).isEqualTo(expected);
    return true;
  }

  private boolean ecdsa(Vector vector) throws GeneralSecurityException {
    if (!backend().offers(vector.text("algorithm"))) {
      return false;
    }
    AlgorithmParameters curve = AlgorithmParameters.getInstance("EC");
    curve.init(new ECGenParameterSpec(vector.text("curve")));
    ECPoint point = new ECPoint(vector.number("x"), vector.number("y"));
    PublicKey key =
        KeyFactory.getInstance("EC")
            .generatePublic(
                new ECPublicKeySpec(point, curve.getParameterSpec(ECParameterSpec.class)));
    requireVerified(vector, key, null);
    return true;
  }

  /** EdDSA is deterministic: the signature is made anew too. */
  private boolean eddsa(Vector vector) throws GeneralSecurityException {
    boolean plain = !vector.has("context") && !vector.has("hashed");
    String algorithm = vector.text("algorithm");
    if (!backend().offers(algorithm) || !plain && !backend().has(Feature.EDDSA_FORMS)) {
      return false;
    }
    byte[] key = vector.bytes("key");
    String curve = key.length == 32 ? "Ed25519" : "Ed448";
    PrivateKey software =
        KeyFactory.getInstance(curve, "SunEC")
            .generatePrivate(new EdECPrivateKeySpec(new NamedParameterSpec(curve), key));
    EdDSAParameterSpec form =
        vector.has("context")
            ? new EdDSAParameterSpec(vector.has("hashed"), vector.bytes("context"))
            : new EdDSAParameterSpec(vector.has("hashed"));
    Signature signature = backend().signature(algorithm);
    signature.initSign(backend().keys().privateKey(software));
    if (!plain) {
      signature.setParameter(form);
    }
    signature.update(vector.bytes("message"));
    assertThat(signature.sign()).isEqualTo(vector.bytes("signature"));
    requireVerified(vector, edwardsPublicKey(curve, key), plain ? null : form);
    return true;
  }

  private static PublicKey edwardsPublicKey(String curve, byte[] key)
      throws GeneralSecurityException {
    AsymmetricKeyParameter publicKey =
        curve.equals("Ed25519")
            ? new Ed25519PrivateKeyParameters(key).generatePublicKey()
            : new Ed448PrivateKeyParameters(key).generatePublicKey();
    try {
      byte[] encoded =
          SubjectPublicKeyInfoFactory.createSubjectPublicKeyInfo(publicKey).getEncoded();
      return KeyFactory.getInstance(curve, "SunEC").generatePublic(new X509EncodedKeySpec(encoded));
    } catch (java.io.IOException e) {
      throw new AssertionError(e);
    }
  }

  private boolean rsa(Vector vector) throws GeneralSecurityException {
    BigInteger exponent = vector.number("e");
    PublicKey key =
        KeyFactory.getInstance("RSA")
            .generatePublic(new RSAPublicKeySpec(vector.number("n"), exponent));
    AlgorithmParameterSpec parameters = null;
    if (vector.has("digest")) {
      String digest = vector.text("digest");
      parameters = new PSSParameterSpec(digest, "MGF1", new MGF1ParameterSpec(digest), 0, 1);
    }
    requireVerified(vector, key, parameters);
    return true;
  }

  private void requireVerified(Vector vector, PublicKey key, AlgorithmParameterSpec parameters)
      throws GeneralSecurityException {
    Signature signature = backend().signature(vector.text("algorithm"));
    signature.initVerify(key);
    if (parameters != null) {
      signature.setParameter(parameters);
    }
    signature.update(vector.bytes("message"));
    assertThat(signature.verify(vector.bytes("signature"))).isTrue();

    byte[] changed = Arrays.copyOf(vector.bytes("message"), vector.bytes("message").length + 1);
    signature.update(changed);
    assertThat(signature.verify(vector.bytes("signature"))).isFalse();
  }
}
