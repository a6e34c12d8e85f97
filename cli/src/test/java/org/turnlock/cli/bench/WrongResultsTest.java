// SPDX-License-Identifier: Apache-2.0
package org.turnlock.cli.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.security.Key;
import java.security.Provider;
import java.security.SecureRandom;
import java.security.SecureRandomSpi;
import java.security.spec.AlgorithmParameterSpec;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import javax.crypto.KeyGeneratorSpi;
import javax.crypto.MacSpi;
import javax.crypto.SecretKey;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.Test;
import org.turnlock.cli.bench.LeftOut.Kind;
import org.turnlock.cli.console.Interruption;

/** What is wrong is not timed; what fails does not keep the others from being. */
class WrongResultsTest {
  /** A MAC that does not look at the message. */
  public static final class ConstantMac extends MacSpi {
    @Override
    protected int engineGetMacLength() {
      return 32;
    }

    @Override
    protected void engineInit(Key key, AlgorithmParameterSpec params) {}

    @Override
    protected void engineUpdate(byte input) {}

    @Override
    protected void engineUpdate(byte[] input, int offset, int len) {}

    @Override
    protected byte[] engineDoFinal() {
      return new byte[32];
    }

    @Override
    protected void engineReset() {}
  }

  /** A generator of keys for it. */
  public static final class ConstantKeys extends KeyGeneratorSpi {
    @Override
    protected void engineInit(SecureRandom random) {}

    @Override
    protected void engineInit(AlgorithmParameterSpec params, SecureRandom random) {}

    @Override
    protected void engineInit(int keysize, SecureRandom random) {}

    @Override
    protected SecretKey engineGenerateKey() {
      return new SecretKeySpec(new byte[32], "HmacSHA256");
    }
  }

  /** Random bytes that come to an end. */
  public static final class ShortRandom extends SecureRandomSpi {
    private static final long serialVersionUID = 1L;
    private static int left;

    @Override
    protected void engineSetSeed(byte[] seed) {}

    @Override
    protected void engineNextBytes(byte[] bytes) {
      if (left-- == 0) {
        throw new IllegalStateException("the token was pulled out");
      }
      bytes[0] = (byte) left;
    }

    @Override
    protected byte[] engineGenerateSeed(int numBytes) {
      return new byte[numBytes];
    }
  }

  private static final class Defective extends Provider {
    private static final long serialVersionUID = 1L;

    Defective() {
      super("Defective", "1", "");
      put("Mac.HmacSHA256", ConstantMac.class.getName());
      put("KeyGenerator.HmacSHA256", ConstantKeys.class.getName());
      put("SecureRandom.PKCS11", ShortRandom.class.getName());
    }
  }

  private static final class Told implements BenchListener {
    private final List<CaseResult> results = new ArrayList<>();
    private final List<LeftOut> leftOut = new ArrayList<>();

    @Override
    public void measuring(Subject subject, long secondsLeft) {}

    @Override
    public void measured(CaseResult result) {
      results.add(result);
    }

    @Override
    public void leftOut(LeftOut what) {
      leftOut.add(what);
    }
  }

  private static Told measured(BenchOperation... operations) {
    Told told = new Told();
    Contender contender =
        new Contender(
            Contender.TURNLOCK, new Trials(new Defective()), operation -> Optional.empty());
    try (Interruption interruption = new Interruption("doing nothing")) {
      Plan plan = new Plan(List.of(operations), List.of(1, 2), 1_000_000, Long.MAX_VALUE);
      new Bench(plan, List.of(contender), told, interruption).run();
    }
    return told;
  }

  @Test
  void aWrongResultIsNotTimed() {
    ShortRandom.left = Integer.MAX_VALUE;
    Told told = measured(BenchOperation.HMAC_SHA256, BenchOperation.RANDOM);
    assertThat(told.leftOut).extracting(LeftOut::kind).containsExactly(Kind.WRONG);
    assertThat(told.results)
        .extracting(CaseResult::threads)
        .as("of random, which is right")
        .containsExactly(1, 2);
  }

  @Test
  void whatFailsInTheMiddleIsLeftOutWithItsReason() {
    ShortRandom.left = 5;
    Told told = measured(BenchOperation.RANDOM);
    assertThat(told.results).isEmpty();
    assertThat(told.leftOut)
        .extracting(LeftOut::kind, LeftOut::reason)
        .containsExactly(
            org.assertj.core.groups.Tuple.tuple(Kind.FAILED, "the token was pulled out"));
  }
}
