// SPDX-License-Identifier: Apache-2.0
package org.turnlock.jca.signature;

import java.security.InvalidKeyException;
import java.security.NoSuchAlgorithmException;
import java.security.ProviderException;
import java.security.Signature;
import java.security.interfaces.ECPublicKey;
import java.security.spec.ECParameterSpec;
import org.turnlock.jca.EcCurves;
import org.turnlock.jca.Hash;
import org.turnlock.jca.SoftwarePeers;

/** Who verifies an ECDSA signature: SunEC, or Bouncy Castle on curves that SunEC has dropped. */
final class EcdsaVerifiers {
  private EcdsaVerifiers() {}

  /**
   * A verifier for a checked key.
   *
   * @param hash null for a digest of the caller's
   * @param p1363 whether signatures are given as r | s, else as DER
   */
  static Verifier forKey(ECPublicKey key, Hash hash, boolean p1363) throws InvalidKeyException {
    ECParameterSpec curve = key.getParams();
    boolean bouncyCastle = !EcCurves.inJdk(curve);
    Signature peer = bouncyCastle ? bouncyCastle(hash) : sunEc(hash);
    boolean takesDer = !peer.getAlgorithm().endsWith("inP1363Format");
    return new EcdsaVerifier(new SoftwareVerifier(peer, key), takesDer, p1363, curve.getOrder());
  }

  private static Signature sunEc(Hash hash) {
    try {
      return SoftwarePeers.signature(name(hash) + "inP1363Format", "SunEC");
    } catch (NoSuchAlgorithmException e) {
      return bouncyCastle(hash);
    }
  }

  private static Signature bouncyCastle(Hash hash) {
    try {
      return Signature.getInstance(name(hash), SoftwarePeers.bouncyCastle());
    } catch (NoSuchAlgorithmException e) {
      throw new ProviderException("no software " + name(hash), e);
    }
  }

  private static String name(Hash hash) {
    return (hash == null ? "NONE" : hash) + "withECDSA";
  }
}
