// SPDX-License-Identifier: Apache-2.0
package org.turnlock.certificate;

import java.security.GeneralSecurityException;

/** Signs what a certificate or a request says, with the private key that it is for. */
@FunctionalInterface
public interface TbsSigner {
  /**
   * The signature as X.509 carries it.
   *
   * @param algorithm JCA name
   */
  byte[] sign(String algorithm, byte[] toBeSigned) throws GeneralSecurityException;
}
