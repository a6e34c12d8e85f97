// SPDX-License-Identifier: Apache-2.0
package org.turnlock.contract.support;

import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.PrivateKey;
import java.security.PublicKey;

/**
 * A key pair whose private key is there twice: as software, and as the backend under test knows it.
 */
public record PairTwin(PublicKey publicKey, PrivateKey software, PrivateKey underTest) {

  public static PairTwin of(Backend backend, KeyPair software) throws GeneralSecurityException {
    return new PairTwin(
        software.getPublic(),
        software.getPrivate(),
        backend.keys().privateKey(software.getPrivate()));
  }
}
