// SPDX-License-Identifier: Apache-2.0
package org.turnlock.jca.random;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.NotSerializableException;
import java.io.ObjectOutputStream;
import java.security.SecureRandom;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.turnlock.jca.TokenFixture;

/** The token's random generator as a SecureRandom. */
class TokenSecureRandomTest {
  private final TokenFixture fixture = new TokenFixture();

  @Test
  void fillsEveryByteOfLargeRequestsInPieces() throws Exception {
    SecureRandom random = SecureRandom.getInstance("PKCS11", fixture.provider);
    byte[] bytes = new byte[10_000];
    random.nextBytes(bytes);
    assertThat(fixture.token.calls()).isEqualTo(3);
    for (int start = 0; start < bytes.length; start += 16) {
      assertThat(Arrays.copyOfRange(bytes, start, start + 16)).isNotEqualTo(new byte[16]);
    }
  }

  @Test
  void seedOnlyAddsToTheToken() throws Exception {
    SecureRandom one = SecureRandom.getInstance("Turnlock", fixture.provider);
    SecureRandom other = SecureRandom.getInstance("Turnlock", fixture.provider);
    one.setSeed(7);
    other.setSeed(7);
    assertThat(one.generateSeed(32)).hasSize(32).isNotEqualTo(other.generateSeed(32));
    assertThat(one.nextLong()).isNotEqualTo(other.nextLong());
  }

  @Test
  void refusesSerialisation() throws Exception {
    SecureRandom random = SecureRandom.getInstance("PKCS11", fixture.provider);
    ObjectOutputStream out = new ObjectOutputStream(new ByteArrayOutputStream());
    assertThatThrownBy(() -> out.writeObject(random)).isInstanceOf(NotSerializableException.class);
  }
}
