// SPDX-License-Identifier: Apache-2.0
package org.turnlock.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.security.InvalidKeyException;
import java.security.Key;
import java.security.KeyPair;
import java.security.KeyStore;
import java.security.Signature;
import java.security.spec.AlgorithmParameterSpec;
import java.util.List;
import java.util.Random;
import javax.crypto.AEADBadTagException;
import javax.crypto.Cipher;
import javax.crypto.KeyGenerator;
import javax.crypto.Mac;
import javax.crypto.SecretKey;
import org.turnlock.contract.support.CipherMode;
import org.turnlock.contract.support.KeyImport;
import org.turnlock.contract.support.Messages;
import org.turnlock.contract.support.Outcome;
import org.turnlock.contract.support.PairTwin;
import org.turnlock.contract.support.Reference;
import org.turnlock.contract.support.SecretTwin;
import org.turnlock.contract.support.SignatureKind;
import org.turnlock.contract.support.SignatureReference;
import org.turnlock.contract.support.SoftwareKeys;
import org.turnlock.provider.TurnlockProvider;

/** The operations of one thread of a storm; each checks its own result. */
final class StormOperations {
  private static final byte[] NO_AAD = {};
  private static final int LONG_MESSAGE = 40_000;
  private static final List<SignatureKind> KINDS = SignatureKind.rsaAndEc();

  private final TurnlockProvider provider;
  private final TestKeys keys;
  private final Random random;
  private final String alias;
  private final boolean withKeyStore;
  private final Mac mac;

  StormOperations(
      TurnlockProvider provider, TestKeys keys, Random random, String alias, boolean withKeyStore)
      throws Exception {
    this.provider = provider;
    this.keys = keys;
    this.random = random;
    this.alias = alias;
    this.withKeyStore = withKeyStore;
    this.mac = Mac.getInstance("HmacSHA256", provider);
  }

  void next() throws Exception {
    int die = random.nextInt(200);
    if (die == 0 && withKeyStore) {
      keyStoreEntry();
    } else if (die < 50) {
      cipher(keys.aes());
    } else if (die < 60) {
      keyWrap(keys.aes());
    } else if (die < 80) {
      badTag();
    } else if (die < 110) {
      mac();
    } else if (die < 140) {
      signature();
    } else if (die < 145) {
      edwardsSignature();
    } else if (die < 155) {
      rsaDecryption();
    } else if (die < 170) {
      generatedKey();
    } else if (die < 185) {
      importedKey();
    } else {
      abandoned();
    }
  }

  private CipherMode anyMode() {
    return CipherMode.COMMON.get(random.nextInt(CipherMode.COMMON.size()));
  }

  private void cipher(SecretTwin key) throws Exception {
    CipherMode mode = anyMode();
    AlgorithmParameterSpec parameters = mode.parameters(random);
    byte[] message = Messages.bytes(random, 16 * random.nextInt(100));
    byte[] expected = Reference.encrypt(mode, key.software(), parameters, NO_AAD, message);
    Cipher cipher = Cipher.getInstance(mode.transformation(), provider);
    cipher.init(Cipher.ENCRYPT_MODE, key.underTest(), parameters);
    requireSame(cipher.doFinal(message), expected);
    cipher.init(Cipher.DECRYPT_MODE, key.underTest(), parameters);
    requireSame(cipher.doFinal(expected), message);
  }

  private void keyWrap(SecretTwin key) throws Exception {
    String name = random.nextBoolean() ? "AES/KW/NoPadding" : "AES/KWP/NoPadding";
    byte[] value = Messages.bytes(random, 16 + 8 * random.nextInt(3));
    Cipher reference = Reference.sunJce(name);
    reference.init(Cipher.ENCRYPT_MODE, key.software());
    byte[] wrapped = reference.doFinal(value);
    Cipher cipher = Cipher.getInstance(name, provider);
    cipher.init(Cipher.ENCRYPT_MODE, key.underTest());
    requireSame(cipher.doFinal(value), wrapped);
    cipher.init(Cipher.UNWRAP_MODE, key.underTest());
    Key unwrapped = cipher.unwrap(wrapped, "AES", Cipher.SECRET_KEY);
    requireRoundTrip(unwrapped, unwrapped);
    wrapped[random.nextInt(wrapped.length)] ^= 1;
    assertThatExceptionOfType(InvalidKeyException.class)
        .isThrownBy(() -> cipher.unwrap(wrapped, "AES", Cipher.SECRET_KEY));
  }

  private void badTag() throws Exception {
    AlgorithmParameterSpec parameters = CipherMode.GCM.parameters(random);
    Cipher cipher = Cipher.getInstance(CipherMode.GCM.transformation(), provider);
    cipher.init(Cipher.DECRYPT_MODE, keys.aes().underTest(), parameters);
    byte[] wrong = Messages.bytes(random, random.nextInt(1000));
    assertThatExceptionOfType(AEADBadTagException.class).isThrownBy(() -> cipher.doFinal(wrong));
  }

  private void mac() throws Exception {
    int length = random.nextInt(5) == 0 ? LONG_MESSAGE : random.nextInt(1000);
    byte[] message = Messages.bytes(random, length);
    Mac reference = Mac.getInstance("HmacSHA256", "SunJCE");
    reference.init(keys.hmac().software());
    mac.init(keys.hmac().underTest());
    mac.update(message, 0, length / 2);
    mac.update(message, length / 2, length - length / 2);
    requireSame(mac.doFinal(), reference.doFinal(message));
  }

  private void signature() throws Exception {
    SignatureKind kind = KINDS.get(random.nextInt(KINDS.size()));
    PairTwin pair = kind.rsa() ? keys.rsa() : keys.ec();
    AlgorithmParameterSpec parameters = kind.parameters(random, pair, true);
    byte[] message = Messages.bytes(random, 1 + random.nextInt(60));
    Signature signature = Signature.getInstance(kind.algorithm(), provider);
    signature.initSign(pair.underTest());
    if (parameters != null) {
      signature.setParameter(parameters);
    }
    signature.update(message);
    byte[] value = signature.sign();
    assertThat(SignatureReference.verify(kind, pair.publicKey(), parameters, message, value))
        .isEqualTo(Outcome.bytes(SignatureReference.verdict(true)));
  }

  /** Where the token has it; the key is imported for this one signature. */
  private void edwardsSignature() throws Exception {
    if (provider.getService("Signature", "Ed25519") == null) {
      signature();
      return;
    }
    KeyPair pair = SoftwareKeys.named("Ed25519");
    SignatureKind kind = new SignatureKind("Ed25519", SignatureKind.Family.EDWARDS);
    byte[] message = Messages.bytes(random, random.nextInt(60));
    Signature signature = Signature.getInstance("Ed25519", provider);
    signature.initSign(pair.getPrivate());
    signature.update(message);
    assertThat(Outcome.bytes(signature.sign()))
        .isEqualTo(Outcome.bytes(SignatureReference.sign(kind, pair.getPrivate(), null, message)));
  }

  private void rsaDecryption() throws Exception {
    byte[] message = Messages.bytes(random, random.nextInt(200));
    Cipher encrypting = Reference.sunJce("RSA/ECB/PKCS1Padding");
    encrypting.init(Cipher.ENCRYPT_MODE, keys.rsa().publicKey());
    Cipher decrypting = Cipher.getInstance("RSA/ECB/PKCS1Padding", provider);
    decrypting.init(Cipher.DECRYPT_MODE, keys.rsa().underTest());
    requireSame(decrypting.doFinal(encrypting.doFinal(message)), message);
  }

  private void generatedKey() throws Exception {
    SecretKey key = KeyGenerator.getInstance("AES", provider).generateKey();
    requireRoundTrip(key, key);
  }

  private void requireRoundTrip(Key key, Key again) throws Exception {
    byte[] message = Messages.bytes(random, random.nextInt(500));
    Cipher cipher = Cipher.getInstance(CipherMode.GCM.transformation(), provider);
    cipher.init(Cipher.ENCRYPT_MODE, key);
    byte[] ciphertext = cipher.doFinal(message);
    cipher.init(Cipher.DECRYPT_MODE, again, cipher.getParameters());
    requireSame(cipher.doFinal(ciphertext), message);
  }

  private void importedKey() throws Exception {
    byte[] value = Messages.bytes(random, 16);
    cipher(TestKeys.secret(KeyImport.translating(provider), value, "AES"));
  }

  private void abandoned() throws Exception {
    CipherMode mode = anyMode();
    Cipher cipher = Cipher.getInstance(mode.transformation(), provider);
    cipher.init(Cipher.ENCRYPT_MODE, keys.aes().underTest(), mode.parameters(random));
    cipher.update(Messages.bytes(random, 1 + random.nextInt(100)));
    Signature signature = Signature.getInstance("SHA256withRSA", provider);
    signature.initSign(keys.rsa().underTest());
    signature.update(Messages.bytes(random, 100));
  }

  private void keyStoreEntry() throws Exception {
    SecretKey key = KeyGenerator.getInstance("AES", provider).generateKey();
    KeyStore store = KeyStore.getInstance("Turnlock", provider);
    store.load(null, null);
    store.setKeyEntry(alias, key, null, null);
    requireRoundTrip(key, store.getKey(alias, null));
    store.deleteEntry(alias);
    assertThat(store.containsAlias(alias)).isFalse();
  }

  private static void requireSame(byte[] actual, byte[] expected) {
    assertThat(Outcome.bytes(actual)).isEqualTo(Outcome.bytes(expected));
  }
}
