// SPDX-License-Identifier: Apache-2.0
package org.turnlock.config;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.turnlock.token.AttributeRules;

/** What the directives of a configuration add up to, and which do not go together. */
final class ConfigurationRules {
  private final ParsedConfiguration parsed;
  private final List<String> warnings = new ArrayList<>();

  ConfigurationRules(ParsedConfiguration parsed) {
    this.parsed = parsed;
  }

  TurnlockConfiguration configuration() {
    String providerName = parsed.string("providerName", TurnlockConfiguration.DEFAULT_NAME);
    TokenLocation token = new TokenRules(parsed).location();
    PinSource pinSource = pinSource();
    PinSourceParser.warning(pinSource).ifPresent(warnings::add);
    warnOfUri();
    return new TurnlockConfiguration(
        parsed.text().source(),
        providerName,
        parsed.string("name", providerName),
        parsed.string("description", ""),
        token,
        pinSource,
        pool(),
        mechanisms(),
        parsed.templates().isEmpty()
            ? AttributeRules.NONE
            : new AttributeTemplates(parsed.templates()),
        new CallSettings(
            parsed.string("binding", Directives.JNA).equals(Directives.FOREIGN),
            parsed.flag("passDirectBuffersUnsafely"),
            parsed.string("hashing", Directives.JAVA).equals(Directives.TOKEN)),
        parsed.string("implicitImport", Directives.ALLOW).equals(Directives.ALLOW),
        parsed.get("handleStartupErrors", StartupErrors.class, StartupErrors.HALT),
        parsed.flag("showInfo"),
        parsed.flag("trace"),
        managedKeys(),
        Optional.ofNullable(parsed.string("application", null)),
        audit(),
        parsed.ignored(),
        warnings);
  }

  private PoolSettings pool() {
    PoolSettings otherwise = PoolSettings.DEFAULT;
    return new PoolSettings(
        parsed.get("poolSize", Long.class, (long) otherwise.size()).intValue(),
        parsed.get("poolTimeout", Duration.class, otherwise.timeout()));
  }

  private ManagedKeySettings managedKeys() {
    ManagedKeySettings otherwise = ManagedKeySettings.DEFAULT;
    boolean rotation = parsed.string("rotation", Directives.OFF).equals(Directives.ON);
    if (!rotation && parsed.has("rotationJitter")) {
      warnings.add("rotationJitter has no effect without rotation = on");
    }
    return new ManagedKeySettings(
        rotation,
        parsed.get("rotationJitter", Duration.class, otherwise.jitter()),
        Optional.ofNullable(parsed.get("defaultRotationPeriod", Duration.class, null)),
        parsed.get("managedKeyRefresh", Duration.class, otherwise.refresh()),
        directory("managedKeyDirectory"));
  }

  private AuditSettings audit() {
    AuditSettings settings = AuditDirectives.settings(parsed, directory("auditTrail"));
    warnings.addAll(AuditDirectives.warnings(parsed, settings));
    return settings;
  }

  private Optional<Path> directory(String directive) {
    String path = parsed.string(directive, null);
    if (path == null) {
      return Optional.empty();
    }
    try {
      return Optional.of(parsed.text().places().resolve(PropertyExpansion.expand(path)));
    } catch (BadValue e) {
      throw parsed.refuse(directive, e.getMessage());
    }
  }

  private MechanismFilter mechanisms() {
    MechanismList enabled = parsed.get("enabledMechanisms", MechanismList.class, null);
    MechanismList disabled =
        parsed.get("disabledMechanisms", MechanismList.class, MechanismList.NONE);
    if (enabled != null && parsed.has("disabledMechanisms")) {
      warnings.add("disabledMechanisms has no effect beside enabledMechanisms");
    }
    return new MechanismFilter(Optional.ofNullable(enabled), disabled);
  }

  private PinSource pinSource() {
    String directive = parsed.string("pinSource", null);
    TokenUri uri = parsed.get("uri", TokenUri.class, null);
    Optional<String> source = uri == null ? Optional.empty() : uri.pinSource();
    Optional<String> value = uri == null ? Optional.empty() : uri.pinValue();
    if (directive != null && (source.isPresent() || value.isPresent())) {
      throw parsed.refuse("pinSource", "the uri says already where the PIN comes from");
    }
    if (value.isPresent()) {
      return new PinSource.FromUri(value.get().toCharArray());
    }
    try {
      if (directive != null) {
        return PinSourceParser.parse(directive, parsed.text().places());
      }
      return source.isPresent()
          ? PinSourceParser.parseUri(source.get(), parsed.text().places())
          : PinSource.NONE;
    } catch (BadValue e) {
      throw directive != null
          ? parsed.refuse("pinSource", e.getMessage())
          : parsed.refuse("uri", "pin-source: " + e.getMessage());
    }
  }

  private void warnOfUri() {
    TokenUri uri = parsed.get("uri", TokenUri.class, null);
    if (uri == null) {
      return;
    }
    if (!uri.leftAside().isEmpty()) {
      warnings.add("uri: no effect here: " + String.join(", ", uri.leftAside()));
    }
    Optional<Path> file = parsed.text().file();
    if (uri.pinValue().isPresent() && file.filter(PinSourceParser::readableByOthers).isPresent()) {
      warnings.add(
          parsed.text().source() + " holds a PIN and can be read by every user of this machine");
    }
  }
}
