// SPDX-License-Identifier: Apache-2.0
package org.turnlock.cli.key;

import java.security.Key;
import java.security.KeyStore;
import java.security.KeyStoreException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.Callable;
import javax.crypto.SecretKey;
import org.turnlock.cli.console.Columns;
import org.turnlock.cli.console.ExitCode;
import org.turnlock.cli.console.Surroundings;
import org.turnlock.cli.token.OpenedToken;
import org.turnlock.cli.token.PinPrompt;
import org.turnlock.config.TurnlockConfiguration;
import org.turnlock.keys.TokenBackedKey;
import picocli.CommandLine.Command;
import picocli.CommandLine.ParentCommand;

/** {@code turnlock key list}. */
@Command(name = "list", description = "List the keys and certificates in the token.")
final class KeyListCommand implements Callable<Integer> {
  @ParentCommand private KeyCommand key;

  @Override
  public Integer call() throws Exception {
    Surroundings surroundings = key.turnlock().surroundings();
    TurnlockConfiguration configuration = key.turnlock().configuration();
    try (PinPrompt pins = new PinPrompt(surroundings.secrets(), configuration);
        OpenedToken token = OpenedToken.open(configuration, pins)) {
      KeyStore keyStore = token.keyStore();
      List<String> aliases = Collections.list(keyStore.aliases());
      Collections.sort(aliases);
      List<List<String>> rows = new ArrayList<>();
      for (String alias : aliases) {
        rows.add(row(keyStore, alias));
      }
      surroundings
          .out()
          .println((rows.isEmpty() ? "No keys in token " : "In token ") + token.name());
      Columns.print(surroundings.out(), rows);
    }
    return ExitCode.OK;
  }

  private static List<String> row(KeyStore keyStore, String alias) throws Exception {
    String certificate = keyStore.getCertificate(alias) == null ? "" : "certificate";
    Key key = keyStore.isKeyEntry(alias) ? keyStore.getKey(alias, null) : null;
    return key == null
        ? List.of(alias, certificate, certificateAlgorithm(keyStore, alias), "")
        : List.of(
            alias,
            key instanceof SecretKey ? "secret key" : "private key",
            key.getAlgorithm() + bits(key),
            certificate.isEmpty() ? "" : "with a certificate");
  }

  private static String bits(Key key) {
    int bits = key instanceof TokenBackedKey own ? own.tokenKey().attributes().bits() : 0;
    return bits == 0 ? "" : " " + bits;
  }

  private static String certificateAlgorithm(KeyStore keyStore, String alias)
      throws KeyStoreException {
    return keyStore.getCertificate(alias).getPublicKey().getAlgorithm();
  }
}
