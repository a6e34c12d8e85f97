// SPDX-License-Identifier: Apache-2.0
package org.turnlock.provider;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import javax.security.auth.callback.Callback;
import javax.security.auth.callback.CallbackHandler;
import javax.security.auth.callback.PasswordCallback;
import javax.security.auth.login.FailedLoginException;
import javax.security.auth.login.LoginException;
import org.junit.jupiter.api.Test;
import org.turnlock.token.TokenLogin;

/** AuthProvider's login and logout over a token's. */
class ProviderLoginTest {
  private final FakeLogin token = new FakeLogin();
  private final TokenAuthentication authentication = new TokenAuthentication(token);
  private final List<char[]> given = new ArrayList<>();

  @Test
  void handlerIsAskedForThePinAndThePinIsWiped() throws Exception {
    authentication.login(answering("1234"));
    assertThat(token.loggedIn()).isTrue();
    assertThat(token.lastPin).containsOnly('\0');
    authentication.logout();
    assertThat(token.loggedIn()).isFalse();
  }

  @Test
  void ownHandlerIsUsedWhereNoneIsGiven() throws Exception {
    authentication.setCallbackHandler(answering("1234"));
    authentication.login(null);
    assertThat(token.loggedIn()).isTrue();
  }

  @Test
  void wrongPinFailsAlsoWhenLoggedInAlready() throws Exception {
    authentication.login(answering("1234"));
    assertThatThrownBy(() -> authentication.login(answering("9999")))
        .isInstanceOf(FailedLoginException.class);
    assertThat(token.loggedIn()).isTrue();
  }

  @Test
  void withoutHandlerOnlyAnExistingLoginWillDo() throws Exception {
    assertThatThrownBy(() -> authentication.login(null)).isInstanceOf(LoginException.class);
    authentication.login(answering("1234"));
    authentication.login(null);
    assertThat(token.loggedIn()).isTrue();
  }

  @Test
  void handlerThatGivesNothingFails() {
    assertThatThrownBy(() -> authentication.login(callbacks -> {}))
        .isInstanceOf(LoginException.class);
    assertThatThrownBy(
            () ->
                authentication.login(
                    callbacks -> {
                      throw new IOException("no terminal");
                    }))
        .isInstanceOf(LoginException.class)
        .hasRootCauseInstanceOf(IOException.class);
  }

  @Test
  void tokenWithKeypadIsNotGivenAPin() throws Exception {
    token.protectedPath = true;
    authentication.login(answering("1234"));
    assertThat(token.loggedIn()).isTrue();
    assertThat(given).isEmpty();
  }

  @Test
  void tokenWithoutLoginNeedsNothing() throws Exception {
    token.required = false;
    authentication.login(null);
    assertThat(token.loggedIn()).isFalse();
  }

  @Test
  void providerWithoutConfigurationOffersNothingAndSaysSo() {
    TurnlockProvider provider = new TurnlockProvider();
    assertThat(provider.getName()).isEqualTo("Turnlock");
    assertThat(provider.getVersionStr()).isEqualTo("0.1");
    assertThat(provider.isConfigured()).isFalse();
    assertThat(provider.getServices()).isEmpty();
    provider.setCallbackHandler(answering("1234"));
    assertThatThrownBy(() -> provider.login(null, null)).isInstanceOf(LoginException.class);
    assertThatThrownBy(provider::logout).isInstanceOf(LoginException.class);
  }

  private CallbackHandler answering(String pin) {
    return callbacks -> {
      for (Callback callback : callbacks) {
        char[] characters = pin.toCharArray();
        given.add(characters);
        ((PasswordCallback) callback).setPassword(characters);
      }
    };
  }

  private static final class FakeLogin implements TokenLogin {
    private boolean required = true;
    private boolean protectedPath;
    private boolean loggedIn;
    private char[] lastPin;

    @Override
    public boolean required() {
      return required;
    }

    @Override
    public boolean loggedIn() {
      return loggedIn;
    }

    @Override
    public boolean protectedPath() {
      return protectedPath;
    }

    @Override
    public void login(char[] pin) throws LoginException {
      lastPin = pin;
      if (!protectedPath && !Arrays.equals(pin, "1234".toCharArray())) {
        throw new FailedLoginException("wrong PIN");
      }
      loggedIn = true;
    }

    @Override
    public void logout() {
      loggedIn = false;
    }
  }
}
