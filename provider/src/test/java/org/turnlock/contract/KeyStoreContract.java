// SPDX-License-Identifier: Apache-2.0
package org.turnlock.contract;

import static org.assertj.core.api.Assertions.assertThat;

import java.security.Key;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.Signature;
import java.security.cert.Certificate;
import java.security.cert.X509Certificate;
import java.security.spec.ECGenParameterSpec;
import java.util.Collections;
import javax.crypto.Cipher;
import javax.crypto.Mac;
import javax.crypto.SecretKey;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.turnlock.contract.support.Certificates;
import org.turnlock.contract.support.Feature;
import org.turnlock.contract.support.Outcome;
import org.turnlock.contract.support.SignatureKind;
import org.turnlock.contract.support.SignatureKind.Family;
import org.turnlock.contract.support.SignatureReference;
import org.turnlock.contract.support.SoftwareKeys;

/** What is set into a KeyStore is there in the next one, and works. */
public abstract class KeyStoreContract extends BackendContract {
  private static final byte[] MESSAGE = new byte[100];
  private static final char[] ANY_PASSWORD = "any".toCharArray();

  @BeforeEach
  final void requireKeyStore() {
    assume(Feature.KEY_STORE);
  }

  private KeyStore load() throws Exception {
    KeyStore store = KeyStore.getInstance("Turnlock", backend().providers().get(0));
    store.load(null, null);
    return store;
  }

  @Test
  final void aGeneratedSecretKeyIsFoundByAFreshKeyStore() throws Exception {
    assumeOffered("AES/GCM/NoPadding");
    SecretKey key = backend().keyGenerator("AES").generateKey();
    Cipher cipher = backend().cipher("AES/GCM/NoPadding");
    cipher.init(Cipher.ENCRYPT_MODE, key);
    byte[] ciphertext = cipher.doFinal(MESSAGE);
    load().setKeyEntry("generated", key, null, null);

    KeyStore fresh = load();
    assertThat(fresh.isKeyEntry("generated")).isTrue();
    assertThat(Collections.list(fresh.aliases())).contains("generated");
    Key found = fresh.getKey("generated", ANY_PASSWORD);
    assertThat(found.getEncoded()).isNull();
    assertThat(found.getAlgorithm()).isEqualTo("AES");
    Cipher decrypting = backend().cipher("AES/GCM/NoPadding");
    decrypting.init(Cipher.DECRYPT_MODE, found, cipher.getParameters());
    assertThat(decrypting.doFinal(ciphertext)).isEqualTo(MESSAGE);
  }

  @Test
  final void aSoftwareKeyIsImported() throws Exception {
    byte[] value = new byte[32];
    SecretKey software = new SecretKeySpec(value, "HmacSHA256");
    load().setKeyEntry("imported", software, ANY_PASSWORD, null);
    Key found = load().getKey("imported", null);
    assertThat(found.getEncoded()).isNull();
    Mac mac = backend().mac("HmacSHA256");
    mac.init(found);
    Mac reference = Mac.getInstance("HmacSHA256", "SunJCE");
    reference.init(software);
    assertThat(mac.doFinal(MESSAGE)).isEqualTo(reference.doFinal(MESSAGE));
  }

  @Test
  final void aKeyPairKeepsItsCertificate() throws Exception {
    assumeOffered("EC");
    KeyPairGenerator generator = backend().keyPairGenerator("EC");
    generator.initialize(new ECGenParameterSpec("secp256r1"));
    KeyPair pair = generator.generateKeyPair();
    X509Certificate certificate =
        Certificates.selfSigned(backend(), pair, "SHA256withECDSA", "CN=pair");
    load().setKeyEntry("pair", pair.getPrivate(), null, new Certificate[] {certificate});

    KeyStore fresh = load();
    assertThat(fresh.getCertificate("pair")).isEqualTo(certificate);
    assertThat(fresh.getCertificateChain("pair")).containsExactly(certificate);
    assertThat(fresh.getCertificateAlias(certificate)).isEqualTo("pair");
    requireSigns(
        new SignatureKind("SHA256withECDSA", Family.ECDSA_DER),
        (PrivateKey) fresh.getKey("pair", null),
        certificate);
  }

  @Test
  final void aSoftwareKeyPairIsImported() throws Exception {
    KeyPair pair = SoftwareKeys.rsa(2048);
    X509Certificate certificate = Certificates.selfSigned(pair, "SHA256withRSA", "CN=imported");
    load().setKeyEntry("imported pair", pair.getPrivate(), null, new Certificate[] {certificate});
    KeyStore.Entry entry =
        load().getEntry("imported pair", new KeyStore.PasswordProtection(ANY_PASSWORD));
    assertThat(entry).isInstanceOf(KeyStore.PrivateKeyEntry.class);
    PrivateKey key = ((KeyStore.PrivateKeyEntry) entry).getPrivateKey();
    assertThat(key.getEncoded()).isNull();
    requireSigns(new SignatureKind("SHA256withRSA", Family.RSA_PKCS1), key, certificate);
  }

  private void requireSigns(SignatureKind kind, PrivateKey key, X509Certificate certificate)
      throws Exception {
    Signature signature = backend().signature(kind.algorithm());
    signature.initSign(key);
    signature.update(MESSAGE);
    byte[] value = signature.sign();
    assertThat(SignatureReference.verify(kind, certificate.getPublicKey(), null, MESSAGE, value))
        .isEqualTo(Outcome.bytes(SignatureReference.verdict(true)));
  }

  @Test
  final void aTrustedCertificateIsKept() throws Exception {
    X509Certificate certificate =
        Certificates.selfSigned(SoftwareKeys.ec("secp384r1"), "SHA384withECDSA", "CN=trusted");
    load().setCertificateEntry("trusted", certificate);
    KeyStore fresh = load();
    assertThat(fresh.isCertificateEntry("trusted")).isTrue();
    assertThat(fresh.isKeyEntry("trusted")).isFalse();
    assertThat(fresh.getCertificate("trusted")).isEqualTo(certificate);
  }

  @ParameterizedTest
  @ValueSource(strings = {"plain", "with space", "schlüssel", "ключ", "鍵", "a/b:c;d=e", "UPPER"})
  final void aliasesInAnyLanguage(String alias) throws Exception {
    KeyStore store = load();
    store.setKeyEntry(alias, backend().keyGenerator("AES").generateKey(), null, null);
    KeyStore fresh = load();
    assertThat(fresh.containsAlias(alias)).isTrue();
    assertThat(Collections.list(fresh.aliases())).contains(alias);
    fresh.deleteEntry(alias);
    assertThat(fresh.containsAlias(alias)).isFalse();
    assertThat(load().containsAlias(alias)).isFalse();
  }

  @Test
  final void anAliasSetAgainGivesTheNewKey() throws Exception {
    assumeOffered("AES/GCM/NoPadding");
    SecretKey first = backend().keyGenerator("AES").generateKey();
    SecretKey second = backend().keyGenerator("AES").generateKey();
    KeyStore store = load();
    store.setKeyEntry("set again", first, null, null);
    store.setKeyEntry("set again", second, null, null);
    Cipher cipher = backend().cipher("AES/GCM/NoPadding");
    cipher.init(Cipher.ENCRYPT_MODE, second);
    byte[] ciphertext = cipher.doFinal(MESSAGE);
    Cipher decrypting = backend().cipher("AES/GCM/NoPadding");
    decrypting.init(Cipher.DECRYPT_MODE, load().getKey("set again", null), cipher.getParameters());
    assertThat(decrypting.doFinal(ciphertext)).isEqualTo(MESSAGE);
  }

  @Test
  final void whatIsNotThereIsNull() throws Exception {
    KeyStore store = load();
    assertThat(store.getKey("nothing", ANY_PASSWORD)).isNull();
    assertThat(store.getCertificate("nothing")).isNull();
    assertThat(store.getCertificateChain("nothing")).isNull();
    assertThat(store.containsAlias("nothing")).isFalse();
    assertThat(store.isKeyEntry("nothing")).isFalse();
    store.deleteEntry("nothing");
  }
}
