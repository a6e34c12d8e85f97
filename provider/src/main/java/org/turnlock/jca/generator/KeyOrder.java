// SPDX-License-Identifier: Apache-2.0
package org.turnlock.jca.generator;

import java.security.InvalidAlgorithmParameterException;
import java.security.ProviderException;
import java.util.EnumSet;
import java.util.Set;
import java.util.function.Function;
import org.turnlock.jca.JcaContext;
import org.turnlock.keys.TokenKeySpec;
import org.turnlock.token.KeyUsage;
import org.turnlock.token.NewKey;
import org.turnlock.token.ObjectQuery;
import org.turnlock.token.TokenContents;

/** What a generator was told of its keys, apart from the algorithm's own parameters. */
final class KeyOrder {
  private static final TokenKeySpec SESSION_KEY = TokenKeySpec.builder().build();

  /** Keys of a cipher can do everything. */
  static final Set<KeyUsage> SECRET_KEYS =
      Set.copyOf(EnumSet.complementOf(EnumSet.of(KeyUsage.ENCAPSULATE, KeyUsage.DECAPSULATE)));

  /** MAC keys and shared secrets. */
  static final Set<KeyUsage> GENERIC_SECRETS =
      Set.of(KeyUsage.SIGN, KeyUsage.VERIFY, KeyUsage.DERIVE);

  private final JcaContext context;
  private final String algorithm;
  private final Set<KeyUsage> usages;
  private final Set<KeyUsage> possible;
  private TokenKeySpec spec = SESSION_KEY;

  /** Keys that can do no more than they do by default. */
  KeyOrder(JcaContext context, String algorithm, Set<KeyUsage> usages) {
    this(context, algorithm, usages, usages);
  }

  /**
   * @param usages what a key may do where nothing is said of it
   * @param possible what a key can be asked to do
   */
  KeyOrder(JcaContext context, String algorithm, Set<KeyUsage> usages, Set<KeyUsage> possible) {
    this.context = context;
    this.algorithm = algorithm;
    this.usages = usages;
    this.possible = possible;
  }

  /** Session keys with the safe attributes again. */
  void reset() {
    spec = SESSION_KEY;
  }

  /**
   * Takes a specification for the next keys.
   *
   * @throws InvalidAlgorithmParameterException if such a key cannot do what is asked of it, or the
   *     label is an alias in use
   */
  void take(TokenKeySpec wanted) throws InvalidAlgorithmParameterException {
    if (!possible.containsAll(wanted.usages())) {
      Set<KeyUsage> wrong = EnumSet.copyOf(wanted.usages());
      wrong.removeAll(possible);
      throw new InvalidAlgorithmParameterException(
          algorithm + " keys have no use " + wrong + "; allowed: " + EnumSet.copyOf(possible));
    }
    if (inUse(wanted)) {
      throw new InvalidAlgorithmParameterException(taken(wanted));
    }
    spec = wanted;
  }

  /** Runs {@code making} with the description of one key. */
  <T> T make(Function<NewKey, T> making) {
    if (inUse(spec)) {
      throw new ProviderException(taken(spec));
    }
    NewKey description = spec.description(usages);
    return context.actions().creating(description, algorithm, () -> making.apply(description));
  }

  private boolean inUse(TokenKeySpec wanted) {
    if (!wanted.resident()) {
      return false;
    }
    if (context.directory().knows(wanted.label())) {
      return true;
    }
    TokenContents named = context.token().objects().find(new ObjectQuery.Labelled(wanted.label()));
    return !named.keys().isEmpty() || !named.certificates().isEmpty();
  }

  private String taken(TokenKeySpec wanted) {
    return "the token '"
        + context.token().description().label()
        + "' has an object or a managed key with the label '"
        + wanted.label()
        + "' already: choose another, or delete or rename that entry first";
  }
}
