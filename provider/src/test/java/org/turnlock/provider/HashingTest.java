// SPDX-License-Identifier: Apache-2.0
package org.turnlock.provider;

import static org.assertj.core.api.Assertions.assertThat;

import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.Signature;
import java.security.spec.MGF1ParameterSpec;
import java.security.spec.PSSParameterSpec;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.turnlock.audit.AuditAction;
import org.turnlock.audit.AuditEvent;
import org.turnlock.audit.KeptEvents;
import org.turnlock.contract.support.TurnlockBackends;

/** Who hashes the message of a signature, told by the mechanism that signs. On NSS. */
class HashingTest {
  private static final PSSParameterSpec PSS =
      new PSSParameterSpec("SHA-256", "MGF1", MGF1ParameterSpec.SHA256, 32, 1);

  private final KeptEvents kept = new KeptEvents();

  @ParameterizedTest
  @CsvSource({
    "java, RSA, SHA256withRSA, CKM_RSA_PKCS",
    "token, RSA, SHA256withRSA, CKM_SHA256_RSA_PKCS",
    "java, RSA, RSASSA-PSS, CKM_RSA_PKCS_PSS",
    "token, RSA, RSASSA-PSS, CKM_SHA256_RSA_PKCS_PSS",
    "java, EC, SHA256withECDSA, CKM_ECDSA",
    "token, EC, SHA256withECDSA, CKM_ECDSA_SHA256"
  })
  void isWhereTheConfigurationSays(String where, String pairs, String algorithm, String mechanism)
      throws Exception {
    try (TurnlockProvider provider = TurnlockBackends.nssProvider("hashing=" + where)) {
      provider.audit().add(kept);
      KeyPair pair = KeyPairGenerator.getInstance(pairs, provider).generateKeyPair();
      for (int length : new int[] {0, 100, 20_000}) {
        byte[] message = new byte[length];
        new Random(length).nextBytes(message);
        byte[] signature = signature(algorithm, provider, pair, message);
        List<AuditEvent> told = kept.take(provider.audit(), AuditAction.SIGN);
        assertThat(told).extracting(AuditEvent::mechanism).containsExactly(mechanism);
        assertThat(verifies(algorithm, pair, message, signature)).isTrue();
      }
    }
  }

  private static byte[] signature(
      String algorithm, TurnlockProvider provider, KeyPair pair, byte[] message) throws Exception {
    Signature signer = Signature.getInstance(algorithm, provider);
    if (algorithm.equals("RSASSA-PSS")) {
      signer.setParameter(PSS);
    }
    signer.initSign(pair.getPrivate());
    signer.update(message, 0, message.length / 2);
    signer.update(message, message.length / 2, message.length - message.length / 2);
    return signer.sign();
  }

  private static boolean verifies(String algorithm, KeyPair pair, byte[] message, byte[] signature)
      throws Exception {
    Signature verifier =
        Signature.getInstance(algorithm, algorithm.endsWith("ECDSA") ? "SunEC" : "SunRsaSign");
    if (algorithm.equals("RSASSA-PSS")) {
      verifier.setParameter(PSS);
    }
    verifier.initVerify(pair.getPublic());
    verifier.update(message);
    return verifier.verify(signature);
  }
}
