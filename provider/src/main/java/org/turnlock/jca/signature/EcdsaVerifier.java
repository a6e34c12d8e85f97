// SPDX-License-Identifier: Apache-2.0
package org.turnlock.jca.signature;

import java.math.BigInteger;
import java.security.SignatureException;

/**
 * Verifies ECDSA signatures. Their encoding and the range of r and s are checked here, so that they
 * are the same on every curve, whoever computes on it.
 */
final class EcdsaVerifier implements Verifier {
  private final SoftwareVerifier peer;
  private final boolean peerTakesDer;
  private final boolean p1363;
  private final BigInteger order;

  /**
   * @param peerTakesDer whether {@code peer} takes DER, else r | s
   * @param p1363 whether the caller gives r | s, else DER
   * @param order of the curve
   */
  EcdsaVerifier(SoftwareVerifier peer, boolean peerTakesDer, boolean p1363, BigInteger order) {
    this.peer = peer;
    this.peerTakesDer = peerTakesDer;
    this.p1363 = p1363;
    this.order = order;
  }

  @Override
  public void update(byte[] input, int offset, int length) throws SignatureException {
    peer.update(input, offset, length);
  }

  @Override
  public boolean begun() {
    return peer.begun();
  }

  @Override
  public boolean verify(byte[] signature) throws SignatureException {
    boolean handedOn = false;
    try {
      int half = (order.bitLength() + Byte.SIZE - 1) / Byte.SIZE;
      if (p1363 && signature.length != 2 * half) {
        return false;
      }
      EcdsaSignature value =
          p1363 ? EcdsaSignature.ofPlain(signature) : EcdsaSignature.ofDer(signature);
      if (!value.inRange(order)) {
        return false;
      }
      handedOn = true;
      return peer.verify(peerTakesDer ? value.der() : value.plain(half));
    } finally {
      if (!handedOn) {
        peer.reset();
      }
    }
  }
}
