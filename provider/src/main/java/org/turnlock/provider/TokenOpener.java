// SPDX-License-Identifier: Apache-2.0
package org.turnlock.provider;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.turnlock.config.CallSettings;
import org.turnlock.config.SlotFacts;
import org.turnlock.config.TokenLocation;
import org.turnlock.config.TurnlockConfiguration;
import org.turnlock.pkcs11.ModuleInfo;
import org.turnlock.pkcs11.ModuleOptions;
import org.turnlock.pkcs11.PinSource;
import org.turnlock.pkcs11.Pkcs11Module;
import org.turnlock.pkcs11.Pkcs11Token;
import org.turnlock.pkcs11.Quirk;
import org.turnlock.pkcs11.Slot;
import org.turnlock.pkcs11.TokenInfo;
import org.turnlock.pkcs11.TokenListener;
import org.turnlock.pkcs11.TokenOptions;
import org.turnlock.pkcs11.binding.CallTrace;
import org.turnlock.token.Token;
import org.turnlock.token.TokenDescription;
import org.turnlock.token.TokenException;
import org.turnlock.token.TokenException.Reason;
import org.turnlock.token.pkcs11.Pkcs11KeyToken;
import org.turnlock.token.software.SoftwareToken;

/** Opens the token that a configuration names. */
final class TokenOpener {
  private final TurnlockConfiguration configuration;
  private final CallTrace trace;
  private final PinSource pins;
  private final TokenListener listener;

  /**
   * @param trace counts the calls to a PKCS#11 module, or null
   * @param pins where a PIN comes from when a key use needs a login
   * @param listener is told what the token has lost and got back
   */
  TokenOpener(
      TurnlockConfiguration configuration,
      CallTrace trace,
      PinSource pins,
      TokenListener listener) {
    this.listener = listener;
    this.configuration = configuration;
    this.trace = trace;
    this.pins = pins;
  }

  Token open() {
    if (configuration.token() instanceof TokenLocation.Software software) {
      return SoftwareToken.open(
          software.file(), configuration.attributes(), configuration.mechanisms()::allows);
    }
    return open((TokenLocation.Pkcs11) configuration.token());
  }

  private Token open(TokenLocation.Pkcs11 location) {
    Pkcs11Module module = module(location, configuration.calls(), trace, true);
    Slot slot = choose(module, location);
    TokenOptions options =
        new TokenOptions(
            configuration.pool().size(),
            configuration.pool().timeout(),
            Quirk.of(module.info(), slot.token()),
            pins,
            listener,
            configuration.calls().passDirectBuffersUnsafely());
    return new Pkcs11KeyToken(
        new Pkcs11Token(module, slot, options),
        configuration.mechanisms()::allows,
        configuration.attributes());
  }

  /**
   * The module, initialised.
   *
   * @param trace counts its calls, or null
   * @param countByThread whether each thread's calls are counted too
   */
  static Pkcs11Module module(
      TokenLocation.Pkcs11 location, CallSettings calls, CallTrace trace, boolean countByThread) {
    return Pkcs11Module.open(
        new ModuleOptions(
            location.library(),
            location.functionList().orElse(null),
            location.initParameters().orElse(null),
            location.omitInitialize(),
            true,
            trace,
            calls.foreign(),
            countByThread));
  }

  /** The slot that the configuration means. */
  static Slot choose(Pkcs11Module module, TokenLocation.Pkcs11 location) {
    List<Slot> slots = module.slots(false);
    List<SlotFacts> facts = new ArrayList<>();
    for (Slot slot : slots) {
      facts.add(facts(facts.size(), slot, module.info()));
    }
    Slot chosen = slots.get(location.slot().from(facts).index());
    if (chosen.token() == null) {
      throw new TokenException(
          Reason.UNAVAILABLE, "slot " + chosen.id() + " of " + module + " holds no token");
    }
    return chosen;
  }

  private static SlotFacts facts(int index, Slot slot, ModuleInfo module) {
    Optional<TokenDescription> token =
        Optional.ofNullable(slot.token()).map(TokenOpener::description);
    return new SlotFacts(
        index,
        slot.id(),
        slot.description(),
        slot.manufacturer(),
        token,
        new SlotFacts.LibraryFacts(
            module.manufacturer(), module.description(), module.libraryVersion()));
  }

  private static TokenDescription description(TokenInfo info) {
    return new TokenDescription(info.label(), info.manufacturer(), info.model(), info.serial());
  }
}
