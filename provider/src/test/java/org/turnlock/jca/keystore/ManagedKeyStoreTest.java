// SPDX-License-Identifier: Apache-2.0
package org.turnlock.jca.keystore;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.security.InvalidKeyException;
import java.security.Key;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.KeyStore;
import java.security.KeyStoreException;
import java.security.PrivateKey;
import java.security.Provider;
import java.security.PublicKey;
import java.security.Signature;
import java.security.UnrecoverableEntryException;
import java.security.UnrecoverableKeyException;
import java.security.cert.CertPath;
import java.security.cert.CertPathValidator;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.security.cert.PKIXParameters;
import java.security.cert.TrustAnchor;
import java.security.cert.X509Certificate;
import java.time.Clock;
import java.time.Duration;
import java.util.Arrays;
import java.util.Date;
import java.util.List;
import java.util.Set;
import javax.crypto.Cipher;
import javax.crypto.SecretKey;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.turnlock.jca.DefaultUsages;
import org.turnlock.jca.Hashing;
import org.turnlock.jca.JcaContext;
import org.turnlock.jca.PinProvider;
import org.turnlock.jca.SoftwareKeyRule;
import org.turnlock.jca.TestCertificates;
import org.turnlock.keys.Keys;
import org.turnlock.keys.ManagedKeyException;
import org.turnlock.keys.ManagedKeyProtection;
import org.turnlock.keys.ManagedKeySpec;
import org.turnlock.keys.ManagedKeys;
import org.turnlock.keys.TokenBackedKey;
import org.turnlock.keys.directory.ManagedKeyDirectory;
import org.turnlock.keys.directory.UseMeter;
import org.turnlock.keys.record.RecordStore;
import org.turnlock.keys.record.RecordStores;
import org.turnlock.lifecycle.ManagedKeyEngine;
import org.turnlock.operation.ActionAudit;
import org.turnlock.operation.KeyOperations;
import org.turnlock.pkcs11.constant.Ckk;
import org.turnlock.provider.TestProviders;
import org.turnlock.token.NewKey;
import org.turnlock.token.TokenData;
import org.turnlock.token.TokenException;
import org.turnlock.token.TokenKey;

/** Managed keys as entries: one alias for the key, names for its versions. */
class ManagedKeyStoreTest extends KeyStoreContract {
  private static final SecretKey SOFTWARE = new SecretKeySpec(new byte[32], "AES");

  private final KeyPair ca = TestCertificates.ec();
  private final X509Certificate authority = TestCertificates.selfSigned("ca", ca);
  private Provider provider;
  private Process here;
  private KeyStore keyStore;

  /** What one process has of its own; two share the token. */
  private record Process(ManagedKeys keys, JcaContext context) {
    KeyStore loaded() throws Exception {
      KeyStore store = TokenKeyStores.notLoaded(context);
      store.load(null, null);
      return store;
    }
  }

  private Process process() {
    RecordStore records = RecordStores.open(token, null);
    ManagedKeyDirectory directory =
        new ManagedKeyDirectory(token, records, UseMeter.NONE, Duration.ZERO);
    ManagedKeys keys = new ManagedKeyEngine(records, directory, provider, Clock.systemUTC());
    return new Process(
        keys,
        new JcaContext(
            token,
            new KeyOperations(),
            ActionAudit.NONE,
            PinProvider.NONE,
            SoftwareKeyRule.IMPORT,
            Hashing.IN_JAVA,
            directory,
            keys));
  }

  @BeforeEach
  void loadKeyStore() throws Exception {
    provider = TestProviders.over(token);
    here = process();
    keyStore = here.loaded();
  }

  private static ManagedKeySpec spec(String alias, String algorithm) {
    return ManagedKeySpec.builder(alias).algorithm(algorithm).build();
  }

  private static ManagedKeyProtection managed(String alias) {
    return new ManagedKeyProtection(ManagedKeySpec.builder(alias).build());
  }

  private void setPair(KeyStore store, String alias, KeyPair pair) throws Exception {
    store.setEntry(
        alias,
        new KeyStore.PrivateKeyEntry(pair.getPrivate(), chain(alias, pair.getPublic())),
        managed(alias));
  }

  private X509Certificate[] chain(String name, PublicKey key) {
    return new X509Certificate[] {
      TestCertificates.certificate(name, key, "ca", ca.getPrivate()), authority
    };
  }

  private byte[] encrypted(Key key) throws Exception {
    Cipher cipher = Cipher.getInstance("AES/KW/NoPadding", provider);
    cipher.init(Cipher.ENCRYPT_MODE, key);
    return cipher.doFinal(new byte[16]);
  }

  private byte[] decrypted(Key key, byte[] ciphertext) throws Exception {
    Cipher cipher = Cipher.getInstance("AES/KW/NoPadding", provider);
    cipher.init(Cipher.DECRYPT_MODE, key);
    return cipher.doFinal(ciphertext);
  }

  private byte[] signed(PrivateKey key) throws Exception {
    Signature signature = Signature.getInstance("SHA256withECDSA", provider);
    signature.initSign(key);
    return signature.sign();
  }

  private boolean verifies(PublicKey key, byte[] value, String by) throws Exception {
    Signature signature =
        by == null
            ? Signature.getInstance("SHA256withECDSA", provider)
            : Signature.getInstance("SHA256withECDSA", by);
    signature.initVerify(key);
    return signature.verify(value);
  }

  @Test
  void aManagedKeyIsListedOnceAndItsVersionsAnswerToTheirNames() throws Exception {
    keyStore.setKeyEntry("plain", SOFTWARE, null, null);
    here.keys().create(spec("payments", "AES"));
    here.keys().rotate("payments", 1);
    for (KeyStore store : List.of(keyStore, here.loaded(), process().loaded())) {
      assertThat(TokenKeyStores.aliases(store)).containsExactlyInAnyOrder("plain", "payments");
      assertThat(store.size()).isEqualTo(2);
      for (String name : List.of("payments", "payments@1", "payments@2")) {
        assertThat(store.containsAlias(name)).as(name).isTrue();
        assertThat(store.isKeyEntry(name)).as(name).isTrue();
        assertThat(store.isCertificateEntry(name)).as(name).isFalse();
        assertThat(store.entryInstanceOf(name, KeyStore.SecretKeyEntry.class)).isTrue();
        assertThat(store.getEntry(name, null)).isInstanceOf(KeyStore.SecretKeyEntry.class);
        assertThat(store.getCertificate(name)).isNull();
        assertThat(store.getCertificateChain(name)).isNull();
        assertThat(((TokenBackedKey) store.getKey(name, null)).source().name()).isEqualTo(name);
      }
      for (String name : List.of("payments@3", "payments@0", "plain@1", "@", "payments@")) {
        assertThat(store.containsAlias(name)).as(name).isFalse();
        assertThat(store.getKey(name, null)).as(name).isNull();
      }
      byte[] ciphertext = encrypted(store.getKey("payments", null));
      assertThat(decrypted(store.getKey("payments@2", null), ciphertext)).isEqualTo(new byte[16]);
    }
  }

  @Test
  void aKeyTakenBeforeARotationElsewhereFollowsItWithoutAnotherLoad() throws Exception {
    Process there = process();
    there.keys().create(spec("payments", "AES"));
    keyStore.load(null, null);
    SecretKey key = (SecretKey) keyStore.getKey("payments", null);
    byte[] old = encrypted(key);
    Date created = keyStore.getCreationDate("payments");
    there.keys().rotate("payments", 1);
    byte[] young = encrypted(key);
    assertThat(decrypted(keyStore.getKey("payments@2", null), young)).isEqualTo(new byte[16]);
    assertThat(decrypted(keyStore.getKey("payments@1", null), old)).isEqualTo(new byte[16]);
    assertThat(decrypted(key, old)).isEqualTo(new byte[16]);
    assertThat(keyStore.getCreationDate("payments@1")).isEqualTo(created);
    assertThat(keyStore.getCreationDate("payments"))
        .isEqualTo(keyStore.getCreationDate("payments@2"))
        .isAfterOrEqualTo(created);
    assertThat(TokenKeyStores.aliases(keyStore)).containsExactly("payments");
    there.keys().create(spec("another", "AES"));
    assertThat(TokenKeyStores.aliases(keyStore)).containsExactly("payments");
    keyStore.load(null, null);
    assertThat(TokenKeyStores.aliases(keyStore)).containsExactlyInAnyOrder("another", "payments");
  }

  @Test
  void whatAKilledWriterHasLeftIsNoEntry() throws Exception {
    here.keys().create(spec("payments", "AES"));
    token
        .objects()
        .generateSecretKey(
            Ckk.AES, 32, NewKey.resident("payments@2", DefaultUsages.ofSecret("AES")));
    for (KeyStore store : List.of(keyStore, here.loaded())) {
      assertThat(TokenKeyStores.aliases(store)).containsExactly("payments");
      assertThat(store.containsAlias("payments@2")).isFalse();
      assertThat(store.getKey("payments@2", null)).isNull();
    }
  }

  @Test
  void disabledKeysAreGivenAndRefuseAtInitDestroyedOnesCannotBeRecovered() throws Exception {
    here.keys().create(spec("payments", "AES"));
    byte[] old = encrypted(keyStore.getKey("payments", null));
    here.keys().rotate("payments", 1);
    here.keys().disable("payments");
    for (String name : List.of("payments", "payments@1", "payments@2")) {
      Key key = keyStore.getKey(name, null);
      assertThat(key).as(name).isNotNull();
      assertThatThrownBy(() -> decrypted(key, old))
          .isInstanceOf(InvalidKeyException.class)
          .hasMessageContainingAll("payments", "is disabled");
    }
    here.keys().enable("payments");
    Key first = keyStore.getKey("payments@1", null);
    assertThat(decrypted(first, old)).isEqualTo(new byte[16]);
    here.keys().destroyVersion("payments", 1);
    assertThatThrownBy(() -> keyStore.getKey("payments@1", null))
        .isInstanceOf(UnrecoverableKeyException.class)
        .hasMessageContainingAll("version 1 of key 'payments'", "destroyed");
    assertThatThrownBy(() -> keyStore.getEntry("payments@1", null))
        .isInstanceOf(UnrecoverableEntryException.class)
        .hasMessageContaining("destroyed");
    assertThatThrownBy(() -> decrypted(first, old))
        .isInstanceOf(InvalidKeyException.class)
        .hasMessageContaining("destroyed");
    here.keys().scheduleDeletion("payments", 7);
    assertThatThrownBy(() -> encrypted(keyStore.getKey("payments", null)))
        .isInstanceOf(InvalidKeyException.class)
        .hasMessageContaining("cancel the deletion");
    assertThat(TokenKeyStores.aliases(keyStore)).containsExactly("payments");
  }

  @Test
  void noVersionIsLostThroughTheKeyStore() throws Exception {
    setPair(keyStore, "payments", TestCertificates.ec());
    setPair(keyStore, "payments", TestCertificates.ec());
    keyStore.setKeyEntry("plain", SOFTWARE, null, null);
    Key plain = keyStore.getKey("plain", null);
    int objects = token.objects().keys().size();
    X509Certificate trusted = TestCertificates.selfSigned("t", ca);
    assertRefused("scheduleDeletion", () -> keyStore.deleteEntry("payments"));
    assertRefused("destroyVersion", () -> keyStore.deleteEntry("payments@1"));
    assertRefused("scheduleDeletion", () -> keyStore.setCertificateEntry("payments", trusted));
    assertRefused("destroyVersion", () -> keyStore.setCertificateEntry("payments@1", trusted));
    for (String name : List.of("payments", "payments@1")) {
      for (Key key : List.of(SOFTWARE, plain)) {
        assertRefused("ManagedKeyProtection", () -> keyStore.setKeyEntry(name, key, null, null));
        assertRefused(
            "ManagedKeyProtection",
            () -> keyStore.setEntry(name, new KeyStore.SecretKeyEntry((SecretKey) key), null));
      }
    }
    PrivateKey managed = (PrivateKey) keyStore.getKey("payments", null);
    PrivateKey first = (PrivateKey) keyStore.getKey("payments@1", null);
    Certificate[] chain = keyStore.getCertificateChain("payments@1");
    for (PrivateKey key : List.of(managed, first)) {
      assertRefused("no other alias", () -> keyStore.setKeyEntry("copy", key, null, chain));
      assertRefused("no other alias", () -> keyStore.setKeyEntry("plain", key, null, chain));
    }
    assertRefused(
        "only keys are managed",
        () ->
            keyStore.setEntry(
                "trusted", new KeyStore.TrustedCertificateEntry(trusted), managed("trusted")));
    assertThat(token.objects().keys()).hasSize(objects);
    assertThat(TokenKeyStores.aliases(here.loaded()))
        .containsExactlyInAnyOrder("payments", "plain");
  }

  private interface Change {
    void run() throws Exception;
  }

  private static void assertRefused(String words, Change change) {
    assertThatThrownBy(change::run)
        .isInstanceOf(KeyStoreException.class)
        .hasMessageContaining(words);
  }

  @Test
  void aReservedAliasIsNoEntryAndNobodyElses() throws Exception {
    here.keys()
        .create(
            ManagedKeySpec.builder("later").algorithm("AES").size(256).awaitingImport().build());
    assertThat(TokenKeyStores.aliases(keyStore)).isEmpty();
    assertThat(keyStore.containsAlias("later")).isFalse();
    assertRefused(
        "ManagedKeyProtection", () -> keyStore.setKeyEntry("later", SOFTWARE, null, null));
    keyStore.setEntry("later", new KeyStore.SecretKeyEntry(SOFTWARE), managed("later"));
    assertThat(TokenKeyStores.aliases(keyStore)).containsExactly("later");
    assertThat(decrypted(keyStore.getKey("later", null), softwareWrapped())).hasSize(16);
  }

  private static byte[] softwareWrapped() throws Exception {
    Cipher cipher = Cipher.getInstance("AESWrap", "SunJCE");
    cipher.init(Cipher.WRAP_MODE, SOFTWARE);
    return cipher.wrap(new SecretKeySpec(new byte[16], "AES"));
  }

  @Test
  void setEntryImportsTheFirstVersionThenTheNext() throws Exception {
    keyStore.setEntry("payments", new KeyStore.SecretKeyEntry(SOFTWARE), managed("payments"));
    byte[] old = softwareWrapped();
    Key key = keyStore.getKey("payments", null);
    assertThat(decrypted(key, old)).isEqualTo(new byte[16]);
    byte[] other = new byte[32];
    Arrays.fill(other, (byte) 7);
    keyStore.setEntry(
        "payments",
        new KeyStore.SecretKeyEntry(new SecretKeySpec(other, "AES")),
        managed("payments"));
    assertThat(here.keys().describe("payments").current()).isEqualTo(2);
    assertThat(decrypted(key, old)).isEqualTo(new byte[16]);
    assertThat(encrypted(key)).isNotEqualTo(old);
    assertRefused(
        "are AES-256, not AES-128",
        () ->
            keyStore.setEntry(
                "payments",
                new KeyStore.SecretKeyEntry(new SecretKeySpec(new byte[16], "AES")),
                managed("payments")));
    assertRefused(
        "two",
        () ->
            keyStore.setEntry(
                "payments", new KeyStore.SecretKeyEntry(SOFTWARE), managed("others")));
  }

  @Test
  void theCertificateFollowsTheCurrentVersionOfAnImportedPair() throws Exception {
    KeyPair first = TestCertificates.ec();
    KeyPair second = TestCertificates.ec();
    setPair(keyStore, "tls", first);
    KeyStore elsewhere = process().loaded();
    X509Certificate certificate = (X509Certificate) elsewhere.getCertificate("tls");
    PrivateKey key = (PrivateKey) elsewhere.getKey("tls", null);
    X509Certificate plain = (X509Certificate) elsewhere.getCertificate("tls@1");
    assertThat(certificate.getPublicKey()).isEqualTo(first.getPublic());
    assertSame(certificate, plain);
    byte[] old = signed(key);
    assertThat(verifies(certificate.getPublicKey(), old, null)).isTrue();

    setPair(keyStore, "tls", second);
    assertThat(certificate.getPublicKey()).as("without another load").isEqualTo(second.getPublic());
    assertThat(certificate).isNotEqualTo(plain);
    assertSame(certificate, (X509Certificate) elsewhere.getCertificate("tls@2"));
    Certificate[] chain = elsewhere.getCertificateChain("tls");
    assertThat(chain).containsExactly(certificate, authority);
    assertThat(elsewhere.getCertificateChain("tls@1")).containsExactly(plain, authority);
    assertThat(elsewhere.getCertificateAlias(certificate)).isEqualTo("tls");
    assertThat(elsewhere.getCertificateAlias(elsewhere.getCertificate("tls@2"))).isEqualTo("tls");
    assertThat(elsewhere.getCertificateAlias(plain)).isEqualTo("tls@1");

    byte[] young = signed(key);
    assertThat(verifies(certificate.getPublicKey(), old, null)).as("of version 1").isTrue();
    assertThat(verifies(certificate.getPublicKey(), young, null)).isTrue();
    assertThat(verifies(certificate.getPublicKey(), young, "SunEC")).isTrue();
    assertThat(verifies(plain.getPublicKey(), young, null)).isFalse();

    KeyStore.PrivateKeyEntry entry = (KeyStore.PrivateKeyEntry) elsewhere.getEntry("tls", null);
    assertThat(entry.getCertificateChain()).containsExactly(chain);
    assertThat(entry.getPrivateKey()).isEqualTo(key);
    assertThat(TokenKeyStores.aliases(elsewhere)).containsExactly("tls");
    validate(chain);
  }

  /** The JDK re-reads certificates that are not of its own class. */
  private void validate(Certificate[] chain) throws Exception {
    CertPath path = CertificateFactory.getInstance("X.509").generateCertPath(List.of(chain[0]));
    PKIXParameters parameters = new PKIXParameters(Set.of(new TrustAnchor(authority, null)));
    parameters.setRevocationEnabled(false);
    parameters.setDate(((X509Certificate) chain[0]).getNotBefore());
    CertPathValidator.getInstance("PKIX").validate(path, parameters);
    ((X509Certificate) chain[0]).verify(ca.getPublic());
  }

  private static void assertSame(X509Certificate rotating, X509Certificate plain) throws Exception {
    assertThat(rotating.equals(plain)).isTrue();
    assertThat(plain.equals(rotating)).isTrue();
    assertThat(rotating).hasSameHashCodeAs(plain);
    assertThat(rotating.getEncoded()).isEqualTo(plain.getEncoded());
    assertThat(rotating.getSubjectX500Principal()).isEqualTo(plain.getSubjectX500Principal());
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    new ObjectOutputStream(bytes).writeObject(rotating);
    assertThat(new ObjectInputStream(new ByteArrayInputStream(bytes.toByteArray())).readObject())
        .isEqualTo(plain)
        .hasSameClassAs(plain);
  }

  @Test
  void aReplyOfACertificationAuthorityGoesToTheVersionThatAsked() throws Exception {
    here.keys().create(spec("tls", "EC"));
    assertThat(keyStore.getCertificate("tls")).isNull();
    PrivateKey key = (PrivateKey) keyStore.getKey("tls", null);
    PublicKey asking = here.keys().publicKey("tls", 1);
    here.keys().rotate("tls", 1);
    X509Certificate[] reply = chain("tls", asking);
    keyStore.setKeyEntry("tls", key, null, reply);
    assertThat(keyStore.getCertificateChain("tls@1")).containsExactly(reply);
    assertThat(keyStore.getCertificate("tls")).as("version 2 has none yet").isNull();
    X509Certificate[] second = chain("tls", here.keys().publicKey("tls", 2));
    keyStore.setKeyEntry("tls", key, null, second);
    assertThat(keyStore.getCertificateChain("tls")).containsExactly(second);
    assertThat(process().loaded().getCertificateChain("tls")).containsExactly(second);
    assertRefused(
        "is for another key",
        () ->
            keyStore.setKeyEntry("tls", key, null, chain("x", TestCertificates.ec().getPublic())));
    keyStore.setKeyEntry("plain", ca.getPrivate(), null, new X509Certificate[] {authority});
    keyStore.deleteEntry("plain");
    assertThat(here.loaded().getCertificateChain("tls"))
        .as("issuers that a managed key needs are spared")
        .containsExactly(second);
  }

  @Test
  void anAdoptedKeyIsListedUnderItsAliasAndAnswersToItsOldLabel() throws Exception {
    keyStore.setKeyEntry("old", SOFTWARE, null, null);
    keyStore.setEntry(
        "payments",
        new KeyStore.SecretKeyEntry((SecretKey) keyStore.getKey("old", null)),
        managed("payments"));
    byte[] before = softwareWrapped();
    here.keys().rotate("payments", 1);
    for (KeyStore store : List.of(keyStore, here.loaded(), process().loaded())) {
      assertThat(TokenKeyStores.aliases(store)).containsExactly("payments");
      assertThat(store.containsAlias("old")).isTrue();
      TokenBackedKey byLabel = (TokenBackedKey) store.getKey("old", null);
      assertThat(byLabel.source().name()).isEqualTo("payments@1");
      assertThat(decrypted(byLabel, before)).isEqualTo(new byte[16]);
      assertThat(decrypted(store.getKey("payments", null), before)).isEqualTo(new byte[16]);
      assertRefused("destroyVersion", () -> store.deleteEntry("old"));
    }
    keyStore.setKeyEntry("same", new SecretKeySpec(new byte[16], "AES"), null, null);
    here.keys().adopt(keyStore.getKey("same", null), ManagedKeySpec.builder("same").build());
    assertThat(((TokenBackedKey) keyStore.getKey("same", null)).source().name()).isEqualTo("same");
    assertThat(TokenKeyStores.aliases(keyStore)).containsExactlyInAnyOrder("payments", "same");
  }

  @Test
  void aPairIsAdoptedWithTheCertificatesThatItHasOrIsGiven() throws Exception {
    KeyPair pair = TestCertificates.ec();
    X509Certificate[] chain = chain("tls", pair.getPublic());
    keyStore.setKeyEntry("old", pair.getPrivate(), null, chain);
    int objects = token.objects().certificates().size();
    PrivateKey inHand = (PrivateKey) keyStore.getKey("old", null);
    keyStore.setEntry("tls", new KeyStore.PrivateKeyEntry(inHand, chain), managed("tls"));
    assertThat(token.objects().certificates()).as("without touching it").hasSize(objects);
    assertThat(keyStore.getCertificateChain("tls@1")).containsExactly(chain);
    assertThat(verifies(pair.getPublic(), signed((PrivateKey) keyStore.getKey("tls", null)), null))
        .isTrue();

    KeyPair other = TestCertificates.ec();
    X509Certificate own = TestCertificates.selfSigned("other", other);
    keyStore.setKeyEntry("other", other.getPrivate(), null, new X509Certificate[] {own});
    PrivateKey plain = (PrivateKey) keyStore.getKey("other", null);
    for (X509Certificate[] wrong : List.of(chain, chain("x", TestCertificates.ec().getPublic()))) {
      assertRefused("another key", () -> adopt(plain, wrong));
      assertThat(here.keys().find("web")).isEmpty();
      assertThat(keyStore.getCertificateChain("other")).containsExactly(own);
    }
    X509Certificate[] fresh = chain("web", other.getPublic());
    here.keys().create(spec("web", "AES"));
    assertRefused("already", () -> adopt(plain, fresh));
    for (KeyStore store : List.of(keyStore, here.loaded())) {
      assertThat(store.getCertificateChain("other")).as("taken back").containsExactly(own);
    }
    keyStore.setEntry("site", new KeyStore.PrivateKeyEntry(plain, fresh), managed("site"));
    for (KeyStore store : List.of(keyStore, here.loaded(), process().loaded())) {
      assertThat(store.getCertificateChain("site@1")).containsExactly(fresh);
      assertThat(TokenKeyStores.aliases(store)).containsExactlyInAnyOrder("tls", "web", "site");
    }
    assertRefused("managed already", () -> adopt(inHand, chain));
  }

  @Test
  void anAdoptedRsaKeyIsForPssOnlyIfItsCertificateSaysSo() throws Exception {
    KeyPair pair = KeyPairGenerator.getInstance("RSASSA-PSS", "SunRsaSign").generateKeyPair();
    X509Certificate[] chain = chain("pss", pair.getPublic());
    keyStore.setKeyEntry("pss", pair.getPrivate(), null, chain);
    PrivateKey inHand = (PrivateKey) keyStore.getKey("pss", null);
    keyStore.setEntry("signing", new KeyStore.PrivateKeyEntry(inHand, chain), managed("signing"));
    for (KeyStore store : List.of(keyStore, here.loaded())) {
      KeyStore.PrivateKeyEntry first = (KeyStore.PrivateKeyEntry) store.getEntry("signing@1", null);
      assertThat(first.getPrivateKey().getAlgorithm()).isEqualTo("RSASSA-PSS");
      assertThat(first.getCertificateChain()).containsExactly(chain);
      assertThat(store.getEntry("signing", null)).isNotNull();
    }
  }

  private void adopt(PrivateKey key, X509Certificate[] chain) throws Exception {
    keyStore.setEntry("web", new KeyStore.PrivateKeyEntry(key, chain), managed("web"));
  }

  /** Some other bytes where the record is; {@code later} makes it one of a later format. */
  private void damage(String alias, boolean later) {
    TokenData record = token.objects().data("turnlock key", alias).get(0);
    token.objects().destroy(record);
    byte[] value = record.value();
    int format = value.length > 129 ? 5 : 4;
    assertThat(value[format]).as("the format's number").isEqualTo((byte) 1);
    value[later ? format : format - 1] = 2;
    token.objects().addData("turnlock key", alias, value);
  }

  @Test
  void nothingOfAKeyWhoseRecordCannotBeReadIsAPlainEntry() throws Exception {
    for (boolean later : List.of(false, true)) {
      String alias = "payments" + later;
      String label = "old" + later;
      keyStore.setKeyEntry(label, SOFTWARE, null, null);
      keyStore.setEntry(
          alias,
          new KeyStore.SecretKeyEntry((SecretKey) keyStore.getKey(label, null)),
          managed(alias));
      here.keys().rotate(alias, 1);
      KeyStore before = process().loaded();
      damage(alias, later);
      int objects = token.objects().keys().size();
      for (KeyStore store : List.of(before, process().loaded())) {
        for (String name : List.of(alias, alias + "@1", alias + "@2", alias + "@3", label)) {
          assertThat(store.containsAlias(name)).as(name).isFalse();
          assertThatThrownBy(() -> store.getKey(name, null))
              .as(name)
              .isInstanceOf(UnrecoverableKeyException.class)
              .hasMessageContaining("record of key '" + alias + "' cannot be used");
          assertRefused("cannot be used", () -> store.deleteEntry(name));
          assertRefused("cannot be used", () -> store.setKeyEntry(name, SOFTWARE, null, null));
          assertRefused("cannot be used", () -> store.setCertificateEntry(name, authority));
        }
        assertRefused(
            "cannot be used",
            () -> store.setEntry(alias, new KeyStore.SecretKeyEntry(SOFTWARE), managed(alias)));
      }
      assertThat(TokenKeyStores.aliases(process().loaded())).isEmpty();
      for (TokenKey key : token.objects().keys()) {
        assertThatThrownBy(() -> here.keys().adopt(Keys.of(key), spec("other", "AES")))
            .isInstanceOf(ManagedKeyException.class)
            .hasMessageContaining("version of managed key");
      }
      assertThat(token.objects().keys()).hasSize(objects);
    }
  }

  @Test
  void aKeyMadeElsewhereAfterTheLoadIsNoPlainEntryHoweverItIsMet() throws Exception {
    keyStore.setKeyEntry("old", SOFTWARE, null, null);
    keyStore.load(null, null);
    Process there = process();
    there.keys().create(spec("payments", "AES"));
    there.keys().adopt(there.loaded().getKey("old", null), spec("ledger", "AES"));
    int objects = token.objects().keys().size();
    assertRefused("managed key", () -> keyStore.setKeyEntry("payments@1", SOFTWARE, null, null));
    assertThat(((TokenBackedKey) keyStore.getKey("payments@1", null)).source().versionNumber())
        .isEqualTo(1);
    assertThat(TokenKeyStores.aliases(keyStore)).contains("payments");
    KeyStore another = there.loaded();
    keyStore.load(null, null);
    another.setKeyEntry("young", SOFTWARE, null, null);
    keyStore.load(null, null);
    there.keys().adopt(another.getKey("young", null), spec("diary", "AES"));
    assertRefused("destroyVersion", () -> keyStore.deleteEntry("young"));
    assertRefused("managed", () -> keyStore.setKeyEntry("old", SOFTWARE, null, null));
    assertThat(token.objects().keys()).hasSize(objects + 1);
  }

  /** JSSE and others ask a certificate at any time, and expect no failure. */
  @Test
  void aCertificateThatFollowsOutlivesATokenThatCannotTell() throws Exception {
    X509Certificate plain = TestCertificates.selfSigned("web", TestCertificates.ec());
    TokenException failure =
        new TokenException(TokenException.Reason.NOT_LOGGED_IN, "not logged in");
    X509Certificate following =
        new RotatingCertificate(
            plain,
            () -> {
              throw failure;
            },
            () -> {
              throw failure;
            });
    assertThat(following.getNotAfter()).isEqualTo(plain.getNotAfter());
    assertThat(following.getPublicKey()).isEqualTo(plain.getPublicKey());
    assertThat(following).isEqualTo(plain).hasSameHashCodeAs(plain).hasToString(plain.toString());
  }
}
