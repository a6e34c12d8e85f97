// SPDX-License-Identifier: Apache-2.0
package org.turnlock.cli.crypt;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.Key;
import java.security.PrivateKey;
import java.security.Signature;
import java.util.LinkedHashMap;
import java.util.Map;
import javax.crypto.Mac;
import org.turnlock.cli.console.ExitCode;
import org.turnlock.cli.console.Json;
import org.turnlock.cli.console.Text;
import org.turnlock.cli.file.Outputs;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code turnlock sign}. */
@Command(
    name = "sign",
    description = {
      "Sign a file with the current version of a managed key, or make a MAC over it with an HMAC"
          + " key. The signature goes to standard output, or to --out.",
      "",
      "Examples:",
      "  turnlock sign --key releases app.tar -o app.tar.sig",
      "  turnlock sign --key releases app.tar --encoding raw -o app.sig",
      "  openssl dgst -sha256 -verify releases.pem -signature app.sig app.tar"
    })
public final class SignCommand extends SignatureCommand {
  @Option(
      names = {"-o", "--out"},
      paramLabel = "FILE",
      description = "Where the signature goes; standard output if not given.")
  private Path out = Path.of(Outputs.STANDARD);

  @Option(names = "--force", description = "Replace a file that is there.")
  private boolean force;

  @Override
  protected ExitCode run() throws Exception {
    KeyOfCommand found = find();
    String algorithm = algorithm(found);
    byte[] signature = sign(found.key(), algorithm);
    boolean toFile = !Outputs.isStandard(out);
    if (toFile || !json()) {
      Outputs.write(out, force, encoding().encode(signature), surroundings());
    }
    Map<String, Object> fields = new LinkedHashMap<>();
    fields.put("key", found.alias());
    fields.put("algorithm", algorithm);
    fields.put("input", file());
    fields.put("output", toFile ? out : null);
    fields.put(
        "signature",
        new String(SignatureEncoding.BASE64.encode(signature), StandardCharsets.US_ASCII).strip());
    if (json()) {
      Json.print(surroundings().out(), fields);
      requireHeard();
    } else if (toFile) {
      say(fields, Text.safe(file() + " -> " + out + ", " + algorithm + ", " + found.name()));
    }
    return ExitCode.OK;
  }

  private byte[] sign(Key key, String algorithm) throws GeneralSecurityException {
    if (key instanceof PrivateKey pair) {
      Signature signature = Signature.getInstance(algorithm, token().provider());
      signature.initSign(pair);
      read((bytes, length) -> signature.update(bytes, 0, length));
      return signature.sign();
    }
    Mac mac = Mac.getInstance(algorithm, token().provider());
    mac.init(key);
    read((bytes, length) -> mac.update(bytes, 0, length));
    return mac.doFinal();
  }
}
