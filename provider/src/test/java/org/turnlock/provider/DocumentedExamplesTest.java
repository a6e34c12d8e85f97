// SPDX-License-Identifier: Apache-2.0
package org.turnlock.provider;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.lang.reflect.InvocationTargetException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.security.Provider;
import java.security.Security;
import java.util.ArrayList;
import java.util.List;
import java.util.spi.ToolProvider;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.turnlock.contract.support.TurnlockBackends;
import org.turnlock.keys.ManagedKeys;
import org.turnlock.keys.TokenBackedKey;
import org.turnlock.softhsm.SoftHsm;
import org.turnlock.softhsm.SoftHsmToken;

/** The Java of three pages of docs compiles and runs as it stands there, on two kinds of tokens. */
@SoftHsm
class DocumentedExamplesTest {
  private static final Path DOCS = Path.of(System.getProperty("basedir", "."), "..", "docs");
  private static final String KEYS =
      "  public static void run(Provider turnlock, KeyStore keyStore) throws Exception {\n";
  private static final String CERTIFICATES =
      """
        private static org.turnlock.certificate.TestAuthority authority;

        static List<X509Certificate> issue(byte[] request) throws GeneralSecurityException {
          return authority.issue(request, List.of());
        }

        public static void run(ManagedKeys keys, Provider turnlock) throws Exception {
          authority = new org.turnlock.certificate.TestAuthority(java.time.Instant.now());
      """;

  private static final String MANAGED =
      "  public static byte[][] run(org.turnlock.provider.TurnlockProvider turnlock)"
          + " throws Exception {\n";

  /** What the page's variables are to be at its end. */
  private static final String MANAGED_END =
      "    return new byte[][] {order, same, opened, still, {(byte) (valid ? 1 : 0)}};\n";

  @TempDir Path directory;

  private TurnlockProvider provider;

  @AfterEach
  void close() {
    Security.removeProvider(provider.getName());
    provider.close();
  }

  @Test
  void runOnSoftHsm(SoftHsmToken token) throws Exception {
    run(TurnlockBackends.softHsmProvider(token));
  }

  @Test
  void runOnTheSoftwareToken() throws Exception {
    run(TurnlockBackends.softwareProvider(directory));
  }

  @Test
  void thoseOfManagedKeysRunOnSoftHsm(SoftHsmToken token) throws Exception {
    runManaged(TurnlockBackends.softHsmProvider(token));
  }

  @Test
  void thoseOfManagedKeysRunOnTheSoftwareToken() throws Exception {
    runManaged(TurnlockBackends.softwareProvider(directory));
  }

  private void runManaged(TurnlockProvider configured) throws Exception {
    provider = configured;
    // The token of the class has a plain key "payments" of another page.
    String program =
        program(MANAGED, "managed-keys.md", MANAGED_END).replace("\"payments\"", "\"cards\"");
    try (URLClassLoader loader = compiled("managed", program)) {
      byte[][] found =
          (byte[][])
              loader
                  .loadClass("Examples")
                  .getMethod("run", TurnlockProvider.class)
                  .invoke(null, provider);
      for (byte[] plaintext : List.of(found[1], found[2], found[3])) {
        assertThat(plaintext).isEqualTo(found[0]);
      }
      assertThat(found[4]).as("the signature is valid").containsExactly(1);
    }
    assertThat(provider.managedKeys().describe("cards").current()).isEqualTo(3);
  }

  private void run(TurnlockProvider configured) throws Exception {
    provider = configured;
    Security.addProvider(provider);
    KeyStore keyStore = KeyStore.getInstance("Turnlock", provider);
    keyStore.load(null, null);
    try (URLClassLoader loader =
        compiled("certificates", program(CERTIFICATES, "certificates.md", ""))) {
      loader
          .loadClass("Examples")
          .getMethod("run", ManagedKeys.class, Provider.class)
          .invoke(null, provider.managedKeys(), provider);
    }
    assertThat(provider.managedKeys().describe("web").current()).isEqualTo(5);
    try (URLClassLoader loader = compiled("keys", program(KEYS, "keys.md", ""))) {
      loader
          .loadClass("Examples")
          .getMethod("run", Provider.class, KeyStore.class)
          .invoke(null, provider, keyStore);
    } catch (InvocationTargetException e) {
      throw new AssertionError("a documented example fails: " + e.getCause(), e.getCause());
    }
    keyStore.load(null, null);
    for (String alias : List.of("payments", "archive", "orders-restored", "received", "link")) {
      assertThat(keyStore.getKey(alias, null)).as(alias).isInstanceOf(TokenBackedKey.class);
    }
  }

  /** The page's imports, then all its other blocks, which share their variables, in one method. */
  private static String program(String begin, String page, String end) throws Exception {
    List<String> blocks = blocks(page);
    assertThat(blocks).hasSizeGreaterThan(5);
    return blocks.get(0)
        + "public class Examples {\n"
        + begin
        + String.join("\n", blocks.subList(1, blocks.size()))
        + end
        + "  }\n}\n";
  }

  private static List<String> blocks(String page) throws Exception {
    List<String> blocks = new ArrayList<>();
    StringBuilder block = null;
    for (String line : Files.readAllLines(DOCS.resolve(page))) {
      if (block == null) {
        block = line.equals("```java") ? new StringBuilder() : null;
      } else if (line.equals("```")) {
        blocks.add(block.toString());
        block = null;
      } else {
        block.append(line).append('\n');
      }
    }
    return blocks;
  }

  private URLClassLoader compiled(String name, String program) throws Exception {
    Path classes = Files.createDirectory(directory.resolve(name));
    Path source = Files.writeString(classes.resolve("Examples.java"), program);
    StringWriter said = new StringWriter();
    PrintWriter out = new PrintWriter(said);
    int code =
        ToolProvider.findFirst("javac")
            .orElseThrow()
            .run(
                out,
                out,
                "-d",
                classes.toString(),
                "-cp",
                System.getProperty("java.class.path"),
                source.toString());
    assertThat(code).as(said.toString()).isZero();
    return new URLClassLoader(new URL[] {classes.toUri().toURL()});
  }
}
