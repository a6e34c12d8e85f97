// SPDX-License-Identifier: Apache-2.0
package org.turnlock.provider;

import static org.assertj.core.api.Assertions.assertThat;

import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.KeyStore;
import java.security.cert.X509Certificate;
import java.util.Collections;
import java.util.Map;
import java.util.concurrent.Callable;
import javax.crypto.SecretKey;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.Test;
import org.turnlock.jca.TestCertificates;
import org.turnlock.softhsm.SoftHsm;
import org.turnlock.softhsm.SoftHsmToken;

/** C calls of a KeyStore: they must not grow with what else is in the token. */
@SoftHsm
class KeyStoreCallCountTest {
  private static final int MANY = 60;

  /** Secret keys, private keys of all types, certificates, records. */
  private static final long SEARCHES_OF_LOAD = 4;

  private static final SecretKey AES = new SecretKeySpec(new byte[16], "AES");

  private final TurnlockProvider provider;
  private final CountedCalls calls;
  private final char[] pin;
  private final KeyPair ca = TestCertificates.ec();
  private final X509Certificate authority = TestCertificates.selfSigned("ca", ca);

  KeyStoreCallCountTest(SoftHsmToken token) throws Exception {
    calls = new CountedCalls(token);
    provider = calls.provider();
    pin = token.pinChars();
  }

  private KeyStore loaded() throws Exception {
    KeyStore store = KeyStore.getInstance("Turnlock", provider);
    store.load(null, pin);
    return store;
  }

  private Map<String, Long> callsOf(Callable<?> work) throws Exception {
    return calls.of(work);
  }

  /** A run of changes, of every kind, each with entries of its own. */
  private Map<String, Long> changes(KeyStore store, String name) throws Exception {
    KeyPair pair = TestCertificates.ec();
    X509Certificate leaf =
        TestCertificates.certificate(name, pair.getPublic(), "ca", ca.getPrivate());
    X509Certificate trusted = TestCertificates.selfSigned("t", pair);
    return callsOf(
        () -> {
          store.setKeyEntry(name, AES, null, null);
          store.setKeyEntry(name + "new", store.getKey(name, null), null, null);
          store.setKeyEntry(
              name + "p", pair.getPrivate(), null, new X509Certificate[] {leaf, authority});
          store.setCertificateEntry(name + "t", trusted);
          store.deleteEntry(name + "new");
          store.deleteEntry(name + "p");
          return null;
        });
  }

  @Test
  void loadReadsEachObjectOnceAndChangesCostTheSameInAFullToken() throws Exception {
    KeyStore store = loaded();
    KeyPair keep = TestCertificates.ec();
    X509Certificate kept =
        TestCertificates.certificate("keep", keep.getPublic(), "ca", ca.getPrivate());
    store.setKeyEntry("keep", keep.getPrivate(), null, new X509Certificate[] {kept, authority});
    changes(store, "first");
    Map<String, Long> loadOfFew = callsOf(this::loaded);
    Map<String, Long> few = changes(store, "few");
    assertThat(few.values().stream().mapToLong(Long::longValue).sum())
        .as("%s", few)
        .isLessThanOrEqualTo(140);

    for (int number = 0; number < MANY; number++) {
      store.setKeyEntry("aes" + number, AES, null, null);
    }
    KeyPairGenerator rsa = KeyPairGenerator.getInstance("RSA");
    rsa.initialize(2048);
    KeyPair one = rsa.generateKeyPair();
    for (int number = 0; number < MANY / 10; number++) {
      store.setKeyEntry(
          "rsa" + number,
          one.getPrivate(),
          null,
          new X509Certificate[] {TestCertificates.selfSigned("rsa" + number, one)});
    }
    assertThat(changes(store, "many")).isEqualTo(few);

    Map<String, Long> loadOfMany = callsOf(this::loaded);
    long added = MANY + 2 * (MANY / 10) + 3;
    assertThat(loadOfMany.get("C_GetAttributeValue") - loadOfFew.get("C_GetAttributeValue"))
        .as("one read for each object")
        .isLessThanOrEqualTo(added);
    assertThat(loadOfFew).containsEntry("C_FindObjectsInit", SEARCHES_OF_LOAD);
    assertThat(loadOfMany).containsEntry("C_FindObjectsInit", SEARCHES_OF_LOAD);
    assertThat(
            callsOf(
                () -> {
                  for (String alias : Collections.list(store.aliases())) {
                    store.isKeyEntry(alias);
                    store.getKey(alias, null);
                    store.getCertificateChain(alias);
                    store.getCreationDate(alias);
                  }
                  return null;
                }))
        .as("reading what was loaded")
        .isEmpty();
  }
}
