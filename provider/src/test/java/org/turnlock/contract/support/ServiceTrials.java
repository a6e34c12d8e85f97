// SPDX-License-Identifier: Apache-2.0
package org.turnlock.contract.support;

import static org.assertj.core.api.Assertions.assertThat;

import java.security.AlgorithmParameters;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.MessageDigest;
import java.security.PrivateKey;
import java.security.Signature;
import java.security.spec.MGF1ParameterSpec;
import java.security.spec.PSSParameterSpec;
import java.security.spec.X509EncodedKeySpec;
import java.util.Arrays;
import java.util.Random;
import javax.crypto.Cipher;
import javax.crypto.KeyAgreement;
import javax.crypto.Mac;
import javax.crypto.SecretKey;
import javax.crypto.interfaces.DHKey;
import javax.crypto.spec.GCMParameterSpec;
import org.turnlock.contract.support.SignatureKind.Family;

/** Uses a service of a backend once, and has the JDK or Bouncy Castle check what it gives. */
public final class ServiceTrials {
  private static final int MESSAGE = 1_000;

  /** A multiple of a cipher's block and of key wrap's, and a digest's length. */
  private static final int WHOLE = 32;

  private static final PSSParameterSpec PSS =
      new PSSParameterSpec("SHA-256", "MGF1", MGF1ParameterSpec.SHA256, 32, 1);

  private final Backend backend;
  private final Random random;

  public ServiceTrials(Backend backend, Random random) {
    this.backend = backend;
    this.random = random;
  }

  /** A secret-key cipher: software decrypts what it encrypts, by the parameters that it tells. */
  public void secretKeyCipher(String algorithm) throws GeneralSecurityException {
    boolean chaCha = algorithm.startsWith("ChaCha20");
    SecretTwin key =
        SecretTwin.of(
            backend, Messages.bytes(random, keyBytes(algorithm)), chaCha ? "ChaCha20" : "AES");
    Cipher cipher = backend.cipher(algorithm);
    byte[] message = Messages.bytes(random, WHOLE);
    if (algorithm.contains("/CCM/")) {
      cipher.init(
          Cipher.ENCRYPT_MODE,
          key.underTest(),
          new GCMParameterSpec(128, Messages.bytes(random, 12)));
    } else {
      cipher.init(Cipher.ENCRYPT_MODE, key.underTest());
    }
    byte[] encrypted = cipher.doFinal(message);
    AlgorithmParameters told = cipher.getParameters();
    Cipher reference = software(algorithm);
    if (told == null || algorithm.contains("/KW")) {
      // Key wrap has its IV from its RFC.
      reference.init(Cipher.DECRYPT_MODE, key.software());
    } else if (algorithm.contains("/CCM/")) {
      reference.init(
          Cipher.DECRYPT_MODE, key.software(), new GCMParameterSpec(128, cipher.getIV()));
    } else {
      AlgorithmParameters parameters = AlgorithmParameters.getInstance(told.getAlgorithm());
      try {
        parameters.init(told.getEncoded());
      } catch (java.io.IOException e) {
        throw new GeneralSecurityException(e);
      }
      reference.init(Cipher.DECRYPT_MODE, key.software(), parameters);
    }
    assertThat(reference.doFinal(encrypted)).isEqualTo(message);
  }

  private static int keyBytes(String algorithm) {
    for (int bits : new int[] {128, 192}) {
      if (algorithm.startsWith("AES_" + bits)) {
        return bits / 8;
      }
    }
    return 32;
  }

  private static Cipher software(String algorithm) throws GeneralSecurityException {
    if (algorithm.contains("CCM") || algorithm.contains("ISO10126")) {
      return Cipher.getInstance(
          algorithm.replaceFirst("AES_\\d+", "AES"), Reference.bouncyCastle());
    }
    return Reference.sunJce(algorithm);
  }

  /** An RSA cipher: it decrypts what software encrypts. */
  public void rsaCipher(String algorithm) throws GeneralSecurityException {
    PairTwin key = PairTwin.of(backend, SoftwareKeys.rsa(2048));
    Cipher cipher = backend.cipher(algorithm);
    byte[] message = Messages.bytes(random, WHOLE);
    cipher.init(Cipher.ENCRYPT_MODE, key.publicKey());
    byte[] encrypted = cipher.doFinal(message);
    AlgorithmParameters parameters = cipher.getParameters();
    cipher.init(Cipher.DECRYPT_MODE, key.underTest(), parameters);
    byte[] decrypted = cipher.doFinal(encrypted);
    assertThat(Arrays.copyOfRange(decrypted, decrypted.length - WHOLE, decrypted.length))
        .isEqualTo(message);
  }

  /** A signature: software verifies it, and not that of another message. */
  public void signature(String algorithm) throws GeneralSecurityException {
    PairTwin key = PairTwin.of(backend, signatureKey(algorithm));
    Signature signature = backend.signature(algorithm);
    byte[] message = Messages.bytes(random, algorithm.startsWith("NONE") ? WHOLE : MESSAGE);
    signature.initSign(key.underTest());
    setParameters(signature, algorithm);
    signature.update(message);
    byte[] signed = signature.sign();
    Signature verifier = verifier(algorithm);
    for (boolean right : new boolean[] {true, false}) {
      verifier.initVerify(key.publicKey());
      setParameters(verifier, algorithm);
      message[0] ^= (byte) (right ? 0 : 1);
      verifier.update(message);
      assertThat(verifier.verify(signed)).isEqualTo(right);
    }
  }

  private static void setParameters(Signature signature, String algorithm)
      throws GeneralSecurityException {
    if (algorithm.equals("RSASSA-PSS")) {
      signature.setParameter(PSS);
    }
  }

  private static KeyPair signatureKey(String algorithm) {
    if (algorithm.contains("RSA")) {
      return SoftwareKeys.rsa(2048);
    }
    if (algorithm.contains("ECDSA")) {
      return SoftwareKeys.ec("secp256r1");
    }
    return SoftwareKeys.named(
        switch (algorithm) {
          case "EdDSA" -> "Ed25519";
          case "ML-DSA" -> "ML-DSA-44";
          default -> algorithm;
        });
  }

  private static Signature verifier(String algorithm) throws GeneralSecurityException {
    for (SignatureKind kind : SignatureKind.all()) {
      if (kind.algorithm().equals(algorithm) && kind.family() != Family.RSA_RAW) {
        return SignatureReference.jdk(kind);
      }
    }
    String name = algorithm.replaceFirst("SHA512/(\\d+)", "SHA512($1)");
    return Signature.getInstance(name, Reference.bouncyCastle());
  }

  /** A MAC: Bouncy Castle has the same. */
  public void mac(String algorithm) throws GeneralSecurityException {
    String keyName = algorithm.startsWith("Hmac") ? algorithm : "AES";
    SecretTwin key = SecretTwin.of(backend, Messages.bytes(random, WHOLE), keyName);
    byte[] message = Messages.bytes(random, MESSAGE);
    Mac mac = backend.mac(algorithm);
    mac.init(key.underTest());
    Mac reference = Mac.getInstance(algorithm, Reference.bouncyCastle());
    reference.init(key.software());
    assertThat(mac.doFinal(message)).isEqualTo(reference.doFinal(message));
  }

  /** A key agreement with a generated key: Bouncy Castle on the other side has the same secret. */
  public void agreement(String algorithm) throws GeneralSecurityException {
    String pairs =
        switch (algorithm) {
          case "ECDH" -> "EC";
          case "XDH" -> "X25519";
          default -> algorithm;
        };
    KeyPair own = backend.keyPairGenerator(pairs).generateKeyPair();
    KeyPairGenerator generator = KeyPairGenerator.getInstance(pairs, Reference.bouncyCastle());
    if (own.getPublic() instanceof DHKey dh) {
      generator.initialize(dh.getParams());
    } else if (own.getPublic() instanceof java.security.interfaces.ECKey ec) {
      generator.initialize(ec.getParams());
    }
    KeyPair other = generator.generateKeyPair();
    KeyAgreement agreement = backend.keyAgreement(algorithm);
    agreement.init(own.getPrivate());
    agreement.doPhase(other.getPublic(), true);
    KeyAgreement reference = KeyAgreement.getInstance(algorithm, Reference.bouncyCastle());
    reference.init(other.getPrivate());
    reference.doPhase(own.getPublic(), true);
    assertThat(agreement.generateSecret()).isEqualTo(reference.generateSecret());
  }

  /** A generator of secret keys: their bytes stay in the token. */
  public void keyGenerator(String algorithm) throws GeneralSecurityException {
    SecretKey key = backend.keyGenerator(algorithm).generateKey();
    assertThat(key.getEncoded()).isNull();
    assertThat(key.getFormat()).isNull();
  }

  /** A generator of pairs: the private half stays in the token, software reads the public one. */
  public void keyPairGenerator(String algorithm) throws GeneralSecurityException {
    KeyPairGenerator generator = backend.keyPairGenerator(algorithm);
    if (algorithm.startsWith("RSA") || algorithm.equals("DH")) {
      generator.initialize(2048);
    }
    KeyPair pair = generator.generateKeyPair();
    assertThat(pair.getPrivate().getEncoded()).isNull();
    String family = pair.getPublic().getAlgorithm().replace("RSASSA-PSS", "RSA");
    assertThat(
            KeyFactory.getInstance(family, Reference.bouncyCastle())
                .generatePublic(new X509EncodedKeySpec(pair.getPublic().getEncoded()))
                .getEncoded())
        .isEqualTo(pair.getPublic().getEncoded());
  }

  /** A factory of pairs: it takes a software key into the token. */
  public void keyFactory(String algorithm) throws GeneralSecurityException {
    PrivateKey software = softwarePair(algorithm).getPrivate();
    KeyFactory factory = KeyFactory.getInstance(algorithm, backend.providers().get(0));
    assertThat(factory.translateKey(software).getEncoded()).isNull();
  }

  private static KeyPair softwarePair(String algorithm) throws GeneralSecurityException {
    return switch (algorithm) {
      case "RSA" -> SoftwareKeys.rsa(2048);
      case "RSASSA-PSS" -> generated("RSASSA-PSS", "SunRsaSign");
      case "EC" -> SoftwareKeys.ec("secp256r1");
      case "DH" -> generated("DH", "SunJCE");
      case "EdDSA" -> SoftwareKeys.named("Ed25519");
      case "XDH" -> SoftwareKeys.named("X25519");
      case "ML-DSA" -> SoftwareKeys.named("ML-DSA-44");
      case "ML-KEM" -> SoftwareKeys.named("ML-KEM-512");
      default -> SoftwareKeys.named(algorithm);
    };
  }

  private static KeyPair generated(String algorithm, String provider)
      throws GeneralSecurityException {
    KeyPairGenerator generator = KeyPairGenerator.getInstance(algorithm, provider);
    generator.initialize(2048);
    return generator.generateKeyPair();
  }

  /** A factory of secret keys: it takes a software key into the token. */
  public void secretKeyFactory(String algorithm) throws GeneralSecurityException {
    byte[] value = Messages.bytes(random, WHOLE);
    assertThat(SecretTwin.of(backend, value, algorithm).underTest().getEncoded()).isNull();
  }

  /** A digest: Bouncy Castle has the same. */
  public void messageDigest(String algorithm) throws GeneralSecurityException {
    byte[] message = Messages.bytes(random, MESSAGE);
    assertThat(MessageDigest.getInstance(algorithm, backend.providers().get(0)).digest(message))
        .isEqualTo(MessageDigest.getInstance(algorithm, Reference.bouncyCastle()).digest(message));
  }
}
