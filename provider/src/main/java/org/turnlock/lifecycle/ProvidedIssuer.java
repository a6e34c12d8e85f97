// SPDX-License-Identifier: Apache-2.0
package org.turnlock.lifecycle;

import java.util.List;
import java.util.Optional;
import java.util.ServiceConfigurationError;
import java.util.ServiceLoader;
import java.util.stream.Collectors;
import org.turnlock.keys.CertificateIssuer;
import org.turnlock.keys.ManagedKeyException;
import org.turnlock.keys.ManagedKeyException.Reason;

/**
 * The issuer of certificates that a jar or a module beside Turnlock provides as a service. It is
 * made when a key needs it first.
 */
final class ProvidedIssuer {
  private final ClassLoader loader;
  private CertificateIssuer made;

  ProvidedIssuer(ClassLoader loader) {
    this.loader = loader;
  }

  /**
   * Empty if nobody provides one.
   *
   * @throws ManagedKeyException if several do, or the one that does is broken
   */
  synchronized Optional<CertificateIssuer> find() {
    if (made == null) {
      made = provided();
    }
    return Optional.ofNullable(made);
  }

  private CertificateIssuer provided() {
    try {
      List<ServiceLoader.Provider<CertificateIssuer>> all =
          ServiceLoader.load(CertificateIssuer.class, loader).stream().toList();
      if (all.size() > 1) {
        throw new ManagedKeyException(
            Reason.CERTIFICATE,
            "several services would issue certificates: "
                + all.stream().map(it -> it.type().getName()).collect(Collectors.joining(", "))
                + "; leave one on the class path, or choose with setCertificateIssuer");
      }
      return all.isEmpty() ? null : all.get(0).get();
    } catch (ServiceConfigurationError e) {
      throw new ManagedKeyException(
          Reason.CERTIFICATE,
          "the issuer of certificates that the class path provides is broken: " + e.getMessage(),
          e);
    }
  }
}
