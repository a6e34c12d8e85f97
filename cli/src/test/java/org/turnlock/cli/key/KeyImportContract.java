// SPDX-License-Identifier: Apache-2.0
package org.turnlock.cli.key;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.security.KeyFactory;
import java.security.PublicKey;
import java.security.spec.MGF1ParameterSpec;
import java.security.spec.X509EncodedKeySpec;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import javax.crypto.Cipher;
import javax.crypto.spec.OAEPParameterSpec;
import javax.crypto.spec.PSource;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.Test;
import org.turnlock.cli.CommandRun;
import org.turnlock.cli.Workplace;

/** {@code turnlock key import}, {@code adopt} and certificates. */
abstract class KeyImportContract {
  private static final byte[] BYTES = HexFormat.of().parseHex("00112233445566778899aabbccddeeff");

  private static Workplace at;

  static void begin(Workplace workplace) {
    at = workplace;
  }

  static Workplace at() {
    return at;
  }

  /** The alias of an AES-128 key that is in the token and not managed. */
  abstract String legacyKey() throws Exception;

  private static void openssl(String... words) {
    at.openssl(words);
  }

  @Test
  void secretKeysComeAsBytesOrHexadecimal() throws IOException {
    Files.write(at.file("raw"), BYTES);
    Files.writeString(at.file("hex"), "00112233 44556677\n8899aabb ccddeeff\n");
    at.done("key", "import", "secret", at.path("raw"), "--type", "AES-128");
    assertThat(
            at.json("key", "import", "secret", at.path("hex"), "--expect", "1", "--format", "hex"))
        .containsEntry("current", 2L)
        .containsEntry("type", "AES-128");
    assertThat(at.refused(7, "key", "import", "secret", at.path("hex"), "--expect", "1"))
        .contains("is 2, not 1");
    assertThat(
            at.refused(
                7, "key", "import", "mistyped", at.path("raw"), "--type", "AES", "--expect", "2"))
        .contains("no key 'mistyped'");
    assertThat(at.refused(5, "key", "describe", "mistyped")).contains("mistyped");
    assertThat(at.refused(1, "key", "rotate", "secret")).contains("import the next one");
    assertThat(at.refused(1, "key", "import", "untyped", at.path("raw"))).contains("--type");
    assertThat(at.refused(1, "key", "import", "wrong", at.path("raw"), "--type", "AES-256"))
        .contains("AES-128");
    assertThat(at.run("key", "import", "secret").code()).isEqualTo(2);
    for (String[] said :
        new String[][] {
          {"--type", "AES-256"},
          {"--tag", "a=1"},
          {"--rotate-every", "1d"}
        }) {
      String[] words = Arrays.copyOf(new String[] {"key", "import", "secret"}, 4 + said.length);
      words[3] = at.path("raw");
      System.arraycopy(said, 0, words, 4, said.length);
      assertThat(at.run(words).code()).as(String.join(" ", said)).isEqualTo(2);
    }
    at.done("key", "import", "secret", at.path("raw"), "--type", "AES");
    assertThat(at.run("key", "import", "secret", "-", "--password-file", "-").err())
        .contains("cannot both come from standard input");
  }

  @Test
  void privateKeysComeInEveryFormOfOpenssl() throws IOException {
    Files.writeString(at.file("password"), "a password\n");
    String pass = "file:password";
    openssl("ecparam", "-name", "prime256v1", "-genkey", "-noout", "-out", "sec1.pem");
    openssl("pkcs8", "-topk8", "-in", "sec1.pem", "-nocrypt", "-outform", "DER", "-out", "p8.der");
    openssl("pkcs8", "-topk8", "-in", "sec1.pem", "-out", "enc.pem", "-passout", pass);
    openssl("req", "-x509", "-key", "sec1.pem", "-subj", "/CN=imported", "-out", "cert.pem");
    openssl(
        "pkcs12",
        "-export",
        "-inkey",
        "sec1.pem",
        "-in",
        "cert.pem",
        "-out",
        "key.p12",
        "-passout",
        pass);
    openssl("ec", "-in", "sec1.pem", "-pubout", "-out", "public.pem");
    String half = Files.readString(at.file("public.pem"));
    String password = at.path("password");
    for (String file : new String[] {"sec1.pem", "p8.der", "enc.pem", "key.p12"}) {
      assertThat(at.json("key", "import", file, at.path(file), "--password-file", password))
          .containsEntry("type", "EC secp256r1");
      assertThat(at.done("key", "export-public", file)).isEqualTo(half);
    }
    String[] entry = {
      "key", "import", "entry", at.path("key.p12"), "--password-file", password, "--entry", "none"
    };
    assertThat(at.refused(1, entry)).contains("must name one of the keys");
    entry[7] = "1";
    assertThat(at.json(entry)).containsEntry("type", "EC secp256r1");
    assertThat(at.json("key", "certificate", "key.p12")).containsEntry("subject", "CN=imported");
    assertThat(at.refused(1, "key", "import", "x", at.path("enc.pem"))).contains("--password-file");
    CommandRun wrong =
        at.runner()
            .with("SECRET", "another")
            .run("key", "import", "x", at.path("enc.pem"), "--password-env", "SECRET");
    assertThat(wrong.code()).isEqualTo(1);
    assertThat(wrong.err()).contains("a wrong password").doesNotContain("another");
  }

  @Test
  void aWrappedKeyNeverShows() throws Exception {
    at.done("key", "create", "transport", "--type", "RSA-2048");
    String pem = at.done("key", "export-public", "transport");
    byte[] der = Base64.getMimeDecoder().decode(pem.replaceAll("-----[A-Z ]*-----", ""));
    PublicKey rsa = KeyFactory.getInstance("RSA").generatePublic(new X509EncodedKeySpec(der));
    byte[] aes = new byte[32];
    Cipher oaep = Cipher.getInstance("RSA/ECB/OAEPPadding");
    oaep.init(
        Cipher.ENCRYPT_MODE,
        rsa,
        new OAEPParameterSpec(
            "SHA-256", "MGF1", MGF1ParameterSpec.SHA256, PSource.PSpecified.DEFAULT));
    Cipher kwp = Cipher.getInstance("AES/KWP/NoPadding");
    kwp.init(Cipher.WRAP_MODE, new SecretKeySpec(aes, "AES"));
    byte[] first = oaep.doFinal(aes);
    byte[] second = kwp.wrap(new SecretKeySpec(new byte[32], "AES"));
    byte[] wrapped = Arrays.copyOf(first, first.length + second.length);
    System.arraycopy(second, 0, wrapped, first.length, second.length);
    Files.write(at.file("wrapped"), wrapped);
    assertThat(
            at.json(
                "key", "import", "came", "--wrapped", at.path("wrapped"), "--under", "transport"))
        .containsEntry("current", 1L)
        .containsEntry("type", "AES-256");
    assertThat(at.run("key", "import", "came", "--wrapped", at.path("wrapped")).code())
        .isEqualTo(2);
    String[] next = {"key", "import", "next", "--wrapped", at.path("wrapped"), "--under", ""};
    String[][] wrong = {
      {"nobody"}, {"transport", "--hash", "SHA-1"}, {"transport", "--type", "EC"}
    };
    for (String[] under : wrong) {
      String[] words = Arrays.copyOf(next, next.length - 1 + under.length);
      System.arraycopy(under, 0, words, next.length - 1, under.length);
      CommandRun run = at.run(words);
      assertThat(run.code()).as(run.err()).isIn(1, 5);
      assertThat(at.refused(5, "key", "describe", "next")).contains("no managed key 'next'");
    }
  }

  @Test
  void aKeyThatIsThereIsAdoptedAsItIs() throws Exception {
    String legacy = legacyKey();
    assertThat(at.json("key", "adopt", "adopted", legacy)).containsEntry("type", "AES-128");
    assertThat(at.done("key", "list")).doesNotContain(legacy).contains("adopted");
    assertThat(at.refused(5, "key", "adopt", "none", "nobody")).contains("no key 'nobody'");
  }

  @Test
  void aCertificateIsRequestedFromACaAndPutInForce() throws IOException {
    at.done("key", "create", "web", "--type", "EC", "--subject", "CN=web", "--host", "web.example");
    assertThat(at.json("key", "certificate", "web")).containsEntry("subject", "CN=web");
    at.done("key", "prepare", "web");
    at.done("key", "csr", "web@2", "-o", at.path("web.csr"));
    openssl("req", "-in", "web.csr", "-verify", "-noout");
    at.issue("web");
    assertThat(at.json("key", "activate", "web@2", at.path("web.pem")))
        .containsEntry("current", 2L);
    assertThat(at.done("key", "certificate", "web").split("BEGIN CERTIFICATE", -1)).hasSize(3);
    at.done("key", "certificate", "web", "--set", at.path("web.pem"));
  }
}
