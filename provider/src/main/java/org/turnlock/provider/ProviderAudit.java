// SPDX-License-Identifier: Apache-2.0
package org.turnlock.provider;

import java.io.IOException;
import java.security.ProviderException;
import java.time.Clock;
import java.time.Duration;
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
import org.turnlock.audit.AuditOrigin;
import org.turnlock.audit.AuditSink;
import org.turnlock.audit.delivery.AuditDelivery;
import org.turnlock.audit.delivery.SinkRule;
import org.turnlock.audit.delivery.SinkRule.Demand;
import org.turnlock.audit.delivery.UseRules;
import org.turnlock.audit.trail.TrailSettings;
import org.turnlock.audit.trail.TrailSink;
import org.turnlock.audit.trail.token.TokenHeads;
import org.turnlock.config.AuditSettings;
import org.turnlock.config.TurnlockConfiguration;
import org.turnlock.files.FileTrouble;
import org.turnlock.operation.Witness;
import org.turnlock.token.Token;
import org.turnlock.token.pkcs11.Pkcs11KeyToken;

/** The audit of one provider: its sinks, and what tells them. */
final class ProviderAudit {
  private static final Duration SIGNING = Duration.ofSeconds(1);

  private final AuditDelivery delivery;
  private final TrailSink trail;
  private final Witness witness;
  private final AuditSettings settings;
  private final String source;

  private ProviderAudit(
      AuditDelivery delivery,
      TrailSink trail,
      Witness witness,
      AuditSettings settings,
      String source) {
    this.delivery = delivery;
    this.trail = trail;
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
    AuditOrigin origin = Origins.of(configuration, token.description());
    AuditDelivery delivery = new AuditDelivery(origin, rules(settings));
    TrailSink trail = null;
    try {
      List<AuditSink> others = sinks(settings.sinks());
      if (settings.trail().isPresent()) {
        trail = trail(settings.trail().get(), origin, token);
        delivery.add(trail, rule(settings, true));
      }
      for (AuditSink sink : others) {
        delivery.add(sink, rule(settings, settings.required().contains(sink.name())));
      }
    } catch (RuntimeException | Error e) {
      delivery.close();
      throw e;
    }
    ProviderAudit audit =
        new ProviderAudit(
            delivery,
            trail,
            new Witness(delivery, Clock.systemUTC(), principal, token instanceof Pkcs11KeyToken),
            settings,
            configuration.source());
    delivery.whenTheJvmEnds(audit::jvmEnds);
    return audit;
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

  private static TrailSink trail(TrailSettings settings, AuditOrigin origin, Token token) {
    try {
      return TrailSink.open(settings, origin, new TokenHeads(token));
    } catch (IOException e) {
      throw new ProviderException("auditTrail: " + FileTrouble.of(settings.directory(), e), e);
    }
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
        "auditSinks: there is no audit sink '"
            + name
            + "'; there are "
            + String.join(", ", names)
            + ". One of your own is a service "
            + AuditSink.class.getName()
            + " of a jar or a module beside Turnlock");
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
    return new AuditEventBuilder(action, Instant.now()).principal(witness.principalIfKnown());
  }

  /** Has the trail so far signed, as only who is logged in can. Gives up after two seconds. */
  void beforeLogout() {
    if (trail != null) {
      handOver();
    }
  }

  private void handOver() {
    try {
      delivery.flush(SIGNING);
      if (trail != null) {
        trail.sign(SIGNING);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** Tells that the JVM ends, and has that signed while the token is there. */
  private void jvmEnds() {
    delivery.tell(event(AuditAction.CLOSE).parameter("reason", "the JVM ends"));
    handOver();
  }

  /** Tells that the provider is closed, after all else, and ends the sinks. Idempotent. */
  void close() {
    delivery.close(event(AuditAction.CLOSE));
  }
}
