// SPDX-License-Identifier: Apache-2.0
package org.turnlock.provider;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.Key;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.Provider;
import java.security.PublicKey;
import java.security.Security;
import java.security.Signature;
import java.security.cert.X509Certificate;
import java.security.spec.X509EncodedKeySpec;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Date;
import java.util.HexFormat;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.crypto.Cipher;
import javax.crypto.Mac;
import javax.crypto.spec.IvParameterSpec;
import javax.security.auth.x500.X500Principal;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.turnlock.keys.TokenKeyProtection;
import org.turnlock.keys.TokenKeySpec;
import org.turnlock.softhsm.SoftHsm;
import org.turnlock.softhsm.SoftHsmToken;

/** Keys that pkcs11-tool and SunPKCS11 have made, in Turnlock; and Turnlock's in pkcs11-tool. */
@SoftHsm
class OtherToolsKeysTest {
  private static final byte[] MESSAGE = "message".getBytes(StandardCharsets.UTF_8);

  private static final String P384_HEADER = "3076301006072a8648ce3d020106052b81040022036200";

  private final SoftHsmToken token;
  private final Provider turnlock;
  @TempDir private Path directory;

  OtherToolsKeysTest(SoftHsmToken token) {
    this.token = token;
    this.turnlock = new TurnlockProvider().configure(token.turnlockConfiguration().toString());
  }

  private String tool(String... arguments) throws Exception {
    List<String> command =
        new ArrayList<>(
            List.of(
                "pkcs11-tool",
                "--module",
                token.library().toString(),
                "--token-label",
                token.label(),
                "--pin",
                token.pin()));
    command.addAll(List.of(arguments));
    ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
    builder.environment().putAll(token.environment());
    Path output = directory.resolve("output");
    Process process = builder.redirectOutput(output.toFile()).start();
    int status = process.waitFor();
    String text = Files.readString(output);
    assertThat(status).as("%s%n%s", List.of(arguments), text).isZero();
    return text;
  }

  private void makePair(String type, String label, String id) throws Exception {
    tool("--keypairgen", "--key-type", type, "--label", label, "--id", id);
  }

  private PublicKey publicKey(String algorithm, String id) throws Exception {
    Path file = directory.resolve("public-" + id);
    tool("--read-object", "--type", "pubkey", "--id", id, "--output-file", file.toString());
    return KeyFactory.getInstance(algorithm)
        .generatePublic(new X509EncodedKeySpec(Files.readAllBytes(file)));
  }

  /** Put together from what is listed: not every OpenSC writes EC keys out. */
  private PublicKey p384Key(String id) throws Exception {
    Matcher point =
        Pattern.compile("EC_POINT: +0461([0-9a-f]+)")
            .matcher(tool("--list-objects", "--type", "pubkey", "--id", id));
    assertThat(point.find()).isTrue();
    byte[] encoded = HexFormat.of().parseHex(P384_HEADER + point.group(1));
    return KeyFactory.getInstance("EC").generatePublic(new X509EncodedKeySpec(encoded));
  }

  private KeyStore loaded(Provider provider) throws Exception {
    KeyStore store = KeyStore.getInstance("PKCS11", provider);
    store.load(null, token.pinChars());
    return store;
  }

  private void signs(Key key, PublicKey publicKey, String algorithm) throws Exception {
    Signature signer = Signature.getInstance(algorithm, turnlock);
    signer.initSign((PrivateKey) key);
    signer.update(MESSAGE);
    Signature verifier =
        Signature.getInstance(algorithm, algorithm.endsWith("RSA") ? "SunRsaSign" : "SunEC");
    verifier.initVerify(publicKey);
    verifier.update(MESSAGE);
    assertThat(verifier.verify(signer.sign())).as(algorithm).isTrue();
  }

  private X509Certificate selfSigned(Key key, PublicKey publicKey, Provider signer)
      throws Exception {
    X500Principal name = new X500Principal("CN=other tool");
    Date now = new Date();
    return new JcaX509CertificateConverter()
        .getCertificate(
            new JcaX509v3CertificateBuilder(
                    name,
                    BigInteger.ONE,
                    now,
                    new Date(now.getTime() + 86_400_000L),
                    name,
                    publicKey)
                .build(
                    new JcaContentSignerBuilder("SHA256withRSA")
                        .setProvider(signer)
                        .build((PrivateKey) key)));
  }

  @Test
  void keysOfPkcs11ToolAreSeenAndWork() throws Exception {
    makePair("rsa:2048", "tool rsa", "01");
    makePair("EC:secp384r1", "tool ключ", "02");
    makePair("EC:edwards25519", "tool ed", "03");
    tool("--keygen", "--key-type", "AES:32", "--label", "tool aes", "--id", "04");
    tool("--keygen", "--key-type", "GENERIC:32", "--label", "tool mac", "--usage-sign");

    KeyStore store = loaded(turnlock);
    assertThat(Collections.list(store.aliases()))
        .contains("tool rsa", "tool ключ", "tool ed", "tool aes", "tool mac");
    signs(store.getKey("tool rsa", null), publicKey("RSA", "01"), "SHA256withRSA");
    signs(store.getKey("tool ключ", null), p384Key("02"), "SHA384withECDSA");
    assertThat(store.getKey("tool ed", null).getAlgorithm()).isEqualTo("EdDSA");
    Cipher cipher = Cipher.getInstance("AES/CBC/PKCS5Padding", turnlock);
    IvParameterSpec iv = new IvParameterSpec(new byte[16]);
    cipher.init(Cipher.ENCRYPT_MODE, store.getKey("tool aes", null), iv);
    byte[] sealed = cipher.doFinal(MESSAGE);
    cipher.init(Cipher.DECRYPT_MODE, store.getKey("tool aes", null), iv);
    assertThat(cipher.doFinal(sealed)).isEqualTo(MESSAGE);
    Mac mac = Mac.getInstance("HmacSHA256", turnlock);
    mac.init(store.getKey("tool mac", null));
    assertThat(mac.doFinal(MESSAGE)).hasSize(32);

    X509Certificate certificate =
        selfSigned(store.getKey("tool rsa", null), publicKey("RSA", "01"), turnlock);
    Path file = directory.resolve("certificate");
    Files.write(file, certificate.getEncoded());
    tool("--write-object", file.toString(), "--type", "cert", "--id", "01", "--label", "any name");
    KeyStore again = loaded(turnlock);
    assertThat(again.getCertificateChain("tool rsa")).containsExactly(certificate);
    assertThat(again.getCertificate("pkcs11:object=any%20name")).isEqualTo(certificate);
    again.deleteEntry("tool rsa");
    assertThat(tool("--list-objects")).doesNotContain("tool rsa", "any name");
  }

  @Test
  void keysOfTurnlockAreSeenByPkcs11ToolAndWork() throws Exception {
    KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA", "SunRsaSign");
    generator.initialize(2048);
    KeyPair pair = generator.generateKeyPair();
    KeyStore store = loaded(turnlock);
    X509Certificate[] chain = {
      selfSigned(pair.getPrivate(), pair.getPublic(), Security.getProvider("SunRsaSign"))
    };
    store.setEntry(
        "мой ключ",
        new KeyStore.PrivateKeyEntry(pair.getPrivate(), chain),
        new TokenKeyProtection(TokenKeySpec.builder().id(new byte[] {0x77}).build()));
    assertThat(tool("--list-objects")).contains("мой ключ");
    Path message = directory.resolve("message");
    Path signature = directory.resolve("signature");
    Files.write(message, MESSAGE);
    tool(
        "--sign",
        "--mechanism",
        "SHA256-RSA-PKCS",
        "--id",
        "77",
        "--input-file",
        message.toString(),
        "--output-file",
        signature.toString());
    Signature verifier = Signature.getInstance("SHA256withRSA", "SunRsaSign");
    verifier.initVerify(pair.getPublic());
    verifier.update(MESSAGE);
    assertThat(verifier.verify(Files.readAllBytes(signature))).isTrue();
  }

  @Test
  void pairsOfSunPkcs11AreSeenAndWork() throws Exception {
    Provider sun =
        Security.getProvider("SunPKCS11").configure(token.sunPkcs11Configuration().toString());
    KeyStore theirs = loaded(sun);
    KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA", sun);
    generator.initialize(2048);
    KeyPair pair = generator.generateKeyPair();
    X509Certificate certificate = selfSigned(pair.getPrivate(), pair.getPublic(), sun);
    theirs.setKeyEntry("sun", pair.getPrivate(), null, new X509Certificate[] {certificate});

    KeyStore store = loaded(turnlock);
    assertThat(store.getCertificateChain("sun")).containsExactly(certificate);
    signs(store.getKey("sun", null), pair.getPublic(), "SHA256withRSA");
    store.setEntry("renamed", store.getEntry("sun", null), null);
    theirs.load(null, token.pinChars());
    assertThat(theirs.isKeyEntry("renamed")).isTrue();
    assertThat(theirs.containsAlias("sun")).isFalse();
  }
}
