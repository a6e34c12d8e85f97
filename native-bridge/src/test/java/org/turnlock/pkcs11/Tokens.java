// SPDX-License-Identifier: Apache-2.0
package org.turnlock.pkcs11;

import java.nio.ByteBuffer;
import java.time.Duration;
import org.turnlock.pkcs11.binding.CallTrace;
import org.turnlock.pkcs11.constant.Cka;
import org.turnlock.pkcs11.constant.Ckk;
import org.turnlock.pkcs11.constant.Ckm;
import org.turnlock.pkcs11.constant.Cko;
import org.turnlock.softhsm.NssSoftokn;
import org.turnlock.softhsm.SoftHsmToken;

/** Opens tokens and makes keys for the tests of this module. */
final class Tokens {
  private Tokens() {}

  static Pkcs11Token softHsm(SoftHsmToken token) {
    return softHsm(token, null, 8);
  }

  static Pkcs11Token softHsm(SoftHsmToken token, CallTrace trace, int poolSize) {
    Pkcs11Module module =
        Pkcs11Module.open(ModuleOptions.of(token.library().toString()).withTrace(trace));
    Pkcs11Token opened = open(module, token.label(), poolSize, Duration.ofSeconds(10));
    opened.login().login(token.pinChars());
    return opened;
  }

  /** A pool of one whose waiters give up soon. */
  static Pkcs11Token impatient(SoftHsmToken token) {
    Pkcs11Module module = Pkcs11Module.open(ModuleOptions.of(token.library().toString()));
    Pkcs11Token opened = open(module, token.label(), 1, Duration.ofMillis(500));
    opened.login().login(token.pinChars());
    return opened;
  }

  static Pkcs11Token open(Pkcs11Module module, String label, int poolSize, Duration timeout) {
    Slot slot =
        module.slots(true).stream()
            .filter(s -> s.token() != null && s.token().label().equals(label))
            .findFirst()
            .orElseThrow();
    return new Pkcs11Token(module, slot, TokenOptions.of(module, slot).withPool(poolSize, timeout));
  }

  static Pkcs11Token nss(CallTrace trace) {
    return nss(trace, 8, Duration.ofSeconds(10));
  }

  static Pkcs11Token nss(CallTrace trace, int poolSize, Duration timeout) {
    Pkcs11Module module =
        Pkcs11Module.open(
            ModuleOptions.of(NssSoftokn.find().library().toString())
                .withInitParameters(NssSoftokn.NO_DATABASE)
                .withTrace(trace));
    Slot slot =
        module.slots(true).stream()
            .filter(s -> s.id() == NssSoftokn.CRYPTO_SLOT)
            .findFirst()
            .orElseThrow();
    return new Pkcs11Token(module, slot, TokenOptions.of(module, slot).withPool(poolSize, timeout));
  }

  static Template aes(boolean resident, String label, byte[] id) {
    return Template.builder()
        .set(Cka.CLASS, Cko.SECRET_KEY)
        .set(Cka.KEY_TYPE, Ckk.AES)
        .set(Cka.TOKEN, resident)
        .set(Cka.LABEL, label)
        .set(Cka.ID, id)
        .set(Cka.ENCRYPT, true)
        .set(Cka.DECRYPT, true)
        .set(Cka.SIGN, true)
        .set(Cka.VALUE_LEN, 32)
        .build();
  }

  static ObjectRef newAesKey(Pkcs11Token token, boolean resident, String label, byte[] id) {
    Template template = aes(resident, label, id);
    return token.objects().generateKey(Mechanism.of(Ckm.AES_KEY_GEN), template, template);
  }

  static ObjectRef newHmacKey(Pkcs11Token token) {
    Template template =
        Template.builder()
            .set(Cka.CLASS, Cko.SECRET_KEY)
            .set(Cka.KEY_TYPE, Ckk.GENERIC_SECRET)
            .set(Cka.TOKEN, false)
            .set(Cka.SIGN, true)
            .set(Cka.VALUE_LEN, 32)
            .build();
    return token
        .objects()
        .generateKey(Mechanism.of(Ckm.GENERIC_SECRET_KEY_GEN), template, template);
  }

  static Mechanism gcm(int counter) {
    return Mechanism.aesGcm(ByteBuffer.allocate(12).putInt(counter).array(), new byte[0], 128);
  }

  static byte[] encrypt(Pkcs11Token token, ObjectRef key, Mechanism mechanism, byte[] plain) {
    ByteBuffer out = ByteBuffer.allocate(plain.length + 16);
    token.ciphers().encrypt(key, mechanism, ByteBuffer.wrap(plain), out);
    return java.util.Arrays.copyOf(out.array(), out.position());
  }

  static byte[] decrypt(Pkcs11Token token, ObjectRef key, Mechanism mechanism, byte[] sealed) {
    ByteBuffer out = ByteBuffer.allocate(sealed.length);
    token.ciphers().decrypt(key, mechanism, ByteBuffer.wrap(sealed), out);
    return java.util.Arrays.copyOf(out.array(), out.position());
  }
}
