// SPDX-License-Identifier: Apache-2.0
package org.turnlock.token.software;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.Map;
import java.util.Set;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;
import org.bouncycastle.crypto.generators.Argon2BytesGenerator;
import org.bouncycastle.crypto.params.Argon2Parameters;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.turnlock.token.KeyId;
import org.turnlock.token.KeyUsage;
import org.turnlock.token.TokenKey;

/** The file of docs/formats.md can be read by Turnlock, and by following the document alone. */
class TokenFileFormatTest {
  /** The example of docs/formats.md; its PIN is 1234. */
  private static final String EXAMPLE =
      "544c544f4b454e1a00010100000000400000000200000001e3ebd9a94ee097e8"
          + "1e0c61d00f2fd61fab4002d152ce00ff60ff87f314e8e9bbaae6f1bd21629b57"
          + "cd64172952aedd8e2407310511a71ec1d3761029fb5a49a0d65d76e4b9f24e40"
          + "71b47ba843e82c1fbcbf7d7184c949a2cbac292100000000000000029f26be05"
          + "6477a304fc7e41710000011ecf728e611de1ff04568028a27e1c5a83a9303717"
          + "c48c4de11456ffef24f9e739e06641356c6c896e46cbb08c22902b566c130974"
          + "af2a53b021ab843e8e3b32dd26f27ef516ca591408cbb0f83966334983e6f12b"
          + "b551accc0c3fd3672cc85a9e4799955f51eb0cedfc4d85e8b226b86c416fba79"
          + "939aea8734678ef9a315360e03d74265085bd199a6e422b95af7e8af926ba602"
          + "b97b35748ef95d744bd5d74d23e3a79aec4f55e0f3de823ac2297126c488c17e"
          + "718d45910280c7099f4a996c6e1bf75e5de85e301f0b5b94f7fb5ff2cd3f3c1d"
          + "deb6ef1ed5b5c95e1fcddfabbf7f22797c57208dd8c6dfe10555a685f991e36d"
          + "12722afccdf1c156167b4e658472609dec3fc44f41bbad9e8b00388b30493df1"
          + "367af38ada6e82459afca52471a7414f8188e2e1a72142a34b7b";

  private static final byte[] KEY = HexFormat.of().parseHex("000102030405060708090a0b0c0d0e0f");

  @TempDir Path directory;

  @Test
  void exampleFileOpens() throws Exception {
    Path file = Files.write(directory.resolve("token"), HexFormat.of().parseHex(EXAMPLE));
    try (SoftwareToken token = TestTokens.open(file)) {
      TokenKey key = token.objects().keys().get(0);
      assertThat(key.attributes().label()).isEqualTo("payments");
      assertThat(key.attributes().id()).isEqualTo(KeyId.of(new byte[] {1, 2, 3}));
      assertThat(key.attributes().usages()).isEqualTo(Set.of(KeyUsage.ENCRYPT, KeyUsage.DECRYPT));
      assertThat(token.resolve(key).material().copyOf(0x11)).isEqualTo(KEY);
      assertThat(token.description().serial()).isEqualTo("ab4002d152ce00ff60ff87f314e8e9bb");
    }
  }

  /** Uses numbers and offsets of the document only. */
  @Test
  void exampleFileIsAsDocumented() throws Exception {
    byte[] file = HexFormat.of().parseHex(EXAMPLE);
    ByteBuffer header = ByteBuffer.wrap(file);
    assertThat(new String(file, 0, 7, StandardCharsets.US_ASCII)).isEqualTo("TLTOKEN");
    assertThat(header.getShort(8)).isEqualTo((short) 1);
    byte[] checksum = MessageDigest.getInstance("SHA-256").digest(Arrays.copyOf(file, 140));
    assertThat(Arrays.copyOfRange(file, 140, 156)).isEqualTo(Arrays.copyOf(checksum, 16));

    Argon2BytesGenerator argon2 = new Argon2BytesGenerator();
    argon2.init(
        new Argon2Parameters.Builder(2)
            .withVersion(0x13)
            .withMemoryAsKB(header.getInt(12))
            .withIterations(header.getInt(16))
            .withParallelism(header.getInt(20))
            .withSalt(Arrays.copyOfRange(file, 24, 40))
            .build());
    byte[] pinKey = new byte[32];
    argon2.generateBytes("1234".getBytes(StandardCharsets.UTF_8), pinKey);
    byte[] dataKey =
        decrypt(
            pinKey,
            Arrays.copyOfRange(file, 56, 68),
            Arrays.copyOf(file, 56),
            Arrays.copyOfRange(file, 68, 116));
    assertThat(header.getLong(116)).isEqualTo(2);
    assertThat(header.getInt(136)).isEqualTo(file.length - 156);
    ByteBuffer body =
        ByteBuffer.wrap(
            decrypt(
                dataKey,
                Arrays.copyOfRange(file, 124, 136),
                Arrays.copyOf(file, 156),
                Arrays.copyOfRange(file, 156, file.length)));

    assertThat(body.getInt()).isEqualTo(1);
    body.position(body.position() + 16);
    Map<Long, byte[]> attributes = new HashMap<>();
    for (int left = body.getInt(); left > 0; left--) {
      long type = body.getLong();
      byte[] value = new byte[body.getInt()];
      body.get(value);
      attributes.put(type, value);
    }
    assertThat(body.hasRemaining()).isFalse();
    assertThat(attributes.get(0x0L)).containsExactly(0, 0, 0, 0, 0, 0, 0, 4);
    assertThat(attributes.get(0x3L)).asString(StandardCharsets.UTF_8).isEqualTo("payments");
    assertThat(attributes.get(0x11L)).isEqualTo(KEY);
    assertThat(attributes.get(0x100L)).containsExactly(0, 0, 0, 0, 0, 0, 0, 0x1F);
    assertThat(attributes.get(0x102L)).containsExactly(1, 2, 3);
    assertThat(attributes.get(0x103L)).containsExactly(1);
    assertThat(attributes.get(0x108L)).containsExactly(0);
  }

  private static byte[] decrypt(byte[] key, byte[] iv, byte[] aad, byte[] data) throws Exception {
    Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
    cipher.init(Cipher.DECRYPT_MODE, new SecretKeySpec(key, "AES"), new GCMParameterSpec(128, iv));
    cipher.updateAAD(aad);
    return cipher.doFinal(data);
  }
}
