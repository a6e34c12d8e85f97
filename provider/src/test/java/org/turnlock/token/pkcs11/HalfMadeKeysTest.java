// SPDX-License-Identifier: Apache-2.0
package org.turnlock.token.pkcs11;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.util.HexFormat;
import java.util.Set;
import java.util.function.LongUnaryOperator;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.turnlock.pkcs11.Mechanism;
import org.turnlock.pkcs11.ModuleOptions;
import org.turnlock.pkcs11.Pkcs11Module;
import org.turnlock.pkcs11.Pkcs11Token;
import org.turnlock.pkcs11.Slot;
import org.turnlock.pkcs11.Template;
import org.turnlock.pkcs11.TokenOptions;
import org.turnlock.pkcs11.binding.CallTrace;
import org.turnlock.pkcs11.constant.Cka;
import org.turnlock.pkcs11.constant.Ckk;
import org.turnlock.pkcs11.constant.Ckm;
import org.turnlock.pkcs11.constant.Ckr;
import org.turnlock.softhsm.SoftHsm;
import org.turnlock.softhsm.SoftHsmToken;
import org.turnlock.token.AttributeRules;
import org.turnlock.token.KeyOutcome;
import org.turnlock.token.KeyPairParameters;
import org.turnlock.token.KeyUsage;
import org.turnlock.token.NewKey;
import org.turnlock.token.TokenException;
import org.turnlock.token.TokenKey;

/** Keys whose making is disturbed: there once, or not at all. */
@SoftHsm
class HalfMadeKeysTest {
  private static final String LABEL = "disturbed";
  private static final NewKey RESIDENT = NewKey.resident(LABEL, Set.of(KeyUsage.SIGN));

  private final SoftHsmToken softHsm;
  private final Disturbance disturbance = new Disturbance();
  private Pkcs11Token bridge;
  private Pkcs11KeyToken token;
  private TokenKey wrapping;
  private byte[] wrapped;

  HalfMadeKeysTest(SoftHsmToken softHsm) {
    this.softHsm = softHsm;
  }

  /** Answers to calls of the module, after the module itself. */
  private static final class Disturbance extends CallTrace {
    private volatile String function = "";
    private volatile LongUnaryOperator answer = code -> code;

    void after(String name, LongUnaryOperator what) {
      answer = what;
      function = name;
    }

    void end() {
      function = "";
    }

    @Override
    public <T> T around(Class<T> seam, T target) {
      Object proxy =
          Proxy.newProxyInstance(
              seam.getClassLoader(),
              new Class<?>[] {seam},
              (self, method, arguments) -> {
                try {
                  Object code = method.invoke(target, arguments);
                  return method.getName().equals(function) ? answer.applyAsLong((Long) code) : code;
                } catch (InvocationTargetException e) {
                  throw e.getCause();
                }
              });
      return seam.cast(proxy);
    }
  }

  private enum Way {
    GENERATE("C_GenerateKey") {
      @Override
      TokenKey make(HalfMadeKeysTest test) {
        return test.token.objects().generateSecretKey(Ckk.GENERIC_SECRET, 32, RESIDENT);
      }
    },
    GENERATE_PAIR("C_GenerateKeyPair") {
      @Override
      TokenKey make(HalfMadeKeysTest test) {
        byte[] p256 = HexFormat.of().parseHex("06082a8648ce3d030107");
        KeyPairParameters curve = new KeyPairParameters.Ec(p256);
        return test.token.objects().generateKeyPair(curve, RESIDENT).privateKey();
      }
    },
    IMPORT("C_CreateObject") {
      @Override
      TokenKey make(HalfMadeKeysTest test) throws Exception {
        SecretKeySpec software = new SecretKeySpec(new byte[32], "HmacSHA256");
        return test.token.objects().importKey(software, Ckk.GENERIC_SECRET, RESIDENT);
      }
    },
    UNWRAP("C_UnwrapKey") {
      @Override
      TokenKey make(HalfMadeKeysTest test) {
        return test.token
            .wrapping()
            .unwrap(
                test.wrapping,
                Mechanism.of(Ckm.AES_KEY_WRAP),
                test.wrapped,
                KeyOutcome.secret(Ckk.GENERIC_SECRET, RESIDENT));
      }
    };

    private final String function;

    Way(String function) {
      this.function = function;
    }

    abstract TokenKey make(HalfMadeKeysTest test) throws Exception;
  }

  @BeforeEach
  void open() {
    Pkcs11Module module =
        Pkcs11Module.open(ModuleOptions.of(softHsm.library().toString()).withTrace(disturbance));
    Slot slot =
        module.slots(true).stream()
            .filter(s -> s.token() != null && s.token().label().equals(softHsm.label()))
            .findFirst()
            .orElseThrow();
    bridge =
        new Pkcs11Token(module, slot, TokenOptions.of(module, slot).withPins(softHsm::pinChars));
    token = new Pkcs11KeyToken(bridge, mechanism -> true, AttributeRules.NONE);
    bridge.login().ensure();
    NewKey session = NewKey.session(Set.of(KeyUsage.WRAP, KeyUsage.UNWRAP));
    wrapping = token.objects().generateSecretKey(Ckk.AES, 32, session);
    NewKey inside = new NewKey(false, "", RESIDENT.id(), RESIDENT.usages(), true, true);
    TokenKey subject = token.objects().generateSecretKey(Ckk.GENERIC_SECRET, 32, inside);
    wrapped = token.wrapping().wrap(wrapping, Mechanism.of(Ckm.AES_KEY_WRAP), subject);
  }

  @AfterEach
  void close() {
    disturbance.end();
    token.objects().keys().forEach(token.objects()::destroy);
    bridge.close();
  }

  @ParameterizedTest
  @EnumSource
  void whatCannotBeReadAfterItsMakingIsTakenBack(Way way) {
    disturbance.after("C_GetAttributeValue", code -> Ckr.OBJECT_HANDLE_INVALID);
    assertThatThrownBy(() -> way.make(this)).isInstanceOf(TokenException.class);
    disturbance.end();
    assertThat(objects()).isZero();
  }

  /** A repeated call would make a second key. */
  @ParameterizedTest
  @EnumSource
  void aLogoutByOtherCodeRightAfterTheMakingDoesNotMakeTwo(Way way) throws Exception {
    int[] times = {0};
    disturbance.after(
        way.function,
        code -> {
          if (code == Ckr.OK && times[0]++ == 0) {
            otherCodeLogsOut();
          }
          return code;
        });
    way.make(this);
    disturbance.end();
    assertThat(times[0]).isEqualTo(1);
    assertThat(objects()).isEqualTo(way == Way.GENERATE_PAIR ? 2 : 1);
  }

  private void otherCodeLogsOut() {
    Pkcs11Module module = Pkcs11Module.open(ModuleOptions.of(softHsm.library().toString()));
    Slot slot = bridge.slot();
    try (Pkcs11Token other = new Pkcs11Token(module, slot, TokenOptions.of(module, slot))) {
      other.login().login(softHsm.pinChars());
      other.login().logout();
    }
  }

  private int objects() {
    bridge.login().ensure();
    Template named = Template.builder().set(Cka.TOKEN, true).set(Cka.LABEL, LABEL).build();
    long[] nothing = {Cka.CLASS};
    return bridge.objects().find(named, nothing, values -> named).size();
  }
}
