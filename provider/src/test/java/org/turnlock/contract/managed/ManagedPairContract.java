// SPDX-License-Identifier: Apache-2.0
package org.turnlock.contract.managed;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.security.InvalidKeyException;
import java.security.Key;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.Signature;
import java.security.SignatureException;
import java.security.spec.MGF1ParameterSpec;
import java.security.spec.PSSParameterSpec;
import java.security.spec.X509EncodedKeySpec;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import javax.crypto.BadPaddingException;
import javax.crypto.Cipher;
import javax.crypto.KeyAgreement;
import javax.crypto.Mac;
import javax.crypto.SecretKey;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.turnlock.contract.BackendContract;
import org.turnlock.contract.support.ManagedKeyBench;
import org.turnlock.contract.support.Messages;
import org.turnlock.keys.KeyState;
import org.turnlock.keys.ManagedKeyException;
import org.turnlock.keys.ManagedKeyException.Reason;
import org.turnlock.keys.directory.ManagedKeyDirectory;
import org.turnlock.keys.record.VersionRecord.Standing;

/** Signatures, RSA ciphers and key agreement with a pair that rotates. */
public abstract class ManagedPairContract extends BackendContract {
  private static final int VERSIONS = 3;
  private static final PSSParameterSpec PSS =
      new PSSParameterSpec("SHA-384", "MGF1", MGF1ParameterSpec.SHA256, 40, 1);

  private ManagedKeyBench bench;

  /** Knows at once what the bench changes. */
  private ManagedKeyDirectory directory;

  /** Knew the keys before their first rotation, and reads nothing again by itself. */
  private ManagedKeyDirectory elsewhere;

  /** For each form of signature, what each version has signed. */
  private final Map<String, List<byte[]>> signatures = new LinkedHashMap<>();

  private final Map<String, List<byte[]>> ciphertexts = new LinkedHashMap<>();

  private byte[] message;

  @BeforeAll
  final void makeKeysAndUseEachVersion() throws Exception {
    bench = new ManagedKeyBench(ManagedKeyBench.tokenOf(backend().providers().get(0)));
    directory = bench.directory(Duration.ZERO);
    elsewhere = bench.directory(ManagedKeyBench.NEVER);
    message = Messages.bytes(seed().forCase("message", 0), 60);
    for (String algorithm : algorithms()) {
      bench.create(algorithm, algorithm);
      assertThat(elsewhere.key(algorithm)).isPresent();
      PrivateKey key = privateKey(algorithm);
      for (int version = 1; version <= VERSIONS; version++) {
        for (String form : forms(algorithm)) {
          signatures.computeIfAbsent(form, it -> new ArrayList<>()).add(signed(form, key));
        }
        if (algorithm.equals("RSA")) {
          encryptForms(publicKey("RSA"));
        }
        if (version < VERSIONS) {
          bench.rotate(algorithm);
        }
      }
    }
  }

  private List<String> algorithms() {
    return backend().offers("Ed25519") ? List.of("RSA", "EC", "Ed25519") : List.of("RSA", "EC");
  }

  private static List<String> forms(String algorithm) {
    return switch (algorithm) {
      case "RSA" -> List.of("SHA256withRSA", "NONEwithRSA", "RSASSA-PSS");
      case "EC" -> List.of("SHA384withECDSA", "NONEwithECDSA", "SHA256withECDSAinP1363Format");
      default -> List.of("Ed25519");
    };
  }

  private static String algorithmOf(String form) {
    return form.contains("ECDSA") ? "EC" : form.contains("RSA") ? "RSA" : form;
  }

  private PrivateKey privateKey(String alias) throws InvalidKeyException {
    return (PrivateKey) directory.key(alias).orElseThrow();
  }

  private PublicKey publicKey(String alias) {
    return directory.publicKey(alias).orElseThrow();
  }

  private PrivateKey pinned(String alias, int version) throws InvalidKeyException {
    return (PrivateKey) directory.version(alias, version).orElseThrow();
  }

  private Signature signature(String form) throws Exception {
    Signature signature = backend().signature(form);
    if (form.equals("RSASSA-PSS")) {
      signature.setParameter(PSS);
    }
    return signature;
  }

  private byte[] signed(String form, PrivateKey key) throws Exception {
    Signature signature = signature(form);
    signature.initSign(key);
    signature.update(message);
    return signature.sign();
  }

  private boolean verifies(String form, PublicKey key, byte[] value) throws Exception {
    Signature signature = signature(form);
    signature.initVerify(key);
    signature.update(message, 0, 20);
    signature.update(message, 20, message.length - 20);
    return signature.verify(value);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "SHA256withRSA",
        "NONEwithRSA",
        "RSASSA-PSS",
        "SHA384withECDSA",
        "NONEwithECDSA",
        "SHA256withECDSAinP1363Format",
        "Ed25519"
      })
  final void whatAnyVersionHasSignedIsAccepted(String form) throws Exception {
    assumeTrue(signatures.containsKey(form));
    String alias = algorithmOf(form);
    List<byte[]> made = signatures.get(form);
    for (int i = 0; i < VERSIONS; i++) {
      byte[] value = made.get(i);
      assertThat(verifies(form, publicKey(alias), value)).isTrue();
      assertThat(verifies(form, elsewhere.publicKey(alias).orElseThrow(), value))
          .as("where the rotation was not seen")
          .isTrue();
      for (int version = 1; version <= VERSIONS; version++) {
        assertThat(verifies(form, bench.publicKey(alias, version), value))
            .as("version " + (i + 1) + " has signed, " + version + " verifies")
            .isEqualTo(version == i + 1);
      }
      byte[] forged = value.clone();
      forged[forged.length - 1] ^= 1;
      assertThat(accepted(form, publicKey(alias), forged)).isFalse();
      message[0] ^= 1;
      assertThat(accepted(form, publicKey(alias), value)).as("another message").isFalse();
      message[0] ^= 1;
    }
    assertThat(accepted(form, publicKey(alias), new byte[3])).isFalse();
  }

  private boolean accepted(String form, PublicKey key, byte[] value) throws Exception {
    try {
      return verifies(form, key, value);
    } catch (SignatureException notEvenASignature) {
      return false;
    }
  }

  @Test
  final void aPublicKeyOfAnotherKindIsRefusedAtInit() {
    for (String form : signatures.keySet()) {
      for (String algorithm : algorithms()) {
        if (!algorithm.equals(algorithmOf(form))) {
          assertThatThrownBy(() -> signature(form).initVerify(publicKey(algorithm)))
              .as(form + " with a key of " + algorithm)
              .isInstanceOf(InvalidKeyException.class);
        }
      }
    }
  }

  @Test
  final void aSignatureObjectVerifiesOneMessageAfterAnother() throws Exception {
    Signature signature = signature("SHA256withRSA");
    signature.initVerify(publicKey("RSA"));
    for (byte[] value : signatures.get("SHA256withRSA")) {
      signature.update(message);
      assertThat(signature.verify(value)).isTrue();
      assertThat(signature.verify(value)).as("of no message").isFalse();
    }
  }

  @Test
  final void halfAMessageIsForgottenAtTheNextInit() throws Exception {
    for (String form : signatures.keySet()) {
      String alias = algorithmOf(form);
      Signature signature = signature(form);
      for (boolean wasSigning : new boolean[] {true, false}) {
        for (boolean signs : new boolean[] {true, false}) {
          begin(signature, alias, wasSigning);
          signature.update(message, 0, 20);
          begin(signature, alias, signs);
          signature.update(message);
          boolean right =
              signs
                  ? verifies(form, publicKey(alias), signature.sign())
                  : signature.verify(signatures.get(form).get(0));
          assertThat(right).as("%s, signing: %s, then %s", form, wasSigning, signs).isTrue();
        }
      }
    }
  }

  private void begin(Signature signature, String alias, boolean signs) throws Exception {
    if (signs) {
      signature.initSign(privateKey(alias));
    } else {
      signature.initVerify(publicKey(alias));
    }
  }

  @Test
  final void versionsThatMayNotVerifyAreNotAccepted() throws Exception {
    String form = "SHA256withRSA";
    byte[] first = signatures.get(form).get(0);
    PublicKey key = publicKey("RSA");
    Signature begun = signature(form);
    begun.initVerify(key);
    begun.update(message);
    bench.change("RSA", record -> record.floor(2));
    assertThat(verifies(form, key, first)).isFalse();
    requireReason(catchThrowable(() -> begun.verify(first)), Reason.BELOW_FLOOR);
    bench.change("RSA", record -> record.floor(1));
    bench.change("RSA", 1, Standing.DISABLED);
    assertThat(verifies(form, key, first)).isFalse();
    bench.change("RSA", 1, Standing.ENABLED);
    assertThat(verifies(form, key, first)).isTrue();
    bench.change("RSA", record -> record.state(KeyState.DISABLED));
    try {
      PrivateKey privateKey = privateKey("RSA");
      requireRefused(() -> verifies(form, key, first));
      requireRefused(() -> signed(form, privateKey));
      requireRefused(() -> cipher("RSA/ECB/PKCS1Padding", Cipher.ENCRYPT_MODE, key));
      requireRefused(() -> cipher("RSA/ECB/OAEPPadding", Cipher.DECRYPT_MODE, privateKey));
      requireRefused(() -> cipher("RSA/ECB/OAEPPadding", Cipher.UNWRAP_MODE, pinned("RSA", 1)));
    } finally {
      bench.change("RSA", record -> record.state(KeyState.ENABLED));
    }
  }

  private interface Work {
    void run() throws Exception;
  }

  private static void requireRefused(Work work) {
    Throwable refusal = catchThrowable(work::run);
    assertThat(refusal).isInstanceOf(InvalidKeyException.class).hasMessageContaining("is disabled");
    requireReason(refusal.getCause(), Reason.DISABLED);
  }

  private static void requireReason(Throwable thrown, Reason reason) {
    assertThat(thrown).isInstanceOf(ManagedKeyException.class);
    assertThat(((ManagedKeyException) thrown).reason()).isEqualTo(reason);
  }

  private Cipher cipher(String form, int mode, Key key) throws Exception {
    Cipher cipher = backend().cipher(form);
    cipher.init(mode, key);
    return cipher;
  }

  private void encryptForms(PublicKey key) throws Exception {
    for (String form :
        List.of("RSA/ECB/OAEPPadding", "RSA/ECB/PKCS1Padding", "RSA/ECB/NoPadding")) {
      ciphertexts
          .computeIfAbsent(form, it -> new ArrayList<>())
          .add(cipher(form, Cipher.ENCRYPT_MODE, key).doFinal(message));
    }
    SecretKey inside = new SecretKeySpec(message, 0, 32, "HmacSHA256");
    for (String form : List.of("RSA/ECB/OAEPPadding", "RSA/ECB/PKCS1Padding")) {
      ciphertexts
          .computeIfAbsent(form + " wrap", it -> new ArrayList<>())
          .add(cipher(form, Cipher.WRAP_MODE, key).wrap(inside));
    }
  }

  @Test
  final void oaepOfEveryVersionIsReadAndUnwrapped() throws Exception {
    String form = "RSA/ECB/OAEPPadding";
    PrivateKey key = privateKey("RSA");
    PrivateKey unaware = (PrivateKey) elsewhere.key("RSA").orElseThrow();
    byte[] mac = mac(new SecretKeySpec(message, 0, 32, "HmacSHA256"), "SunJCE");
    for (int i = 0; i < VERSIONS; i++) {
      for (PrivateKey one : List.of(key, unaware, pinned("RSA", i + 1))) {
        byte[] ciphertext = ciphertexts.get(form).get(i);
        assertThat(cipher(form, Cipher.DECRYPT_MODE, one).doFinal(ciphertext)).isEqualTo(message);
        byte[] wrapped = ciphertexts.get(form + " wrap").get(i);
        Key inside =
            cipher(form, Cipher.UNWRAP_MODE, one).unwrap(wrapped, "HmacSHA256", Cipher.SECRET_KEY);
        assertThat(mac(inside, null)).isEqualTo(mac);
      }
    }
    byte[] forged = ciphertexts.get(form).get(0).clone();
    forged[100] ^= 1;
    assertThatThrownBy(() -> cipher(form, Cipher.DECRYPT_MODE, key).doFinal(forged))
        .isInstanceOf(BadPaddingException.class)
        .hasMessage("RSA decryption failed");
    assertThatThrownBy(
            () ->
                cipher(form, Cipher.UNWRAP_MODE, key)
                    .unwrap(forged, "HmacSHA256", Cipher.SECRET_KEY))
        .isInstanceOf(InvalidKeyException.class);
  }

  private byte[] mac(Key key, String provider) throws Exception {
    Mac mac =
        provider == null ? backend().mac("HmacSHA256") : Mac.getInstance("HmacSHA256", provider);
    mac.init(key);
    return mac.doFinal(message);
  }

  @Test
  final void rsaThatCannotTellIsRefusedForTheAliasAndWorksWithTheVersion() throws Exception {
    PrivateKey key = privateKey("RSA");
    for (String form : List.of("RSA/ECB/PKCS1Padding", "RSA/ECB/NoPadding")) {
      for (int mode : new int[] {Cipher.DECRYPT_MODE, Cipher.UNWRAP_MODE}) {
        assertThatThrownBy(() -> cipher(form, mode, key))
            .isInstanceOf(InvalidKeyException.class)
            .hasMessageContainingAll("'RSA@3'", "'RSA@2'", "'RSA@1'");
      }
      byte[] last = cipher(form, Cipher.ENCRYPT_MODE, key).doFinal(message);
      byte[] opened = cipher(form, Cipher.DECRYPT_MODE, bench.publicKey("RSA", 3)).doFinal(last);
      assertThat(opened).as("\"encrypted\" by the current version").endsWith(message);
      for (int i = 0; i < VERSIONS; i++) {
        byte[] plain =
            cipher(form, Cipher.DECRYPT_MODE, pinned("RSA", i + 1))
                .doFinal(ciphertexts.get(form).get(i));
        assertThat(plain).endsWith(message);
      }
    }
    byte[] wrapped = ciphertexts.get("RSA/ECB/PKCS1Padding wrap").get(1);
    Key inside =
        cipher("RSA/ECB/PKCS1Padding", Cipher.UNWRAP_MODE, pinned("RSA", 2))
            .unwrap(wrapped, "HmacSHA256", Cipher.SECRET_KEY);
    assertThat(mac(inside, null))
        .isEqualTo(mac(new SecretKeySpec(message, 0, 32, "HmacSHA256"), "SunJCE"));
  }

  @Test
  final void keyAgreementTakesOneVersion() throws Exception {
    PublicKey peer = ManagedKeyBench.peer();
    KeyAgreement agreement = backend().keyAgreement("ECDH");
    assertThatThrownBy(() -> agreement.init(privateKey("EC")))
        .isInstanceOf(InvalidKeyException.class)
        .hasMessageContainingAll("'EC@3'", "'EC@1'");
    agreement.init(pinned("EC", 1));
    agreement.doPhase(peer, true);
    assertThat(agreement.generateSecret()).hasSize(32);
    bench.create("once", "EC");
    agreement.init(privateKey("once"));
    agreement.doPhase(peer, true);
    assertThat(agreement.generateSecret()).hasSize(32);
  }

  @Test
  final void thePublicKeyIsTheCurrentVersionsToEverybodyElse() throws Exception {
    for (String algorithm : algorithms()) {
      PublicKey rotating = publicKey(algorithm);
      PublicKey plain = bench.publicKey(algorithm, VERSIONS);
      assertThat(rotating).isEqualTo(plain).hasSameHashCodeAs(plain);
      assertThat(plain).isEqualTo(rotating);
      assertThat(rotating).isNotEqualTo(bench.publicKey(algorithm, 1));
      assertThat(rotating.getAlgorithm()).isEqualTo(plain.getAlgorithm());
      KeyFactory factory = KeyFactory.getInstance(plain.getAlgorithm());
      assertThat(factory.translateKey(rotating)).isEqualTo(plain);
      assertThat(factory.generatePublic(new X509EncodedKeySpec(rotating.getEncoded())))
          .isEqualTo(plain);
      assertThat(serialised(rotating)).isEqualTo(plain).hasSameClassAs(plain);
      String form = forms(algorithm).get(0);
      Signature other =
          Signature.getInstance(form, algorithm.equals("RSA") ? "SunRsaSign" : "SunEC");
      other.initVerify(rotating);
      other.update(message);
      assertThat(other.verify(signatures.get(form).get(VERSIONS - 1))).isTrue();
    }
  }

  private static Object serialised(Object object) throws Exception {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    new ObjectOutputStream(bytes).writeObject(object);
    return new ObjectInputStream(new ByteArrayInputStream(bytes.toByteArray())).readObject();
  }

  @Test
  final void aSignatureObjectKeepsItsVersionUntilTheNextInit() throws Exception {
    bench.create("turning", "EC");
    PrivateKey key = privateKey("turning");
    PublicKey verifying = publicKey("turning");
    Signature signature = backend().signature("SHA256withECDSA");
    signature.initSign(key);
    signature.update(message);
    bench.rotate("turning");
    byte[] old = signature.sign();
    signature.initSign(key);
    signature.update(message);
    byte[] young = signature.sign();
    assertThat(verifies("SHA256withECDSA", bench.publicKey("turning", 1), old)).isTrue();
    assertThat(verifies("SHA256withECDSA", bench.publicKey("turning", 2), young)).isTrue();
    assertThat(verifies("SHA256withECDSA", verifying, old)).isTrue();
    assertThat(verifies("SHA256withECDSA", verifying, young)).isTrue();
    requireRefusedNewWork(() -> signed("SHA256withECDSA", pinned("turning", 1)));
  }

  private static void requireRefusedNewWork(Work work) {
    assertThatThrownBy(work::run)
        .isInstanceOf(InvalidKeyException.class)
        .hasMessageContaining("only decrypts and verifies");
  }
}
