// SPDX-License-Identifier: Apache-2.0
package org.turnlock.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.security.GeneralSecurityException;
import java.security.InvalidAlgorithmParameterException;
import java.security.InvalidKeyException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import javax.crypto.Mac;
import javax.crypto.ShortBufferException;
import javax.crypto.spec.IvParameterSpec;
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

/** HMACs are those of SunJCE and Bouncy Castle, however the message arrives and however long. */
public abstract class MacContract extends BackendContract {
  private static final Map<String, Integer> LENGTHS =
      Map.of(
          "HmacSHA1", 20, "HmacSHA224", 28, "HmacSHA256", 32, "HmacSHA384", 48, "HmacSHA512", 64);

  /** No key is shorter than the digest: some tokens refuse those. */
  private static final int MOST_BEYOND_DIGEST = 120;

  private final Map<String, List<SecretTwin>> keys = new java.util.TreeMap<>();
  private Mac mac;

  @BeforeAll
  final void importKeys() throws GeneralSecurityException {
    for (Map.Entry<String, Integer> entry : LENGTHS.entrySet()) {
      Random random = seed().forCase(entry.getKey() + " keys", 0);
      List<SecretTwin> twins = new ArrayList<>();
      for (int i = 0; i < 5; i++) {
        int length = entry.getValue() + (i == 0 ? 0 : random.nextInt(MOST_BEYOND_DIGEST));
        twins.add(SecretTwin.of(backend(), Messages.bytes(random, length), entry.getKey()));
      }
      keys.put(entry.getKey(), twins);
    }
  }

  static List<String> algorithms() {
    return LENGTHS.keySet().stream().sorted().toList();
  }

  private static byte[] reference(String algorithm, SecretTwin key, byte[] message)
      throws GeneralSecurityException {
    Mac sun = Mac.getInstance(algorithm, "SunJCE");
    sun.init(key.software());
    Mac bouncyCastle = Mac.getInstance(algorithm, Reference.bouncyCastle());
    bouncyCastle.init(key.software());
    byte[] value = sun.doFinal(message);
    assertThat(bouncyCastle.doFinal(message)).isEqualTo(value);
    return value;
  }

  @ParameterizedTest
  @MethodSource("algorithms")
  final void everySplitGivesTheReferenceResult(String algorithm) throws Exception {
    mac = backend().mac(algorithm);
    Cases.run(algorithm, seed(), backend().cases() / 2, random -> oneCase(algorithm, random));
  }

  private void oneCase(String algorithm, Random random) throws GeneralSecurityException {
    if (random.nextInt(10) == 0) {
      mac = backend().mac(algorithm);
    }
    List<SecretTwin> twins = keys.get(algorithm);
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
    SecretTwin key = keys.get(algorithm).get(0);
    mac = backend().mac(algorithm);
    mac.init(key.underTest());
    for (int power = 12; power <= 20; power++) {
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
    SecretTwin key = keys.get(algorithm).get(0);
    mac = backend().mac(algorithm);
    mac.init(key.underTest());
    byte[] empty = reference(algorithm, key, new byte[0]);
    for (int i = 0; i < 20; i++) {
      mac.update(new byte[100_000]);
      mac.reset();
      assertThat(mac.doFinal()).isEqualTo(empty);
      mac.update(new byte[100_000]);
      mac.init(key.underTest());
      assertThat(mac.doFinal()).isEqualTo(empty);
    }
  }

  @ParameterizedTest
  @MethodSource("algorithms")
  final void wrongUseFailsAsInSunJce(String algorithm) throws Exception {
    assume(Feature.SUNJCE_EXCEPTIONS);
    Mac fresh = backend().mac(algorithm);
    assertThat(fresh.getMacLength()).isEqualTo(LENGTHS.get(algorithm));
    assertThatIllegalStateException().isThrownBy(() -> fresh.update((byte) 1));
    assertThatIllegalStateException().isThrownBy(fresh::doFinal);
    assertThatExceptionOfType(InvalidKeyException.class)
        .isThrownBy(() -> fresh.init(PairTwin.of(backend(), SoftwareKeys.rsa(2048)).underTest()));
    assertThatExceptionOfType(InvalidAlgorithmParameterException.class)
        .isThrownBy(
            () ->
                fresh.init(
                    keys.get(algorithm).get(0).underTest(), new IvParameterSpec(new byte[16])));
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
