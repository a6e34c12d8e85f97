// SPDX-License-Identifier: Apache-2.0
package org.turnlock.cli.key;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.function.Supplier;
import org.bouncycastle.asn1.pkcs.Pfx;
import org.turnlock.cli.console.Failure;

/** A key in a PKCS #12 file. */
final class Pkcs12File {
  private final Supplier<char[]> password;
  private final String wanted;

  /**
   * @param wanted the entry; null for the only one
   */
  Pkcs12File(Supplier<char[]> password, String wanted) {
    this.password = password;
    this.wanted = wanted;
  }

  /** Whether a DER file is of this kind. */
  static boolean isOne(byte[] content) {
    try {
      return Pfx.getInstance(content) != null;
    } catch (RuntimeException e) {
      return false;
    }
  }

  KeyFile.Found key(byte[] content) throws GeneralSecurityException {
    char[] secret = password.get();
    try {
      KeyStore file = KeyStore.getInstance("PKCS12");
      file.load(new ByteArrayInputStream(content), secret);
      String entry = entry(file);
      return new KeyFile.Found(file.getKey(entry, secret), chain(file, entry));
    } catch (IOException e) {
      throw new Failure("the PKCS #12 file cannot be read: a wrong password, or damage", e);
    } finally {
      Arrays.fill(secret, '\0');
    }
  }

  private static List<X509Certificate> chain(KeyStore file, String entry)
      throws GeneralSecurityException {
    Certificate[] chain = file.getCertificateChain(entry);
    return chain == null
        ? List.of()
        : Arrays.stream(chain).map(X509Certificate.class::cast).toList();
  }

  private String entry(KeyStore file) throws GeneralSecurityException {
    List<String> keys = new ArrayList<>();
    for (String alias : Collections.list(file.aliases())) {
      if (file.isKeyEntry(alias)) {
        keys.add(alias);
      }
    }
    if (wanted == null ? keys.size() == 1 : keys.contains(wanted)) {
      return wanted == null ? keys.get(0) : wanted;
    }
    throw new Failure(
        keys.isEmpty()
            ? "the PKCS #12 file has no key in it"
            : "--entry must name one of the keys in the PKCS #12 file: " + String.join(", ", keys));
  }
}
