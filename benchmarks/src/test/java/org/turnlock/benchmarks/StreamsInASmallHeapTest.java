// SPDX-License-Identifier: Apache-2.0
package org.turnlock.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.turnlock.benchmarks.backend.Backends;
import org.turnlock.benchmarks.backend.Settings;
import org.turnlock.softhsm.SoftHsm;
import org.turnlock.softhsm.SoftHsmToken;

/** 64 MiB each way, in a JVM that has half of that for objects and for direct buffers. */
@SoftHsm
class StreamsInASmallHeapTest {
  private static final List<String> CIPHERS = List.of("aes-ctr", "aes-cbc", "sealed");
  private static final int WAYS = 2;

  @Test
  void dataIsNotGathered(SoftHsmToken token, @TempDir Path directory)
      throws IOException, InterruptedException {
    List<String> command = new ArrayList<>(List.of(java(), "-Xmx32m", "-XX:+UseSerialGC"));
    command.add(set("jmh.ignoreLock", "true"));
    command.add(set(Settings.DIRECTORY, directory));
    command.add(set(Settings.TURNLOCK_CONFIG, token.turnlockConfiguration()));
    command.add(set(Settings.PIN, token.pin()));
    command.addAll(List.of("-cp", System.getProperty("java.class.path")));
    command.addAll(List.of("org.openjdk.jmh.Main", StreamBenchmark.class.getName()));
    command.addAll(List.of("-foe", "true", "-f", "0", "-bm", "ss", "-wi", "0", "-i", "1"));
    command.addAll(List.of("-p", "backend=" + Backends.TURNLOCK_SOFTHSM));
    command.addAll(List.of("-p", "cipher=" + String.join(",", CIPHERS)));
    command.addAll(List.of("-p", "size=" + (64 << 20)));
    ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
    builder.environment().putAll(token.environment());
    Process process = builder.start();
    String output;
    try (InputStream printed = process.getInputStream()) {
      output = new String(printed.readAllBytes(), StandardCharsets.UTF_8);
    }
    assertThat(process.waitFor()).as(output).isZero();
    assertThat(output.lines().filter(it -> it.startsWith("StreamBenchmark.")))
        .as(output)
        .hasSize(WAYS * CIPHERS.size());
  }

  private static String set(String property, Object value) {
    return "-D" + property + "=" + value;
  }

  private static String java() {
    return Path.of(System.getProperty("java.home"), "bin", "java").toString();
  }
}
