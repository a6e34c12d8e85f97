// SPDX-License-Identifier: Apache-2.0
package org.turnlock.jca.tls;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.Key;
import java.security.cert.Certificate;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** The openssl command as a TLS peer, with a software key and certificate of its own. */
final class OpenSsl {
  private static final Base64.Encoder PEM = Base64.getMimeEncoder(64, new byte[] {'\n'});

  private final Path directory;
  private final Path key;
  private final Path certificate;
  private final Path trusted;

  /**
   * @param directory for the files that it gets
   * @param trusted the certificates that it takes from its peer
   */
  OpenSsl(Path directory, Key key, Certificate certificate, Collection<Certificate> trusted)
      throws Exception {
    this.directory = directory;
    this.key = write("key.pem", pem("PRIVATE KEY", key.getEncoded()));
    this.certificate = write("certificate.pem", pem("CERTIFICATE", certificate.getEncoded()));
    StringBuilder all = new StringBuilder();
    for (Certificate one : trusted) {
      all.append(pem("CERTIFICATE", one.getEncoded()));
    }
    this.trusted = write("trusted.pem", all.toString());
  }

  static boolean isInstalled() {
    try {
      return new ProcessBuilder("openssl", "version")
          .redirectOutput(ProcessBuilder.Redirect.DISCARD)
          .start()
          .waitFor(30, TimeUnit.SECONDS);
    } catch (IOException e) {
      return false;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  private Path write(String name, String text) throws IOException {
    return Files.writeString(directory.resolve(name), text);
  }

  private static String pem(String type, byte[] der) {
    return "-----BEGIN "
        + type
        + "-----\n"
        + PEM.encodeToString(der)
        + "\n-----END "
        + type
        + "-----\n";
  }

  /** Connects, sends a line, and gives all that came back. */
  String connect(int port, String protocol, String... options) throws Exception {
    List<String> command =
        command("s_client", "-connect", "127.0.0.1:" + port, "-quiet", "-verify_return_error");
    command.add(option(protocol));
    command.addAll(List.of(options));
    Process process = start(command);
    try (OutputStream input = process.getOutputStream()) {
      input.write("hello\n".getBytes(StandardCharsets.UTF_8));
      input.flush();
      String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      process.waitFor(60, TimeUnit.SECONDS);
      return output;
    } finally {
      process.destroyForcibly();
    }
  }

  /** A server that answers each line with its reverse. */
  Server serve(String protocol) throws Exception {
    List<String> command =
        command(
            "s_server", "-accept", "127.0.0.1:0", "-rev", "-Verify", "1", "-verify_return_error");
    command.add(option(protocol));
    return new Server(start(command));
  }

  /** A running server. */
  static final class Server implements AutoCloseable {
    private final Process process;
    private final int port;

    private Server(Process process) throws IOException {
      this.process = process;
      this.port = port(process);
    }

    private static int port(Process process) throws IOException {
      BufferedReader output =
          new BufferedReader(
              new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
      StringBuilder seen = new StringBuilder();
      for (String line = output.readLine(); line != null; line = output.readLine()) {
        seen.append(line).append('\n');
        if (line.startsWith("ACCEPT ")) {
          return Integer.parseInt(line.substring(line.lastIndexOf(':') + 1).trim());
        }
      }
      throw new IOException("openssl does not listen: " + seen);
    }

    int port() {
      return port;
    }

    @Override
    public void close() {
      process.destroyForcibly();
    }
  }

  private List<String> command(String... first) {
    List<String> command = new ArrayList<>(List.of("openssl"));
    command.addAll(List.of(first));
    command.addAll(
        List.of(
            "-cert",
            certificate.toString(),
            "-key",
            key.toString(),
            "-CAfile",
            trusted.toString()));
    return command;
  }

  private static String option(String protocol) {
    return protocol.equals("TLSv1.3") ? "-tls1_3" : "-tls1_2";
  }

  private static Process start(List<String> command) throws IOException {
    return new ProcessBuilder(command).redirectErrorStream(true).start();
  }
}
