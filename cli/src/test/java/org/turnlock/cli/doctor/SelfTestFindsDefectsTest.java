// SPDX-License-Identifier: Apache-2.0
package org.turnlock.cli.doctor;

import static org.assertj.core.api.Assertions.assertThat;

import java.security.Key;
import java.security.Provider;
import java.security.SecureRandom;
import java.security.spec.AlgorithmParameterSpec;
import javax.crypto.KeyGeneratorSpi;
import javax.crypto.MacSpi;
import javax.crypto.SecretKey;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.Test;

/** A trial that cannot fail would say nothing. */
class SelfTestFindsDefectsTest {
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

  /** A generator whose keys show their bytes. */
  public static final class OpenKeys extends KeyGeneratorSpi {
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

  private static final class Defective extends Provider {
    private static final long serialVersionUID = 1L;

    Defective() {
      super("Defective", "1", "");
      put("Mac.HmacSHA256", ConstantMac.class.getName());
      put("KeyGenerator.HmacSHA256", OpenKeys.class.getName());
    }
  }

  private final SelfTest test = new SelfTest(new Defective(), () -> 0);

  @Test
  void aMacThatIgnoresTheMessageFails() {
    TrialResult result = test.run("Mac", "HmacSHA256");
    assertThat(result.outcome()).isEqualTo(TrialResult.Outcome.FAILED);
    assertThat(result.message()).contains("does not depend on the message");
  }

  @Test
  void aKeyThatShowsItsBytesFails() {
    TrialResult result = test.run("KeyGenerator", "HmacSHA256");
    assertThat(result.outcome()).isEqualTo(TrialResult.Outcome.FAILED);
    assertThat(result.message()).contains("shows its bytes");
  }

  @Test
  void aServiceThatIsNotThereFailsByName() {
    assertThat(test.run("Cipher", "AES/GCM/NoPadding").message()).contains("AES");
    assertThat(test.run("Something", "Else").outcome()).isEqualTo(TrialResult.Outcome.NOT_TRIED);
  }
}
