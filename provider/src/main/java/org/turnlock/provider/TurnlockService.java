// SPDX-License-Identifier: Apache-2.0
package org.turnlock.provider;

import java.security.InvalidParameterException;
import java.security.NoSuchAlgorithmException;
import java.security.Provider;
import java.util.Optional;
import java.util.Set;
import org.turnlock.jca.JcaContext;
import org.turnlock.jca.SoftwareKeyRule;
import org.turnlock.jca.nameless.NamelessSpis;
import org.turnlock.keys.ManagedPublicKey;

/**
 * A service of one provider: a {@link ServiceRow} bound to a token. Where it matters whether the
 * program named the provider, there is a second form for when it did not.
 */
final class TurnlockService extends Provider.Service {
  private static final Set<String> NAMING_MATTERS =
      Set.of(
          "Cipher",
          "Mac",
          "Signature",
          "KeyAgreement",
          "KEM",
          "KeyGenerator",
          "KeyPairGenerator",
          "KeyFactory",
          "SecretKeyFactory");

  private static final Set<String> TAKING_PUBLIC_KEYS = Set.of("Cipher", "Signature");

  private final ServiceRow row;
  private final JcaContext context;
  private final TurnlockService nameless;

  TurnlockService(Provider provider, ServiceRow row, JcaContext context) {
    this(
        provider,
        row,
        context.of(row.algorithm()),
        NAMING_MATTERS.contains(row.type())
            ? new TurnlockService(provider, row, context.of(row.algorithm()).nameless(), null)
            : null);
  }

  private TurnlockService(
      Provider provider, ServiceRow row, JcaContext context, TurnlockService nameless) {
    super(
        provider,
        row.type(),
        row.algorithm(),
        row.spi().getName(),
        row.aliases(),
        row.attributes());
    this.row = row;
    this.context = context;
    this.nameless = nameless;
  }

  /** The form for programs that name no provider; null if it is the same. */
  TurnlockService nameless() {
    return nameless;
  }

  @Override
  public Object newInstance(Object constructorParameter) throws NoSuchAlgorithmException {
    if (constructorParameter != null) {
      throw new InvalidParameterException(
          row.type() + " " + row.algorithm() + " of Turnlock takes no constructor parameter");
    }
    if (context.softwareKeys() == SoftwareKeyRule.NAMELESS) {
      Optional<Object> chooser = NamelessSpis.of(getProvider(), row.type(), row.algorithm());
      if (chooser.isPresent()) {
        return chooser.get();
      }
    }
    return row.factory().create(context);
  }

  /**
   * Yes to keys in a Turnlock token and to the public halves of managed ones, no to every other
   * key: so that programs which name no provider have software and public keys served by software.
   */
  @Override
  public boolean supportsParameter(Object parameter) {
    if (row.keys() != null && parameter instanceof ManagedPublicKey key) {
      return TAKING_PUBLIC_KEYS.contains(row.type()) && row.keys().acceptsPublic(key);
    }
    return row.keys() == null ? super.supportsParameter(parameter) : row.keys().accepts(parameter);
  }
}
