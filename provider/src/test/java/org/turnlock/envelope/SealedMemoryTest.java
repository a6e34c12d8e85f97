// SPDX-License-Identifier: Apache-2.0
package org.turnlock.envelope;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.Provider;
import java.util.List;
import javax.crypto.Cipher;
import javax.crypto.CipherOutputStream;
import org.junit.jupiter.api.Test;
import org.turnlock.provider.TestProviders;
import org.turnlock.softhsm.SoftHsm;
import org.turnlock.softhsm.SoftHsmToken;
import org.turnlock.token.Token;

/** A message of any size is sealed and opened in the memory of a few segments. */
@SoftHsm
class SealedMemoryTest {
  private static final int HEAP_MIB = 32;
  private static final int MESSAGE_MIB = 300;

  @Test
  void aMessageMuchLargerThanTheHeapIsSealedAndOpened(SoftHsmToken token) throws Exception {
    ProcessBuilder builder =
        new ProcessBuilder(
                List.of(
                    Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                    "-Xmx" + HEAP_MIB + "m",
                    "-XX:MaxDirectMemorySize=" + HEAP_MIB + "m",
                    "-XX:+UseSerialGC",
                    "-cp",
                    System.getProperty("java.class.path"),
                    SmallHeap.class.getName(),
                    token.library().toString(),
                    token.label()))
            .redirectErrorStream(true);
    builder.environment().putAll(token.environment());
    builder.environment().put("TOKEN_PIN", token.pin());
    Process process = builder.start();
    String printed = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor()).as(printed).isZero();
    assertThat(printed).contains("opened " + ((long) MESSAGE_MIB << 20) + " bytes");
  }

  /** Seals a long message and opens what comes, as it comes. */
  static final class SmallHeap {
    private SmallHeap() {}

    public static void main(String[] args) throws Exception {
      Token token =
          TestProviders.token(
              "--name=small\nlibrary=" + args[0] + "\ntokenLabel=" + args[1] + "\n");
      token.login().login(System.getenv("TOKEN_PIN").toCharArray());
      TestManagedKeys keys = new TestManagedKeys(token);
      keys.add("payments", new byte[32]);
      Provider provider = TestProviders.over(token);
      Cipher sealing = Cipher.getInstance("TurnlockSealed", provider);
      sealing.init(Cipher.ENCRYPT_MODE, keys.key("payments"));
      Cipher opening = Cipher.getInstance("TurnlockSealed", provider);
      opening.init(Cipher.DECRYPT_MODE, keys.key("payments"));
      Counting counting = new Counting();
      byte[] piece = new byte[64 * 1024];
      try (OutputStream out =
          new CipherOutputStream(new CipherOutputStream(counting, opening), sealing)) {
        for (int i = 0; i < MESSAGE_MIB * 16; i++) {
          piece[0] = (byte) i;
          out.write(piece);
        }
      }
      System.out.println("opened " + counting.bytes + " bytes");
    }
  }

  /** Checks what was written above, and forgets it. */
  private static final class Counting extends OutputStream {
    private long bytes;

    @Override
    public void write(int b) {
      throw new UnsupportedOperationException();
    }

    @Override
    public void write(byte[] buffer, int offset, int length) throws IOException {
      for (int i = 0; i < length; i++, bytes++) {
        byte expected = bytes % 65536 == 0 ? (byte) (bytes / 65536) : 0;
        if (buffer[offset + i] != expected) {
          throw new IOException("wrong byte at " + bytes);
        }
      }
    }
  }
}
