// SPDX-License-Identifier: Apache-2.0
package org.turnlock.keys;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;

class KeyNamesTest {
  @Test
  void aKeysNameIsTakenForNothingElse() {
    for (String name : List.of("", " ", "a@1", "@", "pkcs11:x", "PKCS11:x", "Pkcs11:", "\ud800")) {
      assertThatThrownBy(() -> KeyNames.requireAlias(name))
          .as(name)
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("a key's name must not");
    }
    for (String name : List.of("a", "pkcs11", "x pkcs11:", "ключ/#1", "\ud83d\udd11")) {
      assertThatCode(() -> KeyNames.requireAlias(name)).as(name).doesNotThrowAnyException();
    }
  }

  @Test
  void aVersionsNameIsTheAliasAndANumberWithoutLeadingZeros() {
    assertThat(KeyNames.parse(KeyNames.of("payments", 3)))
        .contains(new KeyNames.Pinned("payments", 3));
    for (String name :
        List.of("payments", "@3", "payments@", "payments@0", "payments@03", "p@-1")) {
      assertThat(KeyNames.parse(name)).as(name).isEmpty();
    }
    assertThat(KeyNames.parse("p@1000000000")).as("more than there can be").isEmpty();
  }
}
