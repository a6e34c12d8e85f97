// SPDX-License-Identifier: Apache-2.0
package org.turnlock.envelope;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import javax.crypto.Cipher;
import javax.crypto.SecretKey;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.turnlock.contract.support.Messages;
import org.turnlock.jca.TokenFixture;
import org.turnlock.keys.FixedKeySource;
import org.turnlock.keys.KeyGuard;
import org.turnlock.keys.TokenSecretKey;

/**
 * Format 1 is what docs/formats.md says: Turnlock writes and reads its vectors, and a program with
 * none of Turnlock's code reads them too, and whatever else Turnlock writes.
 */
class SealedFormatTest {
  private static final Path PAGE =
      Path.of(System.getProperty("basedir", "."), "..", "docs", "formats.md");
  private static final HexFormat HEX = HexFormat.of();

  private final TokenFixture fixture = new TokenFixture();

  @TempDir private Path directory;

  /** One block of the page: what stands behind each of its names. */
  private record Vector(Map<String, String> rows) {
    byte[] bytes(String name) {
      return HEX.parseHex(rows.get(name));
    }

    boolean has(String name) {
      return rows.containsKey(name);
    }

    int number(String name) {
      return Integer.parseInt(rows.get(name));
    }

    byte[] message() {
      if (has("plaintext")) {
        return bytes("plaintext");
      }
      byte[] message = new byte[number("plaintext bytes")];
      for (int i = 0; i < message.length; i++) {
        message[i] = (byte) (i % 251);
      }
      return message;
    }
  }

  private static List<Vector> vectors() throws IOException {
    String page = Files.readString(PAGE);
    String section = page.substring(page.indexOf("### Test vectors"));
    section = section.substring(0, section.indexOf("\n## "));
    List<Vector> vectors = new ArrayList<>();
    String[] parts = section.split("```", -1);
    for (int i = 1; i < parts.length; i += 2) {
      vectors.add(new Vector(rows(parts[i])));
    }
    return vectors;
  }

  private static Map<String, String> rows(String block) {
    Map<String, String> rows = new LinkedHashMap<>();
    String name = "";
    for (String line : block.strip().lines().toList()) {
      String left = line.length() > 16 ? line.substring(0, 16).strip() : line.strip();
      name = left.isEmpty() ? name : left;
      rows.merge(name, line.length() > 16 ? line.substring(16) : "", String::concat);
    }
    return rows;
  }

  private SecretKey key(byte[] value, int version) {
    TokenSecretKey plain = (TokenSecretKey) fixture.aes(value);
    return new TokenSecretKey(
        new FixedKeySource(plain.tokenKey(), KeyGuard.NONE, "vector", version), "AES");
  }

  private byte[] seal(SecretKey key, byte[] iv, byte[] aad, byte[] message) throws Exception {
    Cipher cipher = Cipher.getInstance("TurnlockSealed", fixture.provider);
    cipher.init(Cipher.ENCRYPT_MODE, key, new FixedRandom(iv));
    cipher.updateAAD(aad);
    return cipher.doFinal(message);
  }

  @Test
  void theVectorsOfThePageAreWrittenAndReadHereAndElsewhere() throws Exception {
    List<Vector> vectors = vectors();
    assertThat(vectors).hasSize(3);
    for (Vector vector : vectors) {
      byte[] aad = vector.bytes("aad");
      byte[] message = vector.message();
      SecretKey key = key(vector.bytes("key"), vector.number("version"));
      byte[] sealed = seal(key, vector.bytes("iv"), aad, message);
      requireAsWritten(vector, sealed);
      Cipher cipher = Cipher.getInstance("TurnlockSealed", fixture.provider);
      cipher.init(Cipher.DECRYPT_MODE, key);
      cipher.updateAAD(aad);
      assertThat(cipher.doFinal(sealed)).isEqualTo(message);
      Elsewhere elsewhere = elsewhere(vector.bytes("key"), aad, sealed);
      assertThat(elsewhere.errors).contains("version " + vector.rows().get("version"));
      assertThat(elsewhere.status).isZero();
      assertThat(elsewhere.output).isEqualTo(message);
    }
  }

  private static void requireAsWritten(Vector vector, byte[] sealed) throws Exception {
    if (vector.has("sealed")) {
      assertThat(sealed).isEqualTo(vector.bytes("sealed"));
      return;
    }
    assertThat(sealed).hasSize(vector.number("sealed bytes"));
    assertThat(sealed).startsWith(vector.bytes("sealed begins"));
    assertThat(sealed).endsWith(vector.bytes("sealed ends"));
    assertThat(MessageDigest.getInstance("SHA-256").digest(sealed))
        .isEqualTo(vector.bytes("sealed SHA-256"));
  }

  @Test
  void whatIsWrittenNowIsReadElsewhereAndWhatIsForgedIsNot() throws Exception {
    Random random = new Random(11);
    byte[] value = Messages.bytes(random, 32);
    byte[] message = Messages.bytes(random, SealedReference.SEGMENT + 1);
    byte[] aad = {1, 2, 3};
    byte[] sealed = seal(key(value, 77), Messages.bytes(random, 12), aad, message);
    assertThat(elsewhere(value, aad, sealed).output).isEqualTo(message);
    sealed[sealed.length - 1] ^= 1;
    Elsewhere forged = elsewhere(value, aad, sealed);
    assertThat(forged.status).isEqualTo(1);
    assertThat(forged.errors).contains("AEADBadTagException").doesNotContain("turnlock");
  }

  /** How SealedDecrypt.java, in a JVM of its own, has ended. */
  private record Elsewhere(int status, byte[] output, String errors) {}

  private Elsewhere elsewhere(byte[] key, byte[] aad, byte[] sealed) throws Exception {
    Path program = directory.resolve("SealedDecrypt.java");
    if (!Files.exists(program)) {
      Files.copy(SealedFormatTest.class.getResourceAsStream("SealedDecrypt.java"), program);
    }
    Path input = Files.write(directory.resolve("sealed"), sealed);
    Path output = directory.resolve("plaintext");
    Path errors = directory.resolve("errors");
    Process process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                program.toString(),
                HEX.formatHex(key),
                HEX.formatHex(aad))
            .redirectInput(input.toFile())
            .redirectOutput(output.toFile())
            .redirectError(errors.toFile())
            .start();
    int status = process.waitFor();
    return new Elsewhere(status, Files.readAllBytes(output), Files.readString(errors));
  }
}
