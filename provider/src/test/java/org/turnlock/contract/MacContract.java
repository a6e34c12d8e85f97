// SPDX-License-Identifier: Apache-2.0
package org.turnlock.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.security.GeneralSecurityException;
import java.security.InvalidAlgorithmParameterException;
import java.security.InvalidKeyException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import javax.crypto.Mac;
import javax.crypto.SecretKey;
import javax.crypto.ShortBufferException;
import javax.crypto.spec.IvParameterSpec;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.turnlock.contract.support.Cases;
import org.turnlock.contract.support.Feature;
import org.turnlock.contract.support.Messages;
import org.turnlock.contract.support.Outcome;
import org.turnlock.contract.support.PairTwin;
import org.turnlock.contract.support.Reference;
import org.turnlock.contract.support.SecretTwin;
import org.turnlock.contract.support.SignatureFeeder;
import org.turnlock.contract.support.SoftwareKeys;

/** MACs are those of SunJCE and Bouncy Castle, however the message arrives and however long. */
public abstract class MacContract extends BackendContract {
  private static final Map<String, Integer> LENGTHS =
      Map.ofEntries(
          Map.entry("HmacSHA1", 20),
          Map.entry("HmacSHA224", 28),
          Map.entry("HmacSHA256", 32),
          Map.entry("HmacSHA384", 48),
          Map.entry("HmacSHA512", 64),
          Map.entry("HmacSHA512/224", 28),
          Map.entry("HmacSHA512/256", 32),
          Map.entry("HmacSHA3-224", 28),
          Map.entry("HmacSHA3-256", 32),
          Map.entry("HmacSHA3-384", 48),
          Map.entry("HmacSHA3-512", 64),
          Map.entry("AESCMAC", 16));

  /** Longer than the block of any hash. */
  private static final int LONGEST_KEY = 300;

  private final Map<String, List<SecretTwin>> keys = new java.util.TreeMap<>();
  private Mac mac;

  @BeforeAll
  final void importKeys() throws GeneralSecurityException {
    for (String algorithm : algorithms()) {
      if (!backend().offers(algorithm)) {
        continue;
      }
      Random random = seed().forCase(algorithm + " keys", 0);
      List<SecretTwin> twins = new ArrayList<>();
      for (int i = 0; i < 5; i++) {
        twins.add(key(algorithm, Messages.bytes(random, length(algorithm, random))));
      }
      keys.put(algorithm, twins);
    }
  }

  private static int length(String algorithm, Random random) {
    return algorithm.equals("AESCMAC")
        ? 16 + 8 * random.nextInt(3)
        : 1 + random.nextInt(LONGEST_KEY);
  }

  private SecretTwin key(String algorithm, byte[] value) throws GeneralSecurityException {
    return SecretTwin.of(backend(), value, algorithm.equals("AESCMAC") ? "AES" : algorithm);
  }

  private List<SecretTwin> keys(String algorithm) {
    assumeOffered(algorithm);
    return keys.get(algorithm);
  }

  static List<String> algorithms() {
    return LENGTHS.keySet().stream().sorted().toList();
  }

  private static byte[] reference(String algorithm, SecretTwin key, byte[] message)
      throws GeneralSecurityException {
    Mac bouncyCastle = Mac.getInstance(algorithm, Reference.bouncyCastle());
    bouncyCastle.init(key.software());
    byte[] value = bouncyCastle.doFinal(message);
    if (!algorithm.equals("AESCMAC")) {
      Mac sun = Mac.getInstance(algorithm, "SunJCE");
      sun.init(key.software());
      assertThat(sun.doFinal(message)).isEqualTo(value);
    }
    return value;
  }

  @ParameterizedTest
  @MethodSource("algorithms")
  final void everySplitGivesTheReferenceResult(String algorithm) throws Exception {
    assumeOffered(algorithm);
    mac = backend().mac(algorithm);
    Cases.run(algorithm, seed(), backend().cases() / 2, random -> oneCase(algorithm, random));
  }

  private void oneCase(String algorithm, Random random) throws GeneralSecurityException {
    if (random.nextInt(10) == 0) {
      mac = backend().mac(algorithm);
    }
    List<SecretTwin> twins = keys(algorithm);
    SecretTwin key = twins.get(random.nextInt(twins.size()));
    SignatureFeeder feeder = new SignatureFeeder(random);
    mac.init(key.underTest());
    for (int i = 1 + random.nextInt(2); i > 0; i--) {
      if (random.nextInt(5) == 0) {
        feeder.feed(mac, Messages.any(random));
        mac.reset();
      }
      byte[] message = Messages.any(random);
      feeder.feed(mac, message);
      assertThat(Outcome.bytes(value(random)))
          .isEqualTo(Outcome.bytes(reference(algorithm, key, message)));
    }
    if (random.nextInt(10) == 0 && backend().has(Feature.INIT_FORGETS_UPDATES)) {
      feeder.feed(mac, Messages.any(random));
    }
  }

  private byte[] value(Random random) throws ShortBufferException {
    if (random.nextBoolean()) {
      return mac.doFinal();
    }
    int length = mac.getMacLength();
    if (random.nextInt(4) == 0) {
      int tooShort = random.nextInt(length);
      assertThatExceptionOfType(ShortBufferException.class)
          .isThrownBy(() -> mac.doFinal(new byte[tooShort], 0));
    }
    int offset = random.nextInt(5);
    byte[] output = new byte[offset + length];
    mac.doFinal(output, offset);
    return Arrays.copyOfRange(output, offset, output.length);
  }

  @ParameterizedTest
  @MethodSource("algorithms")
  final void longMessagesWorkAroundEveryBufferSize(String algorithm) throws Exception {
    Random random = seed().forCase(algorithm + " long", 0);
    SecretTwin key = keys(algorithm).get(0);
    mac = backend().mac(algorithm);
    mac.init(key.underTest());
    for (int power = 12; power <= (algorithm.equals("HmacSHA256") ? 20 : 16); power++) {
      for (int length = (1 << power) - 1; length <= (1 << power) + 1; length++) {
        byte[] message = Messages.bytes(random, length);
        byte[] expected = reference(algorithm, key, message);
        assertThat(mac.doFinal(message)).as("%d bytes at once", length).isEqualTo(expected);
        new SignatureFeeder(random).feed(mac, message);
        assertThat(mac.doFinal()).as("%d bytes in pieces", length).isEqualTo(expected);
      }
    }
  }

  @ParameterizedTest
  @MethodSource("algorithms")
  final void aLongMessageCanBeAbandoned(String algorithm) throws Exception {
    SecretTwin key = keys(algorithm).get(0);
    mac = backend().mac(algorithm);
    mac.init(key.underTest());
    byte[] empty = reference(algorithm, key, new byte[0]);
    for (int i = 0; i < 20; i++) {
      mac.update(new byte[100_000]);
      mac.reset();
      assertThat(mac.doFinal()).isEqualTo(empty);
      if (backend().has(Feature.INIT_FORGETS_UPDATES)) {
        mac.update(new byte[100_000]);
        mac.init(key.underTest());
        assertThat(mac.doFinal()).isEqualTo(empty);
      }
    }
  }

  @ParameterizedTest
  @MethodSource("algorithms")
  final void wrongUseFailsAsInSunJce(String algorithm) throws Exception {
    assume(Feature.SUNJCE_EXCEPTIONS);
    assumeOffered(algorithm);
    Mac fresh = backend().mac(algorithm);
    assertThat(fresh.getMacLength()).isEqualTo(LENGTHS.get(algorithm));
    assertThatIllegalStateException().isThrownBy(() -> fresh.update((byte) 1));
    assertThatIllegalStateException().isThrownBy(fresh::doFinal);
    assertThatExceptionOfType(InvalidKeyException.class)
        .isThrownBy(() -> fresh.init(PairTwin.of(backend(), SoftwareKeys.rsa(2048)).underTest()));
    assertThatExceptionOfType(InvalidAlgorithmParameterException.class)
        .isThrownBy(
            () ->
                fresh.init(keys(algorithm).get(0).underTest(), new IvParameterSpec(new byte[16])));
  }

  @ParameterizedTest
  @MethodSource("algorithms")
  final void keysMayHaveAnyLength(String algorithm) throws Exception {
    assumeTrue(!algorithm.equals("AESCMAC"), "AES keys have three lengths");
    assumeOffered(algorithm);
    Random random = seed().forCase(algorithm + " key lengths", 0);
    byte[] message = Messages.bytes(random, 50);
    mac = backend().mac(algorithm);
    for (int length = 1; length <= LONGEST_KEY; length += length < 150 ? 1 : 13) {
      SecretTwin key = key(algorithm, Messages.bytes(random, length));
      mac.init(key.underTest());
      assertThat(mac.doFinal(message))
          .as("key of %d bytes", length)
          .isEqualTo(reference(algorithm, key, message));
    }
    SecretTwin long1 = key(algorithm, Messages.bytes(random, 2000));
    mac.init(long1.underTest());
    assertThat(mac.doFinal(message)).isEqualTo(reference(algorithm, long1, message));
  }

  @ParameterizedTest
  @MethodSource("algorithms")
  final void aSoftwareKeyOfAnyNameServes(String algorithm) throws Exception {
    assumeOffered(algorithm);
    assumeTrue(!algorithm.equals("AESCMAC"), "AES keys are for AES");
    mac = backend().mac(algorithm);
    for (String name : List.of("Generic", algorithm, "HmacSHA512", "RAW")) {
      for (int length : new int[] {1, 16, 40, 200}) {
        SecretKey key = new SecretKeySpec(Messages.bytes(new Random(length), length), name);
        mac.init(key);
        mac.update((byte) 7);
        assertThat(mac.doFinal())
            .as("%s key of %d bytes", name, length)
            .isEqualTo(reference(algorithm, new SecretTwin(key, key), new byte[] {7}));
      }
    }
  }

  @ParameterizedTest
  @MethodSource("algorithms")
  final void aMacCannotBeClonedWithItsKeyInTheToken(String algorithm) throws Exception {
    assume(Feature.OPAQUE_KEYS);
    SecretTwin key = keys(algorithm).get(0);
    mac = backend().mac(algorithm);
    mac.init(key.underTest());
    assertThatExceptionOfType(CloneNotSupportedException.class).isThrownBy(mac::clone);
  }

  @Test
  final void oneKeyServesManyObjects() throws Exception {
    SecretTwin key = keys.get("HmacSHA256").get(0);
    List<Mac> macs = new ArrayList<>();
    for (int i = 0; i < 200; i++) {
      mac = backend().mac("HmacSHA256");
      mac.init(key.underTest());
      mac.update((byte) i);
      macs.add(mac);
    }
    for (int i = 0; i < macs.size(); i++) {
      assertThat(macs.get(i).doFinal())
          .isEqualTo(reference("HmacSHA256", key, new byte[] {(byte) i}));
    }
  }
}
