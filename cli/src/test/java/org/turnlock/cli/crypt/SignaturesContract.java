// SPDX-License-Identifier: Apache-2.0
package org.turnlock.cli.crypt;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.Signature;
import java.security.spec.ECGenParameterSpec;
import java.util.List;
import java.util.Map;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.turnlock.cli.CommandRun;
import org.turnlock.cli.Launch;
import org.turnlock.cli.Workplace;

/** {@code turnlock sign} and {@code turnlock verify}. */
abstract class SignaturesContract {
  private static Workplace at;

  static void begin(Workplace workplace) throws IOException {
    at = workplace;
    Files.writeString(at.file("text"), "signed");
    Files.writeString(at.file("other"), "not signed");
  }

  @ParameterizedTest
  @CsvSource({
    "EC-secp384r1, SHA384withECDSA, base64",
    "Ed25519, Ed25519, hex",
    "HmacSHA256, HmacSHA256, raw",
    "RSA-2048, SHA512withRSAandMGF1, base64"
  })
  void everyVersionVerifiesAndIsNamed(String type, String algorithm, String encoding) {
    at.done("key", "create", type, "--type", type);
    String signature = at.path(type + ".sig");
    at.done(
        "sign",
        "-k",
        type,
        at.path("text"),
        "-o",
        signature,
        "--encoding",
        encoding,
        "--algorithm",
        algorithm);
    at.done("key", "rotate", type);
    String[] verify = {
      "verify",
      "-k",
      type,
      at.path("text"),
      "--signature",
      signature,
      "--encoding",
      encoding,
      "--algorithm",
      algorithm
    };
    assertThat(at.json(verify))
        .containsEntry("valid", true)
        .containsEntry("version", 1L)
        .containsEntry("algorithm", algorithm);
    verify[3] = at.path("other");
    assertThat(at.refused(4, verify)).contains("BAD signature", "'" + type + "'");
    verify[3] = at.path("text");
    String[] through = verify.clone();
    through[3] = "-";
    CommandRun piped = at.runner().reading("signed".getBytes(StandardCharsets.UTF_8)).run(through);
    assertThat(piped.out()).contains("good signature of " + type + "@1");
    at.done("key", "floor", type, "2");
    assertThat(at.run(verify).code()).isEqualTo(4);
    String[] pinned = verify.clone();
    pinned[2] = type + "@1";
    assertThat(at.refused(6, pinned)).contains("below the floor");
    at.done("key", "disable", type);
    assertThat(at.refused(6, verify)).endsWith("see: turnlock key enable " + type);
  }

  @Test
  void opensslVerifiesWhatIsSigned() {
    at.done("key", "create", "releases", "--type", "EC");
    at.done("sign", "-k", "releases", at.path("text"), "--encoding", "raw", "-o", at.path("raw"));
    at.done("key", "export-public", "releases", "-o", at.path("public.pem"));
    CommandRun openssl =
        new Launch(at.directory)
            .run(
                "openssl", "dgst", "-sha256", "-verify", "public.pem", "-signature", "raw", "text");
    assertThat(openssl.out()).contains("Verified OK");
    assertThat(at.refused(1, "sign", "-k", "releases", at.path("text"), "-o", at.path("raw")))
        .contains("--force");
    at.done("key", "create", "cipher");
    assertThat(at.refused(1, "sign", "-k", "cipher", at.path("text"))).contains("does not sign");
  }

  /** The date of the last use is what an operator retires a version by. */
  @Test
  @SuppressWarnings("unchecked")
  void whatVerifiesIsInUse() throws Exception {
    byte[] secret = new byte[32];
    Files.write(at.file("secret"), secret);
    at.done("key", "import", "counted", at.path("secret"), "--type", "HmacSHA256");
    Mac mac = Mac.getInstance("HmacSHA256", "SunJCE");
    mac.init(new SecretKeySpec(secret, "HmacSHA256"));
    Files.write(at.file("mac"), mac.doFinal("signed".getBytes(StandardCharsets.UTF_8)));
    at.done("key", "import", "counted", at.path("secret"));
    KeyPairGenerator generator = KeyPairGenerator.getInstance("EC", "SunEC");
    generator.initialize(new ECGenParameterSpec("secp256r1"));
    KeyPair pair = generator.generateKeyPair();
    Files.write(at.file("pair"), pair.getPrivate().getEncoded());
    at.done("key", "import", "pair", at.path("pair"));
    Signature signature = Signature.getInstance("SHA256withECDSA", "SunEC");
    signature.initSign(pair.getPrivate());
    signature.update("signed".getBytes(StandardCharsets.UTF_8));
    Files.write(at.file("ecdsa"), signature.sign());
    for (String[] one : new String[][] {{"counted", "mac"}, {"pair", "ecdsa"}}) {
      String[] verify = {
        "verify", "-k", one[0], at.path("text"), "-s", at.path(one[1]), "--encoding", "raw"
      };
      for (String before : new String[] {"null", "a date"}) {
        List<Map<String, Object>> versions =
            (List<Map<String, Object>>) at.json("key", "describe", one[0]).get("versions");
        Object used = versions.get(versions.size() - 1).get("lastUse");
        assertThat(used == null ? "null" : "a date").as(one[0]).isEqualTo(before);
        at.done(verify);
      }
    }
  }

  @Test
  void whatIsNoSignatureIsSaid() throws IOException {
    at.done("key", "create", "none", "--type", "EC");
    String large = "00".repeat(200_000);
    for (String[] one :
        new String[][] {
          {"hex", "abc"}, {"hex", "xy"}, {"base64", "A"}, {"base64", "A==="}, {"base64", "-"}
        }) {
      Files.writeString(at.file("no.sig"), one[1]);
      assertThat(
              at.refused(
                  1,
                  "verify",
                  "-k",
                  "none",
                  at.path("text"),
                  "-s",
                  at.path("no.sig"),
                  "--encoding",
                  one[0]))
          .contains("the signature is not " + one[0]);
    }
    Files.writeString(at.file("no.sig"), large);
    String[] verify = {
      "verify", "-k", "none", at.path("text"), "-s", at.path("no.sig"), "--encoding", "hex"
    };
    assertThat(at.refused(4, verify)).contains("BAD signature");
    verify[5] = at.directory.toString();
    assertThat(at.refused(1, verify)).endsWith("is a directory, not a file");
    verify[5] = "";
    assertThat(at.refused(1, verify)).contains("the name of a file is empty");
  }

  @Test
  void aFileAndItsSignatureAreNotReadFromTheSamePlace() {
    at.done("key", "create", "twice", "--type", "EC");
    CommandRun run = at.run("verify", "-k", "twice", "-", "-s", "-");
    assertThat(run.code()).isEqualTo(2);
    assertThat(run.err()).contains("cannot both come from standard input");
  }
}
