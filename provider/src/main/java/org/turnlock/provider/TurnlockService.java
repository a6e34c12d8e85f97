// SPDX-License-Identifier: Apache-2.0
package org.turnlock.provider;

import java.security.InvalidParameterException;
import java.security.NoSuchAlgorithmException;
import java.security.Provider;
import org.turnlock.jca.JcaContext;

/** A service of one provider: a {@link ServiceRow} bound to a token. */
final class TurnlockService extends Provider.Service {
  private final ServiceRow row;
  private final JcaContext context;

  TurnlockService(Provider provider, ServiceRow row, JcaContext context) {
    super(
        provider,
        row.type(),
        row.algorithm(),
        row.spi().getName(),
        row.aliases(),
        row.attributes());
    this.row = row;
    this.context = context;
  }

  @Override
  public Object newInstance(Object constructorParameter) throws NoSuchAlgorithmException {
    if (constructorParameter != null) {
      throw new InvalidParameterException(
          row.type() + " " + row.algorithm() + " of Turnlock takes no constructor parameter");
    }
    return row.factory().create(context);
  }

  /**
   * Yes to keys in a Turnlock token, no to every other key: so that programs which name no provider
   * have software and public keys served by software.
   */
  @Override
  public boolean supportsParameter(Object parameter) {
    return row.keys() == null ? super.supportsParameter(parameter) : row.keys().accepts(parameter);
  }
}
