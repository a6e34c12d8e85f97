// SPDX-License-Identifier: Apache-2.0
package org.turnlock.contract;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.security.Provider;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;
import org.turnlock.contract.support.Backend;
import org.turnlock.contract.support.Feature;
import org.turnlock.contract.support.Seed;

/** What all suites share: one backend for all tests of a class, and a printed seed. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
public abstract class BackendContract {
  private Backend backend;
  private Seed seed;

  /** The backend that this class runs the suite on; called once. */
  protected abstract Backend open() throws Exception;

  @BeforeAll
  final void openBackend() throws Exception {
    backend = open();
    seed = Seed.announce(getClass().getTypeName() + " on " + backend);
  }

  @AfterAll
  final void closeBackend() throws Exception {
    if (backend == null) {
      return;
    }
    for (Provider provider : backend.providers()) {
      if (provider instanceof AutoCloseable closeable) {
        closeable.close();
      }
    }
  }

  protected final Backend backend() {
    return backend;
  }

  protected final Seed seed() {
    return seed;
  }

  /** Skips the test where the backend's explicit list says that it lacks {@code feature}. */
  protected final void assume(Feature feature) {
    assumeTrue(backend.has(feature), () -> backend + " lacks " + feature);
  }

  /** Skips the test where the backend's explicit list says that it lacks {@code algorithm}. */
  protected final void assumeOffered(String algorithm) {
    assumeTrue(backend.offers(algorithm), () -> backend + " lacks " + algorithm);
  }
}
