// SPDX-License-Identifier: Apache-2.0
package org.turnlock.jca.keystore;

import static org.assertj.core.api.Assertions.assertThat;
import static org.turnlock.jca.keystore.JdkTool.Registration.ADDED;
import static org.turnlock.jca.keystore.JdkTool.Registration.FILE;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPair;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.X509Certificate;
import java.util.Map;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.jar.JarOutputStream;
import javax.security.auth.x500.X500Principal;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.turnlock.jca.TestCertificates;
import org.turnlock.keys.ManagedKeyProtection;
import org.turnlock.keys.ManagedKeySpec;
import org.turnlock.provider.TurnlockProvider;

/** The JDK's keytool and jarsigner with a managed key: they know nothing of it. */
class ManagedKeytoolTest {
  private static final String PIN = "123456";

  @TempDir private Path directory;

  private void fill(String configuration) throws Exception {
    try (TurnlockProvider provider =
        (TurnlockProvider) new TurnlockProvider().configure("--" + configuration)) {
      KeyStore store = KeyStore.getInstance("Turnlock", provider);
      store.load(null, PIN.toCharArray());
      KeyPair ca = TestCertificates.ec();
      store.setKeyEntry(
          "ca", ca.getPrivate(), null, new Certificate[] {TestCertificates.selfSigned("ca", ca)});
      for (int version = 1; version <= 2; version++) {
        KeyPair pair = TestCertificates.ec();
        store.setEntry(
            "signer",
            new KeyStore.PrivateKeyEntry(
                pair.getPrivate(),
                new Certificate[] {TestCertificates.selfSigned("version-" + version, pair)}),
            new ManagedKeyProtection(ManagedKeySpec.builder("signer").build()));
      }
    }
  }

  @Test
  void listsRequestsCertifiesAndSignsWithTheCurrentVersion() throws Exception {
    String configuration =
        "name=keytool\ntoken=software\npath=" + directory.resolve("token") + "\n";
    fill(configuration);
    JdkTool tool = new JdkTool(directory, configuration, PIN, Map.of());
    tool.keytool(ADDED, "PKCS11", "-certreq -alias signer -file request");
    tool.keytool(ADDED, "PKCS11", "-gencert -alias ca -infile request -outfile reply");
    tool.keytool(ADDED, "PKCS11", "-importcert -noprompt -alias signer -file reply");
    assertThat(tool.keytool(FILE, "PKCS11", "-list -v"))
        .contains("contains 2 entries", "Certificate chain length: 2", "Owner: CN=version-2")
        .doesNotContain("version-1", "signer@");
    Path jar = directory.resolve("signed.jar");
    try (JarOutputStream out = new JarOutputStream(Files.newOutputStream(jar))) {
      out.putNextEntry(new JarEntry("content.txt"));
      out.write("content".getBytes(StandardCharsets.UTF_8));
    }
    tool.jarsigner(ADDED, jar + " signer");
    try (JarFile signed = new JarFile(jar.toFile())) {
      JarEntry entry = signed.getJarEntry("content.txt");
      signed.getInputStream(entry).readAllBytes();
      assertThat(((X509Certificate) entry.getCertificates()[0]).getSubjectX500Principal())
          .isEqualTo(new X500Principal("CN=version-2"));
    }
  }
}
