// SPDX-License-Identifier: Apache-2.0
package org.turnlock.token.software;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** The fast, constant-time primitives are used where the JDK has them. */
class PrimitivesTest {
  @Test
  void sunJceComputesWhereItIsComplete() {
    assertThat(Primitives.ciphers().getName()).isEqualTo("SunJCE");
    assertThat(SoftwareRandom.source().getProvider().getName()).isEqualTo("SUN");
  }
}
