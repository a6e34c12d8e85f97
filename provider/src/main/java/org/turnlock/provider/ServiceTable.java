// SPDX-License-Identifier: Apache-2.0
package org.turnlock.provider;

import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.turnlock.jca.kem.KemApi;
import org.turnlock.pkcs11.MechanismInfo;

/** All that Turnlock can offer: the rows of every family. */
final class ServiceTable {
  private static final List<ServiceRow> ROWS =
      Stream.of(
              KeyStoreServices.rows(),
              GeneratorServices.rows(),
              FactoryServices.rows(),
              CipherServices.rows(),
              KeyWrapServices.rows(),
              AeadServices.rows(),
              SealedServices.rows(),
              SignatureServices.rows(),
              MacServices.rows(),
              AgreementServices.rows(),
              KemServices.rows(),
              RandomServices.rows(),
              TlsServices.rows(),
              SoftwareServices.rows())
          .flatMap(List::stream)
          .toList();

  private ServiceTable() {}

  /** Every row, whatever the token. */
  static List<ServiceRow> rows() {
    return ROWS;
  }

  /** The rows that a token with these mechanisms can serve, on this JDK. */
  static List<ServiceRow> servedBy(Map<Long, MechanismInfo> mechanisms) {
    return ROWS.stream()
        .filter(row -> row.need().metBy(mechanisms))
        .filter(row -> !row.type().equals("KEM") || KemApi.isPresent())
        .toList();
  }
}
