// SPDX-License-Identifier: Apache-2.0
package org.turnlock.jca.keystore;

import static org.assertj.core.api.Assertions.assertThat;
import static org.turnlock.jca.keystore.JdkTool.Registration.ADDED;
import static org.turnlock.jca.keystore.JdkTool.Registration.CLASS;
import static org.turnlock.jca.keystore.JdkTool.Registration.FILE;

import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPair;
import java.security.KeyStore;
import java.security.cert.X509Certificate;
import java.util.Map;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.turnlock.jca.TestCertificates;

/** The JDK's keytool and jarsigner, as processes of their own, on a token. */
class KeytoolTest {
  @TempDir Path directory;

  /** The configuration of an empty token. */
  String configuration() throws Exception {
    return "name=keytool\ntoken=software\npath=" + directory.resolve("token") + "\n";
  }

  String pin() {
    return "123456";
  }

  Map<String, String> environment() {
    return Map.of();
  }

  private JdkTool tool() throws Exception {
    return new JdkTool(directory, configuration(), pin(), environment());
  }

  @Test
  void makesSignsRenamesAndDeletesInTokenMode() throws Exception {
    JdkTool tool = tool();
    String type = "PKCS11";
    String here = " -providername Turnlock";
    tool.keytool(
        CLASS,
        type,
        "-genkeypair -alias ca -keyalg RSA -keysize 2048 -dname CN=ca -ext bc:c" + here);
    tool.keytool(
        ADDED, type, "-genkeypair -alias ec -keyalg EC -groupname secp256r1 -dname CN=ec" + here);
    tool.keytool(ADDED, type, "-genkeypair -alias soft -keyalg RSA -keysize 2048 -dname CN=soft");
    tool.keytool(CLASS, type, "-genseckey -alias aes -keyalg AES -keysize 256");

    tool.keytool(ADDED, type, "-certreq -alias ec -file request");
    tool.keytool(ADDED, type, "-gencert -alias ca -infile request -outfile reply");
    tool.keytool(ADDED, type, "-importcert -alias ec -file reply");
    assertThat(tool.keytool(FILE, type, "-list -v -alias ec"))
        .contains("Certificate chain length: 2", "Issuer: CN=ca");

    tool.keytool(ADDED, type, "-exportcert -alias ca -file ca.crt");
    tool.keytool(ADDED, type, "-importcert -noprompt -alias trusted -file ca.crt");
    tool.keytool(ADDED, type, "-changealias -alias ec -destalias signer");
    signAndVerify(tool, "signer");
    signAndVerify(tool, "ca");
    tool.keytool(ADDED, type, "-delete -alias soft");

    String listed = tool.keytool(CLASS, type, "-list");
    assertThat(listed).contains("contains 4 entries");
    assertThat(listed)
        .containsPattern(entry("aes", "SecretKeyEntry"))
        .containsPattern(entry("ca", "PrivateKeyEntry"))
        .containsPattern(entry("signer", "PrivateKeyEntry"))
        .containsPattern(entry("trusted", "trustedCertEntry"));
  }

  @Test
  void makesAndUsesEd25519Keys() throws Exception {
    JdkTool tool = tool();
    String type = "PKCS11";
    tool.keytool(
        ADDED, type, "-genkeypair -alias ed -keyalg Ed25519 -dname CN=ed -providername Turnlock");
    assertThat(tool.keytool(ADDED, type, "-certreq -alias ed")).contains("BEGIN NEW CERTIFICATE");
    signAndVerify(tool, "ed");
  }

  @Test
  void takesATurnlockKeyStoreAsItTakesAnyOther() throws Exception {
    JdkTool tool = tool();
    String type = "Turnlock";
    tool.keytool(FILE, type, "-genseckey -alias mac -keyalg HmacSHA256 -keysize 256");
    tool.keytool(
        FILE,
        type,
        "-importkeystore -srckeystore "
            + pkcs12()
            + " -srcstoretype PKCS12 -srcstorepass changeit -noprompt");
    assertThat(tool.keytool(FILE, type, "-list"))
        .containsPattern(entry("mac", "SecretKeyEntry"))
        .containsPattern(entry("imported", "PrivateKeyEntry"))
        .containsPattern(entry("root", "trustedCertEntry"));
    tool.keytool(FILE, type, "-delete -alias imported");
    assertThat(tool.keytool(FILE, type, "-list")).doesNotContain("imported");
  }

  private Path pkcs12() throws Exception {
    KeyPair pair = TestCertificates.ec();
    X509Certificate root = TestCertificates.selfSigned("root", TestCertificates.ec());
    KeyStore store = KeyStore.getInstance("PKCS12");
    store.load(null, null);
    char[] password = "changeit".toCharArray();
    store.setKeyEntry(
        "imported",
        pair.getPrivate(),
        password,
        new X509Certificate[] {TestCertificates.selfSigned("imported", pair)});
    store.setCertificateEntry("root", root);
    Path file = directory.resolve("other.p12");
    try (OutputStream out = Files.newOutputStream(file)) {
      store.store(out, password);
    }
    return file;
  }

  private void signAndVerify(JdkTool tool, String alias) throws Exception {
    Path jar = directory.resolve(alias + ".jar");
    try (JarOutputStream out = new JarOutputStream(Files.newOutputStream(jar))) {
      out.putNextEntry(new JarEntry("content.txt"));
      out.write(alias.getBytes(java.nio.charset.StandardCharsets.UTF_8));
    }
    tool.jarsigner(ADDED, jar + " " + alias);
    assertThat(tool.jarsigner(FILE, "-verify -verbose -certs " + jar))
        .contains("jar verified", "CN=" + (alias.equals("signer") ? "ec" : alias));
  }

  private static Pattern entry(String alias, String kind) {
    return Pattern.compile("(?m)^" + alias + ", (.*, )?" + kind);
  }
}
