// SPDX-License-Identifier: Apache-2.0
package org.turnlock.contract.tpm2;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.security.Signature;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.turnlock.contract.ResidentPairContract;
import org.turnlock.contract.support.Backend;
import org.turnlock.contract.support.ChildJvm;
import org.turnlock.contract.support.ServedBackends;
import org.turnlock.contract.support.SigningProcess;
import org.turnlock.softhsm.ServedToken;
import org.turnlock.softhsm.TokenServer;

class Tpm2ResidentPairTest extends ResidentPairContract {
  private ServedToken token;

  @Override
  protected Backend open() {
    token = ServedBackends.start(TokenServer.TPM2);
    return ServedBackends.tpm2(token);
  }

  @ParameterizedTest
  @CsvSource({"RSA, SHA256withRSA", "secp256r1, SHA256withECDSA"})
  void anotherProcessFindsTheKeys(String kind, String algorithm) throws Exception {
    List<String> printed =
        ChildJvm.run(
            token, SigningProcess.class, List.of("resident " + kind, algorithm, "message"));
    Signature verifying = Signature.getInstance(algorithm);
    verifying.initVerify(pair(kind).getPublic());
    verifying.update("message".getBytes(StandardCharsets.UTF_8));
    assertThat(printed).hasSize(1);
    assertThat(verifying.verify(HexFormat.of().parseHex(printed.get(0)))).isTrue();
  }
}
