// SPDX-License-Identifier: Apache-2.0
package org.turnlock.jca.signature;

import static org.assertj.core.api.Assertions.assertThat;

import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.MessageDigest;
import java.security.Signature;
import java.security.interfaces.RSAPublicKey;
import java.security.spec.MGF1ParameterSpec;
import java.security.spec.PSSParameterSpec;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Verification of PSS over a digest, against the JDK's signatures, for every length of top byte.
 */
class PssBlockVerifierTest {
  private static final byte[] MESSAGE = {1, 2, 3};

  @ParameterizedTest
  @ValueSource(ints = {1024, 1025, 1026, 1031, 1032, 1033})
  void acceptsWhatTheJdkSignsAndNothingElse(int bits) throws Exception {
    KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA", "SunRsaSign");
    generator.initialize(bits);
    KeyPair pair = generator.generateKeyPair();
    for (int salt : new int[] {0, 20, 32}) {
      PSSParameterSpec spec =
          new PSSParameterSpec("SHA-256", "MGF1", MGF1ParameterSpec.SHA1, salt, 1);
      Signature signer = Signature.getInstance("RSASSA-PSS", "SunRsaSign");
      signer.setParameter(spec);
      signer.initSign(pair.getPrivate());
      signer.update(MESSAGE);
      byte[] signature = signer.sign();
      PssBlockVerifier verifier =
          new PssBlockVerifier((RSAPublicKey) pair.getPublic(), PssParameters.check(spec));
      byte[] digest = MessageDigest.getInstance("SHA-256").digest(MESSAGE);
      assertThat(verifier.verifies(digest, signature)).as("salt of %s bytes", salt).isTrue();
      for (int i = 0; i < signature.length; i += 7) {
        signature[i] ^= 1;
        assertThat(verifier.verifies(digest, signature)).as("byte %s changed", i).isFalse();
        signature[i] ^= 1;
      }
      digest[0] ^= 1;
      assertThat(verifier.verifies(digest, signature)).as("another message").isFalse();
      digest[0] ^= 1;
      int other = salt + 1;
      assertThat(
              new PssBlockVerifier(
                      (RSAPublicKey) pair.getPublic(),
                      PssParameters.check(
                          new PSSParameterSpec(
                              "SHA-256", "MGF1", MGF1ParameterSpec.SHA1, other, 1)))
                  .verifies(digest, signature))
          .as("another length of salt")
          .isFalse();
    }
  }
}
