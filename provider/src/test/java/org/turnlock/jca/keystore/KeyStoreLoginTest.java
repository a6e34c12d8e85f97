// SPDX-License-Identifier: Apache-2.0
package org.turnlock.jca.keystore;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.security.KeyStore;
import java.security.UnrecoverableKeyException;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import javax.security.auth.callback.Callback;
import javax.security.auth.callback.CallbackHandler;
import javax.security.auth.callback.NameCallback;
import javax.security.auth.callback.PasswordCallback;
import javax.security.auth.callback.UnsupportedCallbackException;
import javax.security.auth.login.LoginException;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.turnlock.jca.PinProvider;
import org.turnlock.jca.PinToken;
import org.turnlock.jca.TestContexts;
import org.turnlock.pkcs11.constant.Ckk;
import org.turnlock.token.NewKey;
import org.turnlock.token.Token;
import org.turnlock.token.software.SoftwareToken;

/** How {@code KeyStore.load} logs in. */
class KeyStoreLoginTest {
  private static final char[] RIGHT = "1234".toCharArray();
  private static final char[] WRONG = "4321".toCharArray();

  private final Token memory = SoftwareToken.inMemory();
  private final PinToken token = new PinToken(memory, "1234");
  private final KeyStore keyStore = over(token, PinProvider.NONE);

  private static KeyStore over(Token token, PinProvider pins) {
    return TokenKeyStores.notLoaded(TestContexts.over(token, pins));
  }

  @BeforeEach
  void fillToken() {
    memory.objects().generateSecretKey(Ckk.AES, 16, NewKey.resident("data", Set.of()));
  }

  private static void assertWrongPin(KeyStore keyStore, KeyStore.LoadStoreParameter parameter) {
    assertThatThrownBy(() -> keyStore.load(parameter))
        .isInstanceOf(IOException.class)
        .hasCauseInstanceOf(UnrecoverableKeyException.class)
        .hasMessageContaining("PIN");
  }

  private static KeyStore.LoadStoreParameter parameter(KeyStore.ProtectionParameter protection) {
    return () -> protection;
  }

  private static CallbackHandler answering(char[] pin, AtomicInteger asked) {
    return callbacks -> {
      asked.incrementAndGet();
      for (Callback callback : callbacks) {
        if (!(callback instanceof PasswordCallback password)) {
          throw new UnsupportedCallbackException(callback);
        }
        assertThat(password.getPrompt()).contains("memory");
        password.setPassword(pin);
      }
    };
  }

  @Test
  void takesThePin() throws Exception {
    keyStore.load(null, RIGHT);
    assertThat(keyStore.containsAlias("data")).isTrue();
  }

  @Test
  void ignoresAStream() throws Exception {
    keyStore.load(new ByteArrayInputStream(new byte[] {1, 2, 3}), RIGHT);
    assertThat(keyStore.containsAlias("data")).isTrue();
  }

  @Test
  void refusesAWrongPinWithTheCauseThatTheContractNames() {
    assertThatThrownBy(() -> keyStore.load(null, WRONG))
        .isInstanceOf(IOException.class)
        .hasCauseInstanceOf(UnrecoverableKeyException.class);
    assertThat(token.login().loggedIn()).isFalse();
  }

  @Test
  void refusesAWrongPinEvenWhenLoggedInAlready() throws Exception {
    keyStore.load(null, RIGHT);
    KeyStore second = over(token, PinProvider.NONE);
    assertThatThrownBy(() -> second.load(null, WRONG))
        .isInstanceOf(IOException.class)
        .hasCauseInstanceOf(UnrecoverableKeyException.class);
  }

  @Test
  void needsNoPinWhenLoggedInAlready() throws Exception {
    token.login().login(RIGHT);
    keyStore.load(null, null);
    assertThat(keyStore.containsAlias("data")).isTrue();
  }

  @Test
  void saysHowToGiveThePinWhenNobodyHas() {
    assertThatThrownBy(() -> keyStore.load(null, null))
        .isInstanceOf(IOException.class)
        .hasCauseInstanceOf(LoginException.class)
        .hasMessageContaining("KeyStore.load")
        .hasMessageContaining("pinSource");
  }

  @Test
  void asksTheProviderForThePinAndWipesIt() throws Exception {
    char[] pin = RIGHT.clone();
    over(token, () -> pin).load(null, null);
    assertThat(pin).containsOnly('\0');
  }

  @Test
  void wipesTheProvidersPinWhenItIsWrongToo() {
    char[] pin = WRONG.clone();
    assertWrongPin(over(token, () -> pin), null);
    assertThat(pin).containsOnly('\0');
  }

  @Test
  void passesOnWhyTheProviderHasNoPin() {
    PinProvider failing =
        () -> {
          throw new LoginException("file gone");
        };
    assertThatThrownBy(() -> over(token, failing).load(null, null))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("file gone");
  }

  @Test
  void prefersTheGivenPinToTheProviders() throws Exception {
    KeyStore configured = over(token, WRONG::clone);
    configured.load(null, RIGHT);
    assertThat(configured.containsAlias("data")).isTrue();
  }

  @Test
  void takesThePinFromAPasswordProtection() throws Exception {
    keyStore.load(parameter(new KeyStore.PasswordProtection(RIGHT)));
    assertThat(keyStore.containsAlias("data")).isTrue();
    assertWrongPin(keyStore, parameter(new KeyStore.PasswordProtection(WRONG)));
  }

  @Test
  void refusesADestroyedPasswordProtection() throws Exception {
    KeyStore.PasswordProtection destroyed = new KeyStore.PasswordProtection(RIGHT);
    destroyed.destroy();
    assertThatThrownBy(() -> keyStore.load(parameter(destroyed))).isInstanceOf(IOException.class);
  }

  @Test
  void takesThePinFromACallbackHandler() throws Exception {
    AtomicInteger asked = new AtomicInteger();
    keyStore.load(parameter(new KeyStore.CallbackHandlerProtection(answering(RIGHT, asked))));
    assertThat(keyStore.containsAlias("data")).isTrue();
    assertThat(asked).hasValue(1);
  }

  @Test
  void doesNotBotherTheCallbackHandlerWhenLoggedIn() throws Exception {
    token.login().login(RIGHT);
    AtomicInteger asked = new AtomicInteger();
    keyStore.load(parameter(new KeyStore.CallbackHandlerProtection(answering(RIGHT, asked))));
    assertThat(asked).hasValue(0);
  }

  @Test
  void refusesAWrongPinFromACallbackHandler() {
    assertWrongPin(
        keyStore,
        parameter(new KeyStore.CallbackHandlerProtection(answering(WRONG, new AtomicInteger()))));
  }

  @Test
  void reportsACallbackHandlerThatGivesNothing() {
    assertThatThrownBy(
            () ->
                keyStore.load(
                    parameter(
                        new KeyStore.CallbackHandlerProtection(
                            answering(null, new AtomicInteger())))))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("no PIN");
    assertThatThrownBy(
            () ->
                keyStore.load(
                    parameter(
                        new KeyStore.CallbackHandlerProtection(
                            callbacks -> {
                              throw new UnsupportedCallbackException(new NameCallback("name"));
                            }))))
        .isInstanceOf(IOException.class)
        .hasCauseInstanceOf(UnsupportedCallbackException.class);
  }

  @Test
  void worksWithAKeyStoreBuilder() throws Exception {
    KeyStore.LoadStoreParameter none = parameter(null);
    token.login().login(RIGHT);
    keyStore.load(none);
    keyStore.load((KeyStore.LoadStoreParameter) null);
    assertThat(keyStore.size()).isEqualTo(1);
  }

  @Test
  void refusesOtherProtections() {
    assertThatThrownBy(() -> keyStore.load(parameter(new KeyStore.ProtectionParameter() {})))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void leavesThePinToTheKeypadOfATokenThatHasOne() throws Exception {
    KeyStore onKeypad = over(PinToken.withKeypad(memory), PinProvider.NONE);
    onKeypad.load(null, null);
    assertThat(onKeypad.containsAlias("data")).isTrue();
  }

  @Test
  void ignoresAPinWhereThereIsNoLogin() throws Exception {
    KeyStore open = over(memory, PinProvider.NONE);
    open.load(null, WRONG);
    assertThat(open.containsAlias("data")).isTrue();
  }

  @Test
  void reportsAClosedTokenAsIoException() {
    memory.close();
    assertThatThrownBy(() -> keyStore.load(null, RIGHT)).isInstanceOf(IOException.class);
  }

  @Test
  void storeIsDoneAlready() throws Exception {
    keyStore.load(null, RIGHT);
    ByteArrayOutputStream stream = new ByteArrayOutputStream();
    assertThatCode(
            () -> {
              keyStore.store(null, null);
              keyStore.store(null, RIGHT);
              keyStore.store(null);
              keyStore.store(parameter(new KeyStore.PasswordProtection(RIGHT)));
              keyStore.store(stream, RIGHT);
            })
        .doesNotThrowAnyException();
    assertThat(stream.size()).isZero();
  }
}
