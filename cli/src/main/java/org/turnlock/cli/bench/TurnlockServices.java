// SPDX-License-Identifier: Apache-2.0
package org.turnlock.cli.bench;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.turnlock.provider.ServiceStatus;
import org.turnlock.provider.TurnlockProvider;

/** Turnlock as a contender: it knows why a token does not do something. */
final class TurnlockServices {
  private TurnlockServices() {}

  static Contender contender(TurnlockProvider provider) {
    List<ServiceStatus> services = provider.serviceReport();
    return new Contender(
        Contender.TURNLOCK,
        new Trials(provider),
        operation ->
            operation.needs().entrySet().stream()
                .map(need -> missing(services, need))
                .flatMap(Optional::stream)
                .findFirst());
  }

  private static Optional<String> missing(
      List<ServiceStatus> services, Map.Entry<String, String> need) {
    return services.stream()
        .filter(service -> service.type().equals(need.getKey()))
        .filter(service -> service.algorithm().equals(need.getValue()))
        .filter(service -> !service.offered())
        .map(ServiceStatus::reason)
        .findFirst();
  }
}
