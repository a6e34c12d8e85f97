// SPDX-License-Identifier: Apache-2.0
package org.turnlock.provider;

import java.util.List;
import java.util.Optional;
import org.turnlock.config.TokenLocation;
import org.turnlock.config.TurnlockConfiguration;
import org.turnlock.pkcs11.ModuleInfo;
import org.turnlock.pkcs11.Pkcs11Module;

/**
 * What a configuration's PKCS#11 module says of itself and of its slots, whether or not the
 * configuration's token is among them.
 *
 * @param library path of the library
 * @param description the library's own words
 * @param manufacturer who made it
 * @param libraryVersion its version, for instance {@code 2.6}
 * @param functionsVersion of the function list in use, for instance {@code 2.40}
 * @param slots every slot, in the module's order
 * @param chosen the slot that the configuration means; empty if none or several would do
 * @param refusal why no slot is chosen, else empty
 */
public record ModuleReport(
    String library,
    String description,
    String manufacturer,
    String libraryVersion,
    String functionsVersion,
    List<SlotReport> slots,
    Optional<SlotReport> chosen,
    String refusal) {

  public ModuleReport {
    slots = List.copyOf(slots);
  }

  /**
   * Loads the module and asks it; empty for the software token.
   *
   * @throws java.security.ProviderException if the library is missing, is none or does not
   *     initialise; the message says what to do
   */
  public static Optional<ModuleReport> of(TurnlockConfiguration configuration) {
    if (!(configuration.token() instanceof TokenLocation.Pkcs11 location)) {
      return Optional.empty();
    }
    return Optional.of(
        Startup.explaining(
            configuration,
            () -> of(TokenOpener.module(location, configuration.calls(), null, false), location)));
  }

  private static ModuleReport of(Pkcs11Module module, TokenLocation.Pkcs11 location) {
    ModuleInfo info = module.info();
    List<SlotReport> slots = module.slots(false).stream().map(SlotReport::of).toList();
    Optional<SlotReport> chosen = Optional.empty();
    String refusal = "";
    try {
      long id = TokenOpener.choose(module, location).id();
      chosen = slots.stream().filter(slot -> slot.id() == id).findFirst();
    } catch (org.turnlock.token.TokenException none) {
      refusal = none.getMessage();
    }
    return new ModuleReport(
        module.library(),
        info.description(),
        info.manufacturer(),
        info.libraryVersion(),
        module.functionListVersion(),
        slots,
        chosen,
        refusal);
  }
}
