// SPDX-License-Identifier: Apache-2.0
package org.turnlock.jca.cipher;

import org.turnlock.pkcs11.Mechanism;
import org.turnlock.pkcs11.constant.Ckm;

/** RSAES-PKCS1-v1_5 (RFC 8017, section 7.2), and the signatures' block for private keys. */
final class Pkcs1Scheme implements RsaScheme {
  static final Pkcs1Scheme INSTANCE = new Pkcs1Scheme();

  private Pkcs1Scheme() {}

  @Override
  public String transformation() {
    return "RSA/ECB/PKCS1Padding";
  }

  @Override
  public int overhead() {
    return Pkcs1Padding.OVERHEAD;
  }

  @Override
  public Mechanism mechanism() {
    return Mechanism.of(Ckm.RSA_PKCS);
  }

  @Override
  public int messageStart(byte[] block) {
    return Pkcs1Padding.messageStart(block);
  }

  @Override
  public byte[] signatureBlock(byte[] data, int modulusBytes) {
    return Pkcs1Padding.signatureBlock(data, modulusBytes);
  }

  @Override
  public String toString() {
    return "RSA with PKCS#1 v1.5 padding";
  }
}
