// SPDX-License-Identifier: Apache-2.0
package org.turnlock.jca.signature;

import java.security.InvalidKeyException;
import java.security.NoSuchAlgorithmException;
import java.security.ProviderException;
import java.security.PublicKey;
import java.security.Signature;
import java.security.interfaces.ECPublicKey;
import java.security.spec.ECParameterSpec;
import org.turnlock.jca.Hash;
import org.turnlock.jca.SoftwarePeers;

/** Who verifies an ECDSA signature: SunEC, or Bouncy Castle on curves that SunEC has dropped. */
final class EcdsaVerifiers {
  private EcdsaVerifiers() {}

  /**
   * A signature object that is ready to verify. On curves of Bouncy Castle it takes DER, which has
   * a form for every hash there; see {@link #wantsDer}.
   */
  static Signature forKey(PublicKey key, Hash hash, boolean p1363) throws InvalidKeyException {
    String hashName = hash == null ? "NONE" : hash.name();
    ECParameterSpec curve = curveOf(key);
    try {
      Signature verifier =
          curve == null || Curves.inJdk(curve)
              ? SoftwarePeers.signature(
                  hashName + "withECDSA" + (p1363 ? "inP1363Format" : ""), "SunEC")
              : Signature.getInstance(hashName + "withECDSA", SoftwarePeers.bouncyCastle());
      verifier.initVerify(key);
      return verifier;
    } catch (NoSuchAlgorithmException e) {
      throw new ProviderException("no software ECDSA for " + hashName, e);
    }
  }

  /** Whether the verifier takes signatures as DER, whatever the caller has. */
  static boolean wantsDer(Signature verifier) {
    return !verifier.getAlgorithm().endsWith("inP1363Format");
  }

  /** The key's curve, or null where it does not say. */
  static ECParameterSpec curveOf(PublicKey key) {
    return key instanceof ECPublicKey ec ? ec.getParams() : null;
  }
}
