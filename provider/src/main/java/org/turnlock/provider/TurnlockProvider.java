// SPDX-License-Identifier: Apache-2.0
package org.turnlock.provider;

import java.nio.file.Path;
import java.security.AuthProvider;
import java.security.Provider;
import java.security.Security;
import java.util.List;
import java.util.Optional;
import javax.security.auth.Subject;
import javax.security.auth.callback.CallbackHandler;
import javax.security.auth.login.LoginException;
import org.turnlock.audit.AuditLog;
import org.turnlock.audit.trail.TrailVerifier;
import org.turnlock.audit.trail.token.TokenHeads;
import org.turnlock.config.TurnlockConfiguration;
import org.turnlock.identity.Caller;
import org.turnlock.jca.JcaContext;
import org.turnlock.keys.ManagedKeys;
import org.turnlock.operation.ActionAudit;
import org.turnlock.operation.KeyOperations;
import org.turnlock.pkcs11.PoolReport;
import org.turnlock.pkcs11.binding.CallTrace;
import org.turnlock.token.Token;
import org.turnlock.token.TokenDescription;
import org.turnlock.token.pkcs11.Pkcs11KeyToken;

/**
 * The JCA provider: the services of one token. As the ServiceLoader makes it, it has no token and
 * offers nothing; {@link #configure} gives a provider that does.
 *
 * <p>Several providers in one process can use several tokens, or share one; give all but one a name
 * of its own with the directive {@code providerName}.
 */
public final class TurnlockProvider extends AuthProvider implements AutoCloseable {
  private static final long serialVersionUID = 1L;
  static final String VERSION = "0.1";
  private static final String PROVIDER_LIST = "sun.security.jca.ProviderList";
  private static final StackWalker CALLERS =
      StackWalker.getInstance(StackWalker.Option.RETAIN_CLASS_REFERENCE);

  private final transient OpenToken open;
  private final transient ManagedKeys managedKeys;
  private volatile boolean closed;

  /** A provider without a token. */
  public TurnlockProvider() {
    super(TurnlockConfiguration.DEFAULT_NAME, VERSION, "Turnlock, not configured");
    this.open = null;
    this.managedKeys = null;
  }

  private TurnlockProvider(String name, String info, OpenToken open) {
    super(name, VERSION, info);
    this.open = open;
    this.managedKeys = open == null ? null : open.management().begin(this);
    if (open != null) {
      putServices();
      open.audit().begun(info);
      open.management().schedule();
    }
  }

  private void putServices() {
    JcaContext context =
        new JcaContext(
            open.token(),
            new KeyOperations(open.audit().witness()),
            new ActionAudit(open.audit().witness()),
            open.pins(),
            open.softwareKeys(),
            open.hashing(),
            open.management().directory(),
            managedKeys);
    for (ServiceRow row : ServiceTable.servedBy(open.token().mechanisms())) {
      if (open.allows(row)) {
        putService(new TurnlockService(this, row, context));
      }
    }
  }

  /**
   * The service; in its nameless form for a program that goes through the provider list. Such a
   * look-up asks from the list's own classes, one that names the provider from others.
   */
  @Override
  @SuppressWarnings("ReferenceEquality") // providers are equal where their tables are
  public Service getService(String type, String algorithm) {
    Service service = super.getService(type, algorithm);
    if (service instanceof TurnlockService own
        && own.nameless() != null
        && Security.getProvider(getName()) == this
        && CALLERS.getCallerClass().getName().startsWith(PROVIDER_LIST)) {
      return own.nameless();
    }
    return service;
  }

  /** A provider over {@code token}, which {@link #close()} closes. */
  static TurnlockProvider over(Token token) {
    return new TurnlockProvider(
        TurnlockConfiguration.DEFAULT_NAME, "Turnlock over " + token, OpenToken.of(token));
  }

  /**
   * A new provider with the token that the configuration names; this one stays as it is.
   *
   * @param argument a file's name, or {@code --} followed by the directives themselves
   * @throws java.security.InvalidParameterException if the configuration is wrong: the message says
   *     where and what is allowed
   * @throws java.security.ProviderException if the token cannot be opened
   */
  @Override
  public Provider configure(String argument) {
    return open(Startup.parse(argument));
  }

  /** A provider with the token that {@code configuration} names. */
  public static TurnlockProvider open(TurnlockConfiguration configuration) {
    OpenToken open = Startup.open(configuration);
    boolean named = !configuration.name().equals(TurnlockConfiguration.DEFAULT_NAME);
    String info =
        (named ? "Turnlock " + configuration.name() : "Turnlock")
            + (open == null ? ", no token" : " on " + open.token());
    return new TurnlockProvider(configuration.providerName(), info, open);
  }

  @Override
  public boolean isConfigured() {
    return open != null;
  }

  /**
   * Logs in to the token.
   *
   * @param subject not used: a token knows one user
   * @param handler asked for the PIN; null for the one set by {@link #setCallbackHandler}
   */
  @Override
  public void login(Subject subject, CallbackHandler handler) throws LoginException {
    open().authentication().login(handler);
  }

  @Override
  public void logout() throws LoginException {
    open().audit().beforeLogout();
    open().authentication().logout();
  }

  @Override
  public void setCallbackHandler(CallbackHandler handler) {
    if (open != null) {
      open.authentication().setCallbackHandler(handler);
      open.pins().setCallbackHandler(handler);
    }
  }

  private OpenToken open() throws LoginException {
    if (open == null) {
      throw new LoginException("Turnlock has no configuration yet: call configure first");
    }
    return open;
  }

  /** What the token says of itself; empty without a configuration. */
  public Optional<TokenDescription> token() {
    return Optional.ofNullable(open).map(OpenToken::token).map(Token::description);
  }

  /**
   * The life of the token's managed keys: making, rotating, disabling, deleting them.
   *
   * @throws IllegalStateException without a configuration, or after {@link #close()}
   */
  public ManagedKeys managedKeys() {
    if (managedKeys == null) {
      throw new IllegalStateException(
          "Turnlock has no token: managed keys need a provider that configure or open gave");
    }
    if (closed) {
      throw new IllegalStateException("the provider is closed");
    }
    return managedKeys;
  }

  /**
   * Who is told of what happens with the token's keys; see docs/audit.md.
   *
   * @throws IllegalStateException without a configuration
   */
  public AuditLog audit() {
    if (open == null) {
      throw new IllegalStateException(
          "Turnlock has no token: audit needs a provider that configure or open gave");
    }
    return open.audit().log();
  }

  /**
   * What checks an audit trail with the keys of this token that sign trails, and with the last
   * heads, which the token keeps. Both are read now; needs a login.
   *
   * @param trail its directory, or one lane of it
   * @throws IllegalStateException without a configuration
   */
  public TrailVerifier trailVerifier(Path trail) {
    if (open == null) {
      throw new IllegalStateException(
          "Turnlock has no token: a trail's heads need a provider that configure or open gave");
    }
    return TrailVerifier.of(trail).askingToken(new TokenHeads(open.token()));
  }

  /**
   * On whose behalf this thread uses keys, as policies name it.
   *
   * @throws IllegalStateException without a configuration
   */
  public Caller caller() {
    if (open == null) {
      throw new IllegalStateException("Turnlock has no configuration yet: call configure first");
    }
    return open.management().directory().caller();
  }

  /** The calls to the PKCS#11 module so far, where the configuration says {@code trace = true}. */
  public Optional<CallTrace> callTrace() {
    return Optional.ofNullable(open).map(OpenToken::trace);
  }

  /** Every service that Turnlock knows: whether this token gives it, and if not, why. */
  public List<ServiceStatus> serviceReport() {
    return open == null ? List.of() : new ServiceReport(open).all();
  }

  /** How many mechanisms the token has that the configuration leaves enabled. */
  public int mechanismCount() {
    return open == null ? 0 : open.token().mechanisms().size();
  }

  /** How the session pool stands; empty for the software token, which has no sessions. */
  public Optional<PoolReport> poolReport() {
    return open != null && open.token() instanceof Pkcs11KeyToken token
        ? Optional.of(token.pkcs11().poolReport())
        : Optional.empty();
  }

  /**
   * Closes the token: every session ends, the PIN is forgotten, every key and every service refuses
   * from now on. Idempotent.
   */
  @Override
  public void close() {
    closed = true;
    if (open != null) {
      open.close();
    }
  }
}
