// SPDX-License-Identifier: Apache-2.0
package org.turnlock.jca.nameless;

import java.security.GeneralSecurityException;
import java.security.InvalidAlgorithmParameterException;
import java.security.InvalidKeyException;
import java.security.Key;
import java.security.NoSuchAlgorithmException;
import java.security.Provider;
import java.security.Security;
import java.util.Arrays;
import java.util.List;
import javax.crypto.NoSuchPaddingException;
import org.turnlock.jca.KeyRefusal;
import org.turnlock.jca.SoftwareKeyRule;

/** The installed providers that are not Turnlock's, in their order. */
final class OtherProviders {
  private static final String OURS = "org.turnlock.";

  private OtherProviders() {}

  /** Makes an object of one provider ready for use. */
  @FunctionalInterface
  interface Attempt<T> {
    T with(Provider provider) throws GeneralSecurityException;
  }

  static List<Provider> installed() {
    return Arrays.stream(Security.getProviders())
        .filter(provider -> !provider.getClass().getName().startsWith(OURS))
        .toList();
  }

  /** Identity: two providers are equal where their tables of services are. */
  @SuppressWarnings("ReferenceEquality")
  static boolean same(Provider one, Provider other) {
    return one == other;
  }

  /** Whether one of them has the service. */
  static boolean offer(String type, String algorithm) {
    return installed().stream().anyMatch(it -> it.getService(type, algorithm) != null);
  }

  /**
   * What the first of {@code providers} makes that takes the key, as the JCA would choose it.
   *
   * @throws InvalidKeyException if none does: the first one's own, where it has said why
   */
  static <T> T first(
      List<Provider> providers, String type, String algorithm, Key key, Attempt<T> attempt)
      throws InvalidKeyException, InvalidAlgorithmParameterException {
    GeneralSecurityException refused = null;
    RuntimeException failed = null;
    for (Provider provider : providers) {
      Provider.Service service = provider.getService(type, algorithm);
      if (service != null && !service.supportsParameter(key)) {
        continue;
      }
      try {
        return attempt.with(provider);
      } catch (NoSuchAlgorithmException | NoSuchPaddingException e) {
        continue;
      } catch (GeneralSecurityException e) {
        refused = refused == null ? e : refused;
      } catch (RuntimeException e) {
        failed = failed == null ? e : failed;
      }
    }
    if (refused instanceof InvalidAlgorithmParameterException parameters) {
      throw parameters;
    }
    if (refused instanceof InvalidKeyException wrongKey) {
      throw wrongKey;
    }
    if (failed != null) {
      throw failed;
    }
    throw KeyRefusal.of(key, SoftwareKeyRule.NAMELESS);
  }
}
