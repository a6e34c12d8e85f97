// SPDX-License-Identifier: Apache-2.0
package org.turnlock.provider;

import java.security.ProviderException;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.ServiceConfigurationError;
import java.util.ServiceLoader;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.turnlock.audit.AuditAction;
import org.turnlock.audit.AuditEventBuilder;
import org.turnlock.audit.AuditLog;
import org.turnlock.audit.AuditSink;
import org.turnlock.audit.delivery.AuditDelivery;
import org.turnlock.audit.delivery.SinkRule;
import org.turnlock.audit.delivery.SinkRule.Demand;
import org.turnlock.audit.delivery.UseRules;
import org.turnlock.config.AuditSettings;
import org.turnlock.config.TurnlockConfiguration;
import org.turnlock.operation.Witness;
import org.turnlock.token.Token;
import org.turnlock.token.pkcs11.Pkcs11KeyToken;

/** The audit of one provider: its sinks, and what tells them. */
final class ProviderAudit {
  private final AuditDelivery delivery;
  private final Witness witness;
  private final AuditSettings settings;
  private final String source;

  private ProviderAudit(
      AuditDelivery delivery, Witness witness, AuditSettings settings, String source) {
    this.delivery = delivery;
    this.witness = witness;
    this.settings = settings;
    this.source = source;
  }

  /**
   * Opens the configured sinks.
   *
   * @param principal on whose behalf the calling thread works
   * @throws ProviderException if there is none of a name, or it cannot be made
   */
  static ProviderAudit open(
      TurnlockConfiguration configuration, Token token, Supplier<String> principal) {
    AuditSettings settings = configuration.audit();
    AuditDelivery delivery =
        new AuditDelivery(Origins.of(configuration, token.description()), rules(settings));
    ProviderAudit audit =
        new ProviderAudit(
            delivery,
            new Witness(delivery, Clock.systemUTC(), principal, token instanceof Pkcs11KeyToken),
            settings,
            configuration.source());
    try {
      for (AuditSink sink : sinks(settings.sinks())) {
        delivery.add(sink, rule(settings, settings.required().contains(sink.name())));
      }
      return audit;
    } catch (RuntimeException | Error e) {
      delivery.close();
      throw e;
    }
  }

  private static UseRules rules(AuditSettings settings) {
    return switch (settings.uses()) {
      case FULL -> UseRules.each(settings.omitted(), settings.samples());
      case SUMMARY -> UseRules.summedUp(settings.omitted(), settings.summaryInterval());
      case OFF -> UseRules.none();
    };
  }

  private static SinkRule rule(AuditSettings settings, boolean required) {
    Demand demand = !required ? Demand.BESIDES : settings.failOpen() ? Demand.OPEN : Demand.CLOSED;
    return new SinkRule(
        demand, settings.queueSize(), settings.timeout(), SinkRule.besides().farewell());
  }

  private static List<AuditSink> sinks(List<String> names) {
    return names.stream().map(ProviderAudit::sink).toList();
  }

  private static AuditSink sink(String name) {
    return BuiltInSinks.named(name).orElseGet(() -> provided(name));
  }

  /** One that a jar or a module beside Turnlock provides as a service. */
  private static AuditSink provided(String name) {
    Set<String> names = new TreeSet<>(BuiltInSinks.NAMES);
    try {
      for (AuditSink sink : ServiceLoader.load(AuditSink.class)) {
        if (sink.name().equals(name)) {
          return sink;
        }
        names.add(sink.name());
      }
    } catch (ServiceConfigurationError e) {
      throw new ProviderException("auditSinks: a sink that is provided is broken", e);
    }
    throw new ProviderException(
        "auditSinks: there is no audit sink '" + name + "'; there are " + String.join(", ", names));
  }

  /** Where programs add sinks. */
  AuditLog log() {
    return delivery;
  }

  Witness witness() {
    return witness;
  }

  /** Tells that there is a provider, and what the audit leaves out. */
  void begun(String info) {
    if (delivery.listens()) {
      AuditEventBuilder event =
          event(AuditAction.CONFIGURE)
              .parameter("source", source)
              .parameter("version", TurnlockProvider.VERSION)
              .parameter("info", info)
              .parameter("auditUses", settings.uses().name().toLowerCase(Locale.ROOT))
              .parameter("auditFailOpen", Boolean.toString(settings.failOpen()));
      if (!settings.omitted().isEmpty()) {
        event.parameter("auditOmit", texts(settings.omitted()));
      }
      if (!settings.samples().isEmpty()) {
        event.parameter("auditSample", texts(settings.samples().keySet()));
      }
      delivery.tell(event);
    }
  }

  private static String texts(Set<AuditAction> actions) {
    return actions.stream().map(AuditAction::text).sorted().collect(Collectors.joining(" "));
  }

  /** An event of the provider itself, which begins now. */
  private AuditEventBuilder event(AuditAction action) {
    return new AuditEventBuilder(action, Instant.now()).principal(witness.principal().get());
  }

  /** Tells that the provider is closed, after all else, and ends the sinks. Idempotent. */
  void close() {
    delivery.close(event(AuditAction.CLOSE));
  }
}
