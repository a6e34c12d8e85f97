// SPDX-License-Identifier: Apache-2.0
package org.turnlock.audit.trail.token;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.security.PublicKey;
import java.security.Signature;
import org.junit.jupiter.api.Test;
import org.turnlock.audit.trail.HeadKeys;
import org.turnlock.pkcs11.constant.Ckm;
import org.turnlock.token.AttributeRules;
import org.turnlock.token.Token;
import org.turnlock.token.software.SoftwareToken;

class SoftwareTokenHeadsTest extends TokenHeadsContract {
  @Override
  Token open() {
    return SoftwareToken.inMemory();
  }

  @Override
  char[] pin() {
    return new char[0];
  }

  @Test
  void whereThereIsNoEcdsaRsaSigns() throws Exception {
    try (Token token =
        SoftwareToken.inMemory(AttributeRules.NONE, mechanism -> mechanism != Ckm.ECDSA)) {
      TokenHeads heads = new TokenHeads(token);
      PublicKey key = heads.choose("");
      assertThat(HeadKeys.algorithm(key)).isEqualTo("SHA256withRSA");
      assertThat(HeadKeys.parse(HeadKeys.text(key))).isEqualTo(key);
      byte[] message = "head".getBytes(StandardCharsets.UTF_8);
      byte[] signature = heads.sign(message);
      Signature verifying = Signature.getInstance("SHA256withRSA");
      verifying.initVerify(key);
      verifying.update(message);
      assertThat(verifying.verify(signature)).isTrue();
    }
  }

  @Test
  void whereThereIsNeitherItSaysSo() {
    try (Token token =
        SoftwareToken.inMemory(AttributeRules.NONE, mechanism -> mechanism == Ckm.AES_GCM)) {
      assertThat(new TokenHeads(token).neverSigns()).isPresent();
      assertThat(new TokenHeads(token).kept()).isEmpty();
    }
  }
}
