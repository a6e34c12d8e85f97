// SPDX-License-Identifier: Apache-2.0
package org.turnlock.contract;

import static org.assertj.core.api.Assertions.assertThat;

import java.security.InvalidAlgorithmParameterException;
import java.security.InvalidKeyException;
import java.security.Signature;
import java.security.SignatureException;
import java.util.ArrayList;
import java.util.List;
import javax.crypto.AEADBadTagException;
import javax.crypto.BadPaddingException;
import javax.crypto.Cipher;
import javax.crypto.IllegalBlockSizeException;
import javax.crypto.KeyAgreement;
import javax.crypto.Mac;
import javax.crypto.ShortBufferException;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.IvParameterSpec;
import org.junit.jupiter.api.Test;
import org.turnlock.provider.TurnlockProvider;

/** With a pool of one session every failing call is followed by good ones. */
public abstract class PoolOfOneContract extends SessionContract {
  private static final IvParameterSpec IV = new IvParameterSpec(new byte[16]);
  private static final int ROUNDS = 5;

  /** A call that must fail. */
  @FunctionalInterface
  private interface Call {
    void run() throws Exception;
  }

  private record Failing(String name, Class<? extends Exception> expected, Call call) {}

  @Test
  final void goodWorkFollowsEveryFailure() throws Exception {
    TurnlockProvider provider = openPool(1);
    TestKeys keys = importKeys(provider);
    GoodWork work = new GoodWork(provider, keys);
    work.requireDone();
    List<Failing> table = new ArrayList<>(aes(provider, keys));
    table.addAll(rsa(provider, keys));
    table.addAll(others(provider, keys));
    for (int round = 0; round < ROUNDS; round++) {
      for (Failing failing : table) {
        requireFailure(failing);
        requireNoSessionInUse();
        work.requireDone();
      }
    }
    requireNoSessionInUse();
  }

  private static void requireFailure(Failing failing) {
    Exception thrown = null;
    try {
      failing.call().run();
    } catch (Exception e) {
      thrown = e;
    }
    assertThat(thrown).as(failing.name()).isExactlyInstanceOf(failing.expected());
  }

  private static List<Failing> aes(TurnlockProvider provider, TestKeys keys) throws Exception {
    Cipher gcm = Cipher.getInstance("AES/GCM/NoPadding", provider);
    Cipher cbc = Cipher.getInstance("AES/CBC/PKCS5Padding", provider);
    Cipher ecb = Cipher.getInstance("AES/ECB/NoPadding", provider);
    Cipher kw = Cipher.getInstance("AES/KWP/NoPadding", provider);
    return List.of(
        new Failing("wrong tag", AEADBadTagException.class, () -> decrypt(gcm, keys, 40)),
        new Failing("too short for a tag", AEADBadTagException.class, () -> decrypt(gcm, keys, 3)),
        new Failing("no ciphertext", AEADBadTagException.class, () -> decrypt(gcm, keys, 0)),
        new Failing(
            "wrong tag, long", AEADBadTagException.class, () -> decrypt(gcm, keys, 3_000_000)),
        new Failing("wrong padding", BadPaddingException.class, () -> decrypt(cbc, keys, 32)),
        new Failing(
            "part of a block", IllegalBlockSizeException.class, () -> decrypt(cbc, keys, 9)),
        new Failing(
            "part of a block, unpadded",
            IllegalBlockSizeException.class,
            () -> decrypt(ecb, keys, 17)),
        new Failing("short output", ShortBufferException.class, () -> encryptToShort(gcm, keys)),
        new Failing(
            "short output, CBC", ShortBufferException.class, () -> encryptToShort(cbc, keys)),
        new Failing(
            "short IV",
            InvalidAlgorithmParameterException.class,
            () ->
                cbc.init(
                    Cipher.ENCRYPT_MODE, keys.aes().underTest(), new IvParameterSpec(new byte[8]))),
        new Failing(
            "HMAC key",
            InvalidKeyException.class,
            () -> gcm.init(Cipher.ENCRYPT_MODE, keys.hmac().underTest())),
        new Failing(
            "forged key wrap", IllegalBlockSizeException.class, () -> decrypt(kw, keys, 40)),
        new Failing(
            "key wrap of a part", IllegalBlockSizeException.class, () -> decrypt(kw, keys, 41)),
        new Failing(
            "forged wrapped key",
            InvalidKeyException.class,
            () -> {
              kw.init(Cipher.UNWRAP_MODE, keys.aes().underTest());
              kw.unwrap(new byte[40], "AES", Cipher.SECRET_KEY);
            }),
        new Failing("half fed", IllegalStateException.class, () -> halfFed(gcm, keys)));
  }

  private static void init(Cipher cipher, int mode, TestKeys keys) throws Exception {
    if (cipher.getAlgorithm().contains("GCM")) {
      byte[] iv = new byte[12];
      new java.util.Random().nextBytes(iv);
      cipher.init(mode, keys.aes().underTest(), new GCMParameterSpec(128, iv));
    } else if (cipher.getAlgorithm().contains("CBC")) {
      cipher.init(mode, keys.aes().underTest(), IV);
    } else {
      cipher.init(mode, keys.aes().underTest());
    }
  }

  private static void decrypt(Cipher cipher, TestKeys keys, int length) throws Exception {
    init(cipher, Cipher.DECRYPT_MODE, keys);
    cipher.doFinal(new byte[length]);
  }

  private static void encryptToShort(Cipher cipher, TestKeys keys) throws Exception {
    init(cipher, Cipher.ENCRYPT_MODE, keys);
    cipher.doFinal(new byte[40], 0, 40, new byte[40], 0);
  }

  private static void halfFed(Cipher gcm, TestKeys keys) throws Exception {
    init(gcm, Cipher.ENCRYPT_MODE, keys);
    gcm.update(new byte[100]);
    gcm.updateAAD(new byte[1]);
  }

  private static List<Failing> rsa(TurnlockProvider provider, TestKeys keys) throws Exception {
    Cipher rsa = Cipher.getInstance("RSA/ECB/PKCS1Padding", provider);
    rsa.init(Cipher.DECRYPT_MODE, keys.rsa().underTest());
    byte[] ones = new byte[256];
    java.util.Arrays.fill(ones, (byte) 0xFF);
    Cipher oaep = Cipher.getInstance("RSA/ECB/OAEPPadding", provider);
    return List.of(
        new Failing(
            "wrong OAEP padding",
            BadPaddingException.class,
            () -> {
              oaep.init(Cipher.DECRYPT_MODE, keys.rsa().underTest());
              oaep.doFinal(new byte[256]);
            }),
        new Failing(
            "what is no wrapped key",
            InvalidKeyException.class,
            () -> {
              oaep.init(Cipher.UNWRAP_MODE, keys.rsa().underTest());
              oaep.unwrap(new byte[256], "AES", Cipher.SECRET_KEY);
            }),
        new Failing("wrong RSA padding", BadPaddingException.class, () -> doFinal(rsa, keys, 256)),
        new Failing("short RSA input", BadPaddingException.class, () -> doFinal(rsa, keys, 5)),
        new Failing(
            "long RSA input", IllegalBlockSizeException.class, () -> doFinal(rsa, keys, 300)),
        new Failing(
            "RSA input over the modulus",
            BadPaddingException.class,
            () -> {
              rsa.init(Cipher.DECRYPT_MODE, keys.rsa().underTest());
              rsa.doFinal(ones);
            }));
  }

  private static void doFinal(Cipher rsa, TestKeys keys, int length) throws Exception {
    rsa.init(Cipher.DECRYPT_MODE, keys.rsa().underTest());
    rsa.doFinal(new byte[length]);
  }

  private static List<Failing> others(TurnlockProvider provider, TestKeys keys) throws Exception {
    Signature rsa = Signature.getInstance("SHA256withRSA", provider);
    Signature ec = Signature.getInstance("SHA256withECDSA", provider);
    Mac mac = Mac.getInstance("HmacSHA256", provider);
    return List.of(
        new Failing(
            "wrong length of signature",
            SignatureException.class,
            () -> {
              rsa.initVerify(keys.rsa().publicKey());
              rsa.verify(new byte[3]);
            }),
        new Failing(
            "malformed signature",
            SignatureException.class,
            () -> {
              ec.initVerify(keys.ec().publicKey());
              ec.verify(new byte[70]);
            }),
        new Failing(
            "short output of sign",
            SignatureException.class,
            () -> {
              rsa.initSign(keys.rsa().underTest());
              rsa.update(new byte[100_000]);
              rsa.sign(new byte[10], 0, 10);
            }),
        new Failing(
            "EC key for RSA", InvalidKeyException.class, () -> rsa.initSign(keys.ec().underTest())),
        new Failing(
            "EC key for DH",
            InvalidKeyException.class,
            () -> KeyAgreement.getInstance("DH", provider).init(keys.ec().underTest())),
        new Failing(
            "short output of an agreement",
            ShortBufferException.class,
            () -> {
              KeyAgreement agreement = KeyAgreement.getInstance("ECDH", provider);
              agreement.init(keys.ec().underTest());
              agreement.doPhase(keys.ec().publicKey(), true);
              assertThat(agreement.generateSecret("AES").getEncoded()).isNull();
              agreement.doPhase(keys.ec().publicKey(), true);
              agreement.generateSecret();
              agreement.doPhase(keys.ec().publicKey(), true);
              agreement.generateSecret(new byte[1], 0);
            }),
        new Failing(
            "short output of a long MAC",
            ShortBufferException.class,
            () -> {
              mac.init(keys.hmac().underTest());
              mac.update(new byte[100_000]);
              try {
                mac.doFinal(new byte[5], 0);
              } finally {
                mac.reset();
              }
            }));
  }

  @Test
  final void manyHalfFedObjectsTakeTurns() throws Exception {
    TurnlockProvider provider = openPool(1);
    TestKeys keys = importKeys(provider);
    List<Cipher> ciphers = new ArrayList<>();
    List<Signature> signatures = new ArrayList<>();
    for (int i = 0; i < 10; i++) {
      Cipher cipher = Cipher.getInstance("AES/CTR/NoPadding", provider);
      cipher.init(Cipher.ENCRYPT_MODE, keys.aes().underTest(), IV);
      ciphers.add(cipher);
      Signature signature = Signature.getInstance("SHA256withECDSA", provider);
      signature.initSign(keys.ec().underTest());
      signatures.add(signature);
    }
    for (int round = 0; round < 3; round++) {
      for (int i = 0; i < 10; i++) {
        assertThat(ciphers.get(i).update(new byte[33])).hasSize(33);
        signatures.get(i).update(new byte[1000]);
      }
    }
    byte[] end = ciphers.get(0).doFinal(new byte[1]);
    for (int i = 1; i < 10; i++) {
      assertThat(ciphers.get(i).doFinal(new byte[1])).isEqualTo(end);
      assertThat(signatures.get(i).sign()).isNotEmpty();
    }
    requireNoSessionInUse();
  }
}
