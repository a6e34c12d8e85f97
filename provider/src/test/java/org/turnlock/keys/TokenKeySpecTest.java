// SPDX-License-Identifier: Apache-2.0
package org.turnlock.keys;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.security.spec.ECGenParameterSpec;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.turnlock.token.KeyUsage;
import org.turnlock.token.NewKey;

class TokenKeySpecTest {
  private static final Set<KeyUsage> OTHERWISE = Set.of(KeyUsage.SIGN);

  @Test
  void withoutAWordTheKeyIsASafeSessionObject() {
    NewKey key = TokenKeySpec.builder().build().description(OTHERWISE);
    assertThat(key.resident()).isFalse();
    assertThat(key.sensitive()).isTrue();
    assertThat(key.extractable()).isFalse();
    assertThat(key.usages()).isEqualTo(OTHERWISE);
  }

  @Test
  void aLabelMakesATokenObjectWithAnIdOfItsOwn() {
    TokenKeySpec spec = TokenKeySpec.builder().label("payments").build();
    NewKey key = spec.description(OTHERWISE);
    assertThat(key.resident()).isTrue();
    assertThat(key.label()).isEqualTo("payments");
    assertThat(key.id().bytes()).hasSize(16);
    assertThat(spec.description(OTHERWISE).id()).isNotEqualTo(key.id());
  }

  @Test
  void whatIsAskedForIsWhatTheKeyGets() {
    TokenKeySpec spec =
        TokenKeySpec.builder()
            .label("transport")
            .id(new byte[] {1, 2})
            .usages(KeyUsage.WRAP, KeyUsage.UNWRAP)
            .size(256)
            .parameters(new ECGenParameterSpec("secp256r1"))
            .extractable()
            .build();
    NewKey key = spec.description(OTHERWISE);
    assertThat(key.id().bytes()).containsExactly(1, 2);
    assertThat(key.usages()).containsExactlyInAnyOrder(KeyUsage.WRAP, KeyUsage.UNWRAP);
    assertThat(key.extractable()).isTrue();
    assertThat(key.sensitive()).isTrue();
    assertThat(spec.size()).hasValue(256);
    assertThat(spec.parameters()).containsInstanceOf(ECGenParameterSpec.class);
    assertThat(TokenKeySpec.builder().readableInClear().build().sensitive()).isFalse();
  }

  @Test
  void whatMeansNothingIsRefused() {
    TokenKeySpec.Builder builder = TokenKeySpec.builder();
    assertThatThrownBy(() -> builder.label(" ")).isInstanceOf(IllegalArgumentException.class);
    for (String noAlias : List.of("payments@1", "pkcs11:object=payments")) {
      assertThatThrownBy(() -> builder.label(noAlias))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining(noAlias);
    }
    assertThatThrownBy(() -> builder.label("half \ud800"))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> builder.id(new byte[0])).isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> builder.size(0)).isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> builder.parameters(TokenKeySpec.builder().build()))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
