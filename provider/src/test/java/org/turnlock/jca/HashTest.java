// SPDX-License-Identifier: Apache-2.0
package org.turnlock.jca;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.security.MessageDigest;
import org.bouncycastle.asn1.ASN1InputStream;
import org.bouncycastle.asn1.x509.DigestInfo;
import org.bouncycastle.operator.DefaultDigestAlgorithmIdentifierFinder;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class HashTest {
  @ParameterizedTest
  @EnumSource(Hash.class)
  void digestInfoIsWhatBouncyCastleReads(Hash hash) throws Exception {
    byte[] digest = SoftwarePeers.digest(hash.digestName()).digest(new byte[] {1, 2, 3});
    assertThat(digest).hasSize(hash.length());
    byte[] encoded = hash.digestInfo(digest);
    assertThat(encoded).hasSize(hash.digestInfoOverhead() + hash.length());
    try (ASN1InputStream in = new ASN1InputStream(new ByteArrayInputStream(encoded))) {
      DigestInfo info = DigestInfo.getInstance(in.readObject());
      assertThat(in.readObject()).isNull();
      assertThat(info.getDigest()).isEqualTo(digest);
      assertThat(info.getAlgorithmId().getAlgorithm())
          .isEqualTo(
              new DefaultDigestAlgorithmIdentifierFinder()
                  .find(hash.digestName().replace('/', '-'))
                  .getAlgorithm());
    }
  }

  @ParameterizedTest
  @EnumSource(Hash.class)
  void everySpellingOfTheJcaFindsIt(Hash hash) throws Exception {
    assertThat(Hash.named(hash.digestName())).isSameAs(hash);
    assertThat(Hash.named(hash.toString().toLowerCase(java.util.Locale.ROOT))).isSameAs(hash);
    assertThat(MessageDigest.getInstance(hash.digestName()).getDigestLength())
        .isEqualTo(hash.length());
  }
}
