// SPDX-License-Identifier: Apache-2.0
package org.turnlock.jca;

import java.security.Provider;

/** A provider without services, for JCA objects that are put together by hand. */
public final class TestProvider extends Provider {
  private static final long serialVersionUID = 1L;

  public TestProvider() {
    super("Test", "1", "for tests");
  }
}
