// SPDX-License-Identifier: Apache-2.0
package org.turnlock.contract.p11kit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.KeyStore;
import java.security.Signature;
import java.security.spec.ECGenParameterSpec;
import org.junit.jupiter.api.Test;
import org.turnlock.contract.support.ServedBackends;
import org.turnlock.keys.TokenKeySpec;
import org.turnlock.provider.TurnlockProvider;
import org.turnlock.softhsm.ServedToken;
import org.turnlock.softhsm.TokenServer;

/** A token whose server ends says so at every call, and takes nothing with it. */
class P11KitServerLossTest {
  @Test
  void everyCallFailsWithAReasonAndNothingHangs() throws Exception {
    ServedToken token = ServedBackends.start(TokenServer.P11_KIT);
    try (TurnlockProvider provider = ServedBackends.provider(token)) {
      KeyPairGenerator generator = KeyPairGenerator.getInstance("EC", provider);
      generator.initialize(
          TokenKeySpec.builder()
              .label("kept")
              .parameters(new ECGenParameterSpec("secp256r1"))
              .build());
      KeyPair pair = generator.generateKeyPair();
      assertThat(sign(provider, pair)).isNotEmpty();

      token.stop();
      for (int i = 0; i < 3; i++) {
        assertThatThrownBy(() -> sign(provider, pair)).hasStackTraceContaining("CKR_DEVICE_ERROR");
        assertThatThrownBy(() -> KeyStore.getInstance("Turnlock", provider).load(null, null))
            .hasStackTraceContaining("CKR_DEVICE_ERROR");
      }
    }
  }

  private static byte[] sign(TurnlockProvider provider, KeyPair pair) throws Exception {
    Signature signature = Signature.getInstance("SHA256withECDSA", provider);
    signature.initSign(pair.getPrivate());
    signature.update((byte) 1);
    return signature.sign();
  }
}
