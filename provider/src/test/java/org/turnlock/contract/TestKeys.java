// SPDX-License-Identifier: Apache-2.0
package org.turnlock.contract;

import java.security.GeneralSecurityException;
import java.security.KeyPair;
import javax.crypto.SecretKey;
import javax.crypto.spec.SecretKeySpec;
import org.turnlock.contract.support.KeyImport;
import org.turnlock.contract.support.PairTwin;
import org.turnlock.contract.support.SecretTwin;

/** One key of each kind, as software and as the provider under test knows it. */
record TestKeys(SecretTwin aes, SecretTwin hmac, PairTwin rsa, PairTwin ec) {

  static SecretTwin secret(KeyImport keys, byte[] value, String algorithm)
      throws GeneralSecurityException {
    SecretKey software = new SecretKeySpec(value, algorithm);
    return new SecretTwin(software, keys.secretKey(software));
  }

  static PairTwin pair(KeyImport keys, KeyPair software) throws GeneralSecurityException {
    return new PairTwin(
        software.getPublic(), software.getPrivate(), keys.privateKey(software.getPrivate()));
  }
}
