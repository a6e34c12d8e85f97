// SPDX-License-Identifier: Apache-2.0
package org.turnlock.identity;

import java.util.Optional;

/**
 * Knows who uses a key at the moment, where neither the JAAS Subject nor the configuration says:
 * the user of a web request, a workload's SPIFFE id. A jar or a module beside Turnlock provides it
 * as a service; it is found when a provider is opened, and asked before all else, in the thread
 * that uses the key.
 *
 * <p>It is asked at every use of a key whose policy is not the same for everybody, so it must be
 * fast, and gives the same object again where it can. What it throws refuses the use. Thread-safe.
 */
@FunctionalInterface
public interface PrincipalSource {
  /** Who is calling; empty if this source does not know, and the next one is to be asked. */
  Optional<Caller> current();
}
