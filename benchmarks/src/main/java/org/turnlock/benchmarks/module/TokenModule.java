// SPDX-License-Identifier: Apache-2.0
package org.turnlock.benchmarks.module;

import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.turnlock.config.SlotChoice;
import org.turnlock.config.SlotChoice.SlotId;
import org.turnlock.config.SlotChoice.SlotListIndex;
import org.turnlock.config.SlotChoice.TokenLabel;
import org.turnlock.config.TokenLocation.Pkcs11;
import org.turnlock.config.TurnlockConfiguration;

/**
 * A PKCS#11 module and a token in it, for a program in C.
 *
 * @param library the module
 * @param init what C_Initialize gets in pReserved: NSS's parameters
 * @param login the token; without it, the first one, and nobody is logged in
 * @param environment what the module needs besides the environment of this process
 */
public record TokenModule(
    Path library, Optional<String> init, Optional<Login> login, Map<String, String> environment) {
  /** The first slot, as it is said of any module and of NSS. */
  private static final Set<SlotChoice> FIRST = Set.of(new SlotListIndex(0), new SlotId(1));

  /**
   * Whose token.
   *
   * @param label the token's
   * @param pin the user's; others on this machine see it in the list of processes
   */
  public record Login(String label, String pin) {
    @Override
    public String toString() {
      return "Login[" + label + "]";
    }
  }

  /**
   * The one that a provider's configuration says.
   *
   * @param configuration as {@code Provider.configure} takes it, of Turnlock or SunPKCS11: a token
   *     by its label, or the first, of NSS too
   * @param pin of a token by its label
   */
  public static TokenModule of(String configuration, String pin) {
    if (!(TurnlockConfiguration.parse(configuration).token() instanceof Pkcs11 module)) {
      throw new IllegalArgumentException("no PKCS#11 module: " + configuration);
    }
    Optional<Login> login = Optional.empty();
    if (module.slot() instanceof TokenLabel named) {
      login = Optional.of(new Login(named.label(), pin));
    } else if (!FIRST.contains(module.slot())) {
      throw new IllegalArgumentException("neither by label nor the first: " + module.slot());
    }
    return new TokenModule(Path.of(module.library()), module.initParameters(), login, Map.of());
  }

  /** The same, with more of an environment. */
  public TokenModule withEnvironment(Map<String, String> more) {
    return new TokenModule(library, init, login, Map.copyOf(more));
  }

  /** The same token through another module. */
  public TokenModule through(DelayedModule delayed) {
    return new TokenModule(delayed.library(), init, login, environment);
  }
}
