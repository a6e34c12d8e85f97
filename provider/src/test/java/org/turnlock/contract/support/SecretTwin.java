// SPDX-License-Identifier: Apache-2.0
package org.turnlock.contract.support;

import java.security.GeneralSecurityException;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import javax.crypto.SecretKey;
import javax.crypto.spec.SecretKeySpec;

/** One secret key twice: as software, and as the backend under test knows it. */
public record SecretTwin(SecretKey software, SecretKey underTest) {

  public static SecretTwin of(Backend backend, byte[] value, String algorithm)
      throws GeneralSecurityException {
    SecretKey software = new SecretKeySpec(value, algorithm);
    return new SecretTwin(software, backend.keys().secretKey(software));
  }

  /** AES keys of every length, {@code each} of them. */
  public static List<SecretTwin> aes(Backend backend, Random random, int each)
      throws GeneralSecurityException {
    List<SecretTwin> twins = new ArrayList<>();
    for (int i = 0; i < each; i++) {
      for (int length : new int[] {16, 24, 32}) {
        twins.add(of(backend, Messages.bytes(random, length), "AES"));
      }
    }
    return twins;
  }
}
