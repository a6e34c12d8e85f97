// SPDX-License-Identifier: Apache-2.0
package org.turnlock.cli.crypt;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.InvalidKeyException;
import org.turnlock.cli.console.Failure;
import org.turnlock.cli.console.ProgressBar;
import org.turnlock.cli.file.Input;
import org.turnlock.cli.file.IoText;
import org.turnlock.cli.token.TokenCommand;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** What signing and verifying a file have in common. */
abstract class SignatureCommand extends TokenCommand {
  private static final int PIECE = 64 * 1024;

  @Option(
      names = {"-k", "--key"},
      paramLabel = "ALIAS",
      required = true,
      description = "The managed key: a pair (RSA, EC, Ed25519) or an HMAC key.")
  private String key;

  @Parameters(
      index = "0",
      paramLabel = "FILE",
      description = "What is signed; it is only read. - for standard input.")
  private Path file;

  @Option(
      names = "--algorithm",
      paramLabel = "NAME",
      description =
          "By its JCA name: SHA512withRSA, SHA256withRSAandMGF1, ... If not given: SHA256withRSA,"
              + " ECDSA with the hash that fits the curve, Ed25519, the HMAC of the key.")
  private String algorithm;

  @Option(
      names = "--encoding",
      paramLabel = "FORM",
      defaultValue = "base64",
      description = "raw, base64 or hex; ${DEFAULT-VALUE} if not given. openssl reads raw.")
  private SignatureEncoding encoding;

  final KeyOfCommand find() throws InvalidKeyException {
    return KeyOfCommand.find(keys(), key);
  }

  final Path file() {
    return file;
  }

  final SignatureEncoding encoding() {
    return encoding;
  }

  final String algorithm(KeyOfCommand found) {
    return SigningAlgorithm.of(found.key(), algorithm);
  }

  /** Takes a piece of the file. */
  interface Sink {
    void take(byte[] bytes, int length) throws GeneralSecurityException;
  }

  /** Reads the whole file. */
  final void read(Sink sink) throws GeneralSecurityException {
    byte[] piece = new byte[PIECE];
    try (InputStream in = open()) {
      for (int length = in.read(piece); length >= 0; length = in.read(piece)) {
        sink.take(piece, length);
      }
    } catch (IOException e) {
      throw unreadable(e);
    }
  }

  final Failure unreadable(IOException e) {
    return new Failure(file + ": cannot be read: " + IoText.of(e), e);
  }

  /** The file from its beginning; shows how far it has been read. */
  final InputStream open() {
    Input input = Input.open(file, surroundings());
    ProgressBar progress =
        new ProgressBar(
            surroundings().progress() ? surroundings().err() : null,
            input.name(),
            input.size(),
            System::nanoTime);
    return new FilterInputStream(input.stream()) {
      @Override
      public int read(byte[] bytes, int offset, int length) throws IOException {
        int got = in.read(bytes, offset, length);
        progress.add(Math.max(0, got));
        return got;
      }

      @Override
      public void close() throws IOException {
        progress.close();
        super.close();
      }
    };
  }
}
