// SPDX-License-Identifier: Apache-2.0
package org.turnlock.config;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.turnlock.config.TokenLocation.Software;
import org.turnlock.token.AttributeRules;

/**
 * All that a provider is told. Immutable; holds no PIN that {@code toString} would show.
 *
 * @param source the file's name, {@code inline configuration}, or {@code defaults}
 * @param providerName the JCA provider's name
 * @param name {@code name}: for people, part of the provider's description
 * @param description {@code description}: for people
 * @param token where the token is
 * @param pinSource where the PIN comes from when the program does not give it
 * @param pool limits of the session pool
 * @param mechanisms which mechanisms may be used
 * @param attributes what to add to new objects
 * @param calls how the functions of a PKCS#11 module are called
 * @param implicitImport whether software keys that are handed to Turnlock's objects are imported
 * @param startupErrors what to do when the token cannot be opened
 * @param showInfo whether to log what the token says of itself
 * @param trace whether to count and time calls to the token
 * @param managedKeys how managed keys are kept and rotated
 * @param application what the program is called in audit and policies; empty if it is not said
 * @param audit who is told of the uses of keys
 * @param ignored the directives given that have no effect here, for one log line
 * @param warnings what the operator should know, one log line each
 */
public record TurnlockConfiguration(
    String source,
    String providerName,
    String name,
    String description,
    TokenLocation token,
    PinSource pinSource,
    PoolSettings pool,
    MechanismFilter mechanisms,
    AttributeRules attributes,
    CallSettings calls,
    boolean implicitImport,
    StartupErrors startupErrors,
    boolean showInfo,
    boolean trace,
    ManagedKeySettings managedKeys,
    Optional<String> application,
    AuditSettings audit,
    List<String> ignored,
    List<String> warnings) {

  /** The name of a provider whose configuration gives none, and the beginning of every other. */
  public static final String DEFAULT_NAME = "Turnlock";

  public TurnlockConfiguration {
    ignored = List.copyOf(ignored);
    warnings = List.copyOf(warnings);
  }

  /**
   * Reads a configuration.
   *
   * @param argument a file's name, or {@code --} and the directives themselves
   * @throws ConfigurationException if anything is wrong with it
   */
  public static TurnlockConfiguration parse(String argument) {
    ParsedConfiguration parsed = ParsedConfiguration.parse(ConfigurationText.of(argument));
    return new ConfigurationRules(parsed).configuration();
  }

  /** What a provider is without a configuration: the software token in the user's home. */
  public static TurnlockConfiguration defaults() {
    return new TurnlockConfiguration(
        "defaults",
        DEFAULT_NAME,
        DEFAULT_NAME,
        "",
        new Software(defaultSoftwareFile()),
        PinSource.NONE,
        PoolSettings.DEFAULT,
        MechanismFilter.ALL,
        AttributeRules.NONE,
        CallSettings.DEFAULT,
        true,
        StartupErrors.HALT,
        false,
        false,
        ManagedKeySettings.DEFAULT,
        Optional.empty(),
        AuditSettings.DEFAULT,
        List.of(),
        List.of());
  }

  /** This configuration with {@code trace = true}. */
  public TurnlockConfiguration traced() {
    return with(true, managedKeys, audit, attributes);
  }

  /** This configuration with {@code rotation = off}, for programs that run for a moment. */
  public TurnlockConfiguration notRotating() {
    return with(
        trace,
        new ManagedKeySettings(
            false,
            managedKeys.jitter(),
            managedKeys.defaultPeriod(),
            managedKeys.refresh(),
            managedKeys.directory()),
        audit,
        attributes);
  }

  /** This configuration without any audit, for who reads what the audit has written. */
  public TurnlockConfiguration notAudited() {
    return with(trace, managedKeys, AuditSettings.DEFAULT, attributes);
  }

  /**
   * This configuration without {@code CKA_TOKEN = true} for generated keys, for who makes keys to
   * try and to measure, which are to be session keys.
   */
  public TurnlockConfiguration keepingNothing() {
    return with(trace, managedKeys, audit, attributes.keepingNothing());
  }

  private TurnlockConfiguration with(
      boolean traced, ManagedKeySettings keys, AuditSettings audited, AttributeRules added) {
    return new TurnlockConfiguration(
        source,
        providerName,
        name,
        description,
        token,
        pinSource,
        pool,
        mechanisms,
        added,
        calls,
        implicitImport,
        startupErrors,
        showInfo,
        traced,
        keys,
        application,
        audited,
        ignored,
        warnings);
  }

  /** {@code ~/.turnlock/token.tlk}. */
  public static Path defaultSoftwareFile() {
    return Path.of(System.getProperty("user.home"), ".turnlock", "token.tlk");
  }
}
