// SPDX-License-Identifier: Apache-2.0
package org.turnlock.cli.console;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import org.junit.jupiter.api.Test;

class FailureTest {
  @Test
  void ourOwnWordsAreSaidEvenWhenWrapped() {
    Throwable thrown = new IOException("outer", new RuntimeException("middle", new Failure("own")));
    assertThat(Failure.line(thrown)).isEqualTo("own");
  }

  @Test
  void otherwiseTheOutermostOnes() {
    assertThat(Failure.line(new IOException("outer", new RuntimeException("inner"))))
        .isEqualTo("outer");
  }

  @Test
  void severalLinesBecomeOne() {
    assertThat(Failure.line(new IOException("one\n  two\r\nthree\n"))).isEqualTo("one two three");
  }

  @Test
  void anExceptionWithoutWordsSaysItsName() {
    assertThat(Failure.line(new IllegalStateException()))
        .isEqualTo("java.lang.IllegalStateException");
  }
}
