// SPDX-License-Identifier: Apache-2.0
package org.turnlock.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.InvalidAlgorithmParameterException;
import java.security.InvalidKeyException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.interfaces.RSAKey;
import java.security.spec.AlgorithmParameterSpec;
import java.security.spec.MGF1ParameterSpec;
import java.security.spec.RSAKeyGenParameterSpec;
import java.security.spec.RSAPrivateCrtKeySpec;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import javax.crypto.BadPaddingException;
import javax.crypto.Cipher;
import javax.crypto.IllegalBlockSizeException;
import javax.crypto.ShortBufferException;
import javax.crypto.spec.IvParameterSpec;
import javax.crypto.spec.OAEPParameterSpec;
import javax.crypto.spec.PSource;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.turnlock.contract.support.Cases;
import org.turnlock.contract.support.Digests;
import org.turnlock.contract.support.Feature;
import org.turnlock.contract.support.Feeder;
import org.turnlock.contract.support.Messages;
import org.turnlock.contract.support.Outcome;
import org.turnlock.contract.support.PairTwin;
import org.turnlock.contract.support.Reference;
import org.turnlock.contract.support.SoftwareKeys;
import org.turnlock.contract.support.Vector;

/** RSA with OAEP works with SunJCE's both ways, whatever the hashes, and says of errors nothing. */
public abstract class RsaOaepContract extends BackendContract {
  private static final String OAEP = "RSA/ECB/OAEPPadding";

  private List<PairTwin> pairs;
  private PairTwin pair;
  private Cipher cipher;
  private Cipher sunJce;

  @BeforeAll
  final void importKeys() throws GeneralSecurityException {
    pair = PairTwin.of(backend(), SoftwareKeys.rsa(2048));
    pairs =
        List.of(
            PairTwin.of(backend(), SoftwareKeys.rsa(1024)),
            PairTwin.of(backend(), SoftwareKeys.rsa(1025, RSAKeyGenParameterSpec.F0)),
            PairTwin.of(backend(), SoftwareKeys.rsa(1031)),
            pair);
    cipher = backend().cipher(OAEP);
    sunJce = Reference.sunJce(OAEP);
  }

  /** The longer key is slow in software: a few cases tell as much. */
  private PairTwin pair(Random random) {
    return pairs.get(random.nextInt(10) == 0 ? 3 : random.nextInt(3));
  }

  private static int size(PairTwin pair) {
    return (((RSAKey) pair.publicKey()).getModulus().bitLength() + 7) / 8;
  }

  private static OAEPParameterSpec parameters(String hash, String maskHash, byte[] label) {
    return new OAEPParameterSpec(
        hash, "MGF1", new MGF1ParameterSpec(maskHash), new PSource.PSpecified(label));
  }

  private String anyHash(Random random) {
    String hash = Digests.ALL.get(random.nextInt(Digests.ALL.size()));
    return backend().offers("OAEP with " + hash) ? hash : anyHash(random);
  }

  private static int room(int size, String hash) throws GeneralSecurityException {
    return size - 2 * java.security.MessageDigest.getInstance(hash).getDigestLength() - 2;
  }

  @Test
  final void worksWithSunJceBothWays() {
    Cases.run(
        OAEP,
        seed(),
        Math.max(1, backend().cases() / 8),
        random -> {
          PairTwin used = pair(random);
          String hash = anyHash(random);
          int room = room(size(used), hash);
          if (room < 1) {
            return;
          }
          byte[] label = random.nextBoolean() ? new byte[0] : Messages.bytes(random, 1 + room);
          AlgorithmParameterSpec parameters = parameters(hash, anyHash(random), label);
          byte[] message = Messages.bytes(random, random.nextInt(room + 1));
          boolean encrypt = random.nextBoolean();
          Cipher encrypting = encrypt ? cipher : sunJce;
          Cipher decrypting = encrypt ? sunJce : cipher;
          encrypting.init(Cipher.ENCRYPT_MODE, used.publicKey(), parameters);
          byte[] ciphertext = result(random, encrypting, message);
          assertThat(ciphertext).hasSize(size(used));
          decrypting.init(
              Cipher.DECRYPT_MODE, encrypt ? used.software() : used.underTest(), parameters);
          assertThat(result(random, decrypting, ciphertext)).isEqualTo(message);
        });
  }

  private byte[] result(Random random, Cipher used, byte[] input) throws GeneralSecurityException {
    return used == cipher
        ? new Feeder(random, backend()).feed(used, new byte[0], input)
        : used.doFinal(input);
  }

  @Test
  final void everyHashGoesWithEveryMaskHash() throws Exception {
    Random random = seed().forCase("hashes", 0);
    for (String hash : Digests.ALL) {
      for (String maskHash : Digests.ALL) {
        if (!backend().offers("OAEP with " + hash) || !backend().offers("OAEP with " + maskHash)) {
          continue;
        }
        byte[] label = Messages.bytes(random, random.nextInt(40));
        AlgorithmParameterSpec parameters = parameters(hash, maskHash, label);
        byte[] message = Messages.bytes(random, room(256, hash));
        byte[] block = new OaepBlocks(hash, maskHash, label, 256).right(random, message);
        cipher.init(Cipher.DECRYPT_MODE, pair.underTest(), parameters);
        assertThat(cipher.doFinal(RsaBlocks.raw(pair.publicKey(), block)))
            .as("%s, %s", hash, maskHash)
            .isEqualTo(message);
      }
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "OAEPPadding",
        "OAEPWithSHA1AndMGF1Padding",
        "OAEPWithSHA-1AndMGF1Padding",
        "OAEPWithSHA-224AndMGF1Padding",
        "OAEPWithSHA-256AndMGF1Padding",
        "OAEPWithSHA-384AndMGF1Padding",
        "OAEPWithSHA-512AndMGF1Padding",
        "OAEPWithSHA-512/224AndMGF1Padding",
        "OAEPWithSHA-512/256AndMGF1Padding",
        "oaepwithsha-256andmgf1padding"
      })
  final void namesHaveSunJcesDefaults(String padding) throws Exception {
    assume(Feature.SUNJCE_EXCEPTIONS);
    Cipher theirs = Reference.sunJce("RSA/ECB/" + padding);
    Cipher ours = backend().cipher("RSA/ECB/" + padding);
    theirs.init(Cipher.ENCRYPT_MODE, pair.publicKey());
    ours.init(Cipher.DECRYPT_MODE, pair.underTest());
    assertThat(ours.doFinal(theirs.doFinal(new byte[7]))).isEqualTo(new byte[7]);
    assertThat(ours.getParameters().getEncoded()).isEqualTo(theirs.getParameters().getEncoded());
    ours.init(Cipher.DECRYPT_MODE, pair.underTest(), theirs.getParameters());
    assertThat(ours.doFinal(theirs.doFinal(new byte[8]))).isEqualTo(new byte[8]);
  }

  @Test
  final void parametersComeBackAsTheyWereGiven() throws Exception {
    assume(Feature.SUNJCE_EXCEPTIONS);
    for (String hash : List.of("SHA-1", "SHA-384", "SHA3-256")) {
      OAEPParameterSpec given = parameters(hash, "SHA-256", new byte[] {1, 2, 3});
      cipher.init(Cipher.ENCRYPT_MODE, pair.publicKey(), given);
      byte[] ciphertext = cipher.doFinal(new byte[3]);
      var encoded = cipher.getParameters();
      OAEPParameterSpec back = encoded.getParameterSpec(OAEPParameterSpec.class);
      assertThat(back.getDigestAlgorithm()).isEqualTo(hash);
      assertThat(((MGF1ParameterSpec) back.getMGFParameters()).getDigestAlgorithm())
          .isEqualTo("SHA-256");
      assertThat(((PSource.PSpecified) back.getPSource()).getValue()).containsExactly(1, 2, 3);
      cipher.init(Cipher.DECRYPT_MODE, pair.underTest(), encoded);
      assertThat(cipher.doFinal(ciphertext)).isEqualTo(new byte[3]);
    }
  }

  @Test
  final void everyWrongEncodingGetsOneAndTheSameAnswer() throws Exception {
    Random random = seed().forCase("wrong", 0);
    Set<String> answers = new HashSet<>();
    for (PairTwin used : pairs) {
      OaepBlocks blocks = new OaepBlocks("SHA-256", "SHA-1", new byte[] {9}, size(used));
      cipher.init(
          Cipher.DECRYPT_MODE, used.underTest(), parameters("SHA-256", "SHA-1", new byte[] {9}));
      byte[] message = Messages.bytes(random, 20);
      for (Map.Entry<String, byte[]> wrong : blocks.wrong(random, message).entrySet()) {
        if (wrong.getValue()[0] != 0 && size(used) % 8 == 1) {
          continue; // Such a block may be larger than the modulus.
        }
        byte[] ciphertext = RsaBlocks.raw(used.publicKey(), wrong.getValue());
        Outcome outcome = Outcome.of(() -> cipher.doFinal(ciphertext));
        assertThat(outcome.failed()).as(wrong.getKey()).isTrue();
        assertThat(BadPaddingException.class).isAssignableFrom(outcome.failureType());
        answers.add(outcome.toString());
      }
      assertThat(cipher.doFinal(RsaBlocks.raw(used.publicKey(), blocks.right(random, message))))
          .isEqualTo(message);
    }
    assertThat(answers).hasSize(1);
  }

  @Test
  final void malformedCiphertextComesToWhatSunJceMakesOfIt() {
    assume(Feature.SUNJCE_EXCEPTIONS);
    Cases.run(
        OAEP + " malformed",
        seed(),
        Math.max(1, backend().cases() / 20),
        random -> {
          PairTwin used = pair(random);
          byte[] wrong = RsaBlocks.ciphertext(random, used.publicKey(), size(used));
          sunJce.init(Cipher.DECRYPT_MODE, used.software());
          cipher.init(Cipher.DECRYPT_MODE, used.underTest());
          assertThat(Outcome.of(() -> cipher.doFinal(wrong)))
              .as(Outcome.show(wrong))
              .isEqualTo(Outcome.of(() -> sunJce.doFinal(wrong)));
        });
  }

  @Test
  final void publishedVectorsDecrypt() throws Exception {
    List<Vector> vectors = Vector.read("rsa-oaep.txt");
    assertThat(vectors).hasSize(11);
    for (Vector vector : vectors) {
      if (!backend().offers("OAEP with " + vector.text("digest"))) {
        continue;
      }
      cipher.init(
          Cipher.DECRYPT_MODE,
          backend().keys().privateKey(privateKey(vector)),
          parameters(vector.text("digest"), vector.text("mask"), vector.bytes("label")));
      assertThat(cipher.doFinal(vector.bytes("ciphertext")))
          .as("%s", vector)
          .isEqualTo(vector.bytes("message"));
    }
  }

  private static PrivateKey privateKey(Vector vector) throws GeneralSecurityException {
    BigInteger n = vector.number("n");
    BigInteger e = vector.number("e");
    BigInteger p = vector.number("p");
    BigInteger q = n.divide(p);
    BigInteger pLess = p.subtract(BigInteger.ONE);
    BigInteger qLess = q.subtract(BigInteger.ONE);
    BigInteger d = e.modInverse(pLess.multiply(qLess));
    return KeyFactory.getInstance("RSA")
        .generatePrivate(
            new RSAPrivateCrtKeySpec(n, e, d, p, q, d.mod(pLess), d.mod(qLess), q.modInverse(p)));
  }

  /** An init that must be refused. */
  @FunctionalInterface
  private interface Init {
    void run(Cipher cipher) throws GeneralSecurityException;
  }

  @Test
  final void wrongUseIsRefusedAtInit() throws Exception {
    assume(Feature.SUNJCE_EXCEPTIONS);
    PairTwin small = pairs.get(0);
    List<Init> keys = new ArrayList<>();
    keys.add(c -> c.init(Cipher.ENCRYPT_MODE, pair.underTest()));
    keys.add(c -> c.init(Cipher.WRAP_MODE, pair.underTest()));
    keys.add(c -> c.init(Cipher.DECRYPT_MODE, pair.publicKey()));
    keys.add(c -> c.init(Cipher.UNWRAP_MODE, pair.publicKey()));
    AlgorithmParameterSpec large = parameters("SHA-512", "SHA-1", new byte[0]);
    keys.add(c -> c.init(Cipher.DECRYPT_MODE, small.underTest(), large));
    keys.add(c -> c.init(Cipher.ENCRYPT_MODE, small.publicKey(), large));
    for (Init init : keys) {
      assertThatThrownBy(() -> init.run(cipher)).isInstanceOf(InvalidKeyException.class);
      assertThatThrownBy(() -> cipher.doFinal(new byte[1]))
          .isInstanceOf(IllegalStateException.class);
    }
    for (AlgorithmParameterSpec wrong :
        List.of(
            new IvParameterSpec(new byte[16]),
            new OAEPParameterSpec(
                "SHA-1", "MGF2", MGF1ParameterSpec.SHA1, PSource.PSpecified.DEFAULT))) {
      assertThatThrownBy(() -> cipher.init(Cipher.DECRYPT_MODE, pair.underTest(), wrong))
          .isInstanceOf(InvalidAlgorithmParameterException.class);
    }
  }

  @Test
  final void tooLongInputIsRefusedAndTheObjectStaysUsable() throws Exception {
    assume(Feature.SUNJCE_EXCEPTIONS);
    for (PairTwin used : pairs) {
      cipher.init(Cipher.ENCRYPT_MODE, used.publicKey());
      int most = size(used) - 42;
      assertThatThrownBy(() -> cipher.doFinal(new byte[most + 1]))
          .isInstanceOf(IllegalBlockSizeException.class);
      cipher.init(Cipher.ENCRYPT_MODE, used.publicKey());
      byte[] ciphertext = cipher.doFinal(new byte[most]);
      cipher.init(Cipher.DECRYPT_MODE, used.underTest());
      cipher.update(ciphertext);
      assertThatThrownBy(() -> cipher.doFinal(new byte[1]))
          .isInstanceOf(IllegalBlockSizeException.class);
      cipher.init(Cipher.DECRYPT_MODE, used.underTest());
      assertThatThrownBy(() -> cipher.doFinal(ciphertext, 0, ciphertext.length, new byte[3], 0))
          .isInstanceOf(ShortBufferException.class);
      assertThat(cipher.doFinal(ciphertext)).isEqualTo(new byte[most]);
    }
  }
}
