// SPDX-License-Identifier: Apache-2.0
package org.turnlock.pkcs11;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ReadOnlyBufferException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Direct buffers that the module gets as they are, and that it must not write beyond. */
class DirectBuffersPassedTest {
  private final Pkcs11Token token = open();
  private final ObjectRef key = Tokens.newAesKey(token, false, "", new byte[0]);

  private static Pkcs11Token open() {
    Pkcs11Token copying = Tokens.nss(null, 2, Duration.ofSeconds(10));
    TokenOptions options =
        TokenOptions.of(copying.module(), copying.slot())
            .withPool(2, Duration.ofSeconds(10))
            .withDirectBuffersPassedUnsafely(true);
    return new Pkcs11Token(copying.module(), copying.slot(), options);
  }

  private static ByteBuffer direct(int length) {
    ByteBuffer buffer = ByteBuffer.allocateDirect(length);
    while (buffer.hasRemaining()) {
      buffer.put((byte) 7);
    }
    return buffer.flip();
  }

  @Test
  void nothingIsWrittenBehindAnOutputThatIsTooShort() {
    for (int i = 0; i < 8; i++) {
      for (int size : new int[] {1, 100, 20_000}) {
        ByteBuffer whole = direct(size + 16);
        ByteBuffer output = whole.duplicate().limit(size);
        Mechanism gcm = Tokens.gcm(i * 100_000 + size);
        assertThatThrownBy(() -> token.ciphers().encrypt(key, gcm, direct(size), output))
            .isInstanceOf(RuntimeException.class);
        assertThat(whole.position(size)).isEqualTo(direct(16));
      }
    }
    assertThat(token.poolReport().inUse()).isZero();
  }

  @Test
  void aReadOnlyOutputIsNotWritten() {
    for (int i = 0; i < 8; i++) {
      ByteBuffer whole = direct(116);
      Mechanism gcm = Tokens.gcm(i);
      assertThatThrownBy(
              () -> token.ciphers().encrypt(key, gcm, direct(100), whole.asReadOnlyBuffer()))
          .isInstanceOf(ReadOnlyBufferException.class);
      assertThat(whole).isEqualTo(direct(116));
    }
  }

  /** The JDK maps an empty file to no address at all. */
  @Test
  void anEmptyFileIsAMessageToo(@TempDir Path directory) throws IOException {
    Path file = Files.createFile(directory.resolve("empty"));
    try (FileChannel channel = FileChannel.open(file)) {
      for (int i = 0; i < 8; i++) {
        ByteBuffer empty = channel.map(FileChannel.MapMode.READ_ONLY, 0, 0);
        ByteBuffer output = ByteBuffer.allocateDirect(16);
        Mechanism gcm = Mechanism.aesGcm(new byte[12], new byte[i % 2 * 5], 128);
        assertThat(token.ciphers().encrypt(key, gcm, empty, output)).isEqualTo(16);
        assertThat(token.ciphers().decrypt(key, gcm, output.flip(), ByteBuffer.allocateDirect(0)))
            .isZero();
      }
    }
  }
}
