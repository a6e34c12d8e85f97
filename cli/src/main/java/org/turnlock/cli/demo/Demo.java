// SPDX-License-Identifier: Apache-2.0
package org.turnlock.cli.demo;

import java.io.BufferedInputStream;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.Signature;
import java.util.Locale;
import java.util.Optional;
import java.util.StringJoiner;
import javax.crypto.AEADBadTagException;
import org.turnlock.cli.console.Failure;
import org.turnlock.cli.file.Pem;
import org.turnlock.cli.token.OpenedToken;

/** What Turnlock does, on one file: the steps of {@code turnlock demo} on a token that is open. */
final class Demo {
  private final OpenedToken token;
  private final KeyStore keyStore;
  private final DemoKeys keys;
  private final DemoFile file;
  private final Steps steps;

  /**
   * @param keyStore of the token, with the keys in it
   */
  Demo(OpenedToken token, KeyStore keyStore, DemoKeys keys, DemoFile file, Steps steps) {
    this.token = token;
    this.keyStore = keyStore;
    this.keys = keys;
    this.file = file;
    this.steps = steps;
  }

  /** Encrypts the file, decrypts it, and shows that a changed one is refused. */
  void encryption() throws GeneralSecurityException, IOException {
    FileCipher cipher = new FileCipher(keys.secretKey(keyStore), token.provider());
    Path encrypted = file.derived(".enc");
    Path decrypted = file.derived(".dec");
    Steps.Step step = steps.begin("encrypt", token);
    try (InputStream in = open(file.path());
        OutputStream out = Files.newOutputStream(encrypted)) {
      cipher.encrypt(in, out);
    }
    step.done(file.name() + ", " + bytes(file.path()) + " -> " + name(encrypted), "AES/GCM 256");

    step = steps.begin("decrypt", token);
    try (InputStream in = open(encrypted);
        OutputStream out = Files.newOutputStream(decrypted)) {
      cipher.decrypt(in, out);
    }
    if (Files.mismatch(file.path(), decrypted) >= 0) {
      throw new Failure(decrypted + " is not what was encrypted");
    }
    step.done(name(encrypted) + " -> the same " + bytes(decrypted) + " again", "AES/GCM 256");
    tampering(cipher, encrypted);
  }

  private void tampering(FileCipher cipher, Path encrypted)
      throws GeneralSecurityException, IOException {
    byte[] changed = Files.readAllBytes(encrypted);
    int at = changed.length / 2;
    changed[at] ^= 1;
    Steps.Step step = steps.begin("tamper", token);
    try {
      cipher.decrypt(new ByteArrayInputStream(changed), OutputStream.nullOutputStream());
    } catch (AEADBadTagException refused) {
      step.done("byte " + number(at) + " of " + name(encrypted) + " changed: refused", "");
      return;
    }
    throw new Failure(encrypted + " was decrypted although a byte of it was changed");
  }

  /** Signs the file with a key in the token. */
  void sign(SignatureKind kind) throws GeneralSecurityException, IOException {
    Steps.Step step = steps.begin("sign", token);
    Signature signature = Signature.getInstance(kind.algorithm(), token.provider());
    signature.initSign(keys.privateKey(keyStore, kind));
    byte[] piece = new byte[64 * 1024];
    try (InputStream in = open(file.path())) {
      for (int length = in.read(piece); length >= 0; length = in.read(piece)) {
        signature.update(piece, 0, length);
      }
    }
    Files.write(file.signature(kind), signature.sign());
    step.done(file.name() + " -> " + name(file.signature(kind)), kind.algorithm());
  }

  /** Writes the public keys to files that other programs read. */
  void export() throws GeneralSecurityException, IOException {
    Steps.Step step = steps.begin("export", token);
    StringJoiner names = new StringJoiner(", ");
    for (SignatureKind kind : SignatureKind.values()) {
      Path target = file.publicKey(kind);
      Pem.write(target, keyStore.getCertificate(keys.alias(kind)).getPublicKey());
      names.add(name(target));
    }
    step.done("the public keys -> " + names, "");
  }

  /**
   * Has openssl check the signatures with the exported public keys.
   *
   * @return false if it is not there
   */
  boolean independentCheck(Optional<OpenSsl> openSsl) throws IOException {
    Steps.Step step = steps.begin("verify");
    if (openSsl.isEmpty()) {
      step.skipped("left out, as openssl is not on the PATH; on Debian: apt install openssl");
      return false;
    }
    for (SignatureKind kind : SignatureKind.values()) {
      openSsl.get().verify(file.publicKey(kind), file.signature(kind), file.path());
    }
    step.done("openssl says of both signatures: Verified OK", openSsl.get().version());
    return true;
  }

  private static InputStream open(Path path) throws IOException {
    return new BufferedInputStream(Files.newInputStream(path));
  }

  private static String name(Path path) {
    return path.getFileName().toString();
  }

  private static String bytes(Path path) throws IOException {
    return number(Files.size(path)) + " bytes";
  }

  private static String number(long value) {
    return String.format(Locale.ROOT, "%,d", value);
  }
}
