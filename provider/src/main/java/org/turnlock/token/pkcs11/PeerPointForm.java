// SPDX-License-Identifier: Apache-2.0
package org.turnlock.token.pkcs11;

import java.io.IOException;
import java.util.Set;
import org.bouncycastle.asn1.DEROctetString;
import org.turnlock.pkcs11.Mechanism;
import org.turnlock.pkcs11.MechanismParameters;
import org.turnlock.pkcs11.Quirk;
import org.turnlock.pkcs11.constant.Ckm;
import org.turnlock.token.TokenException;

/**
 * The other side's EC point in the form that a module reads right. PKCS#11 allows two (3.1,
 * 6.3.17): plain, 04 X Y, which goes to every module, and that in a DER OCTET STRING. The tag of
 * the latter is 04 too, so that one plain point in 256 looks like it; a module that looks for the
 * DER form first is given it then.
 */
final class PeerPointForm {
  private static final byte TAG = 4;

  private final boolean plainTakenForDer;

  PeerPointForm(Set<Quirk> quirks) {
    this.plainTakenForDer = quirks.contains(Quirk.PLAIN_POINTS_TAKEN_FOR_DER);
  }

  /** The module's form of a derivation; any other mechanism as it is. */
  Mechanism of(Mechanism mechanism) {
    return plainTakenForDer
            && mechanism.type() == Ckm.ECDH1_DERIVE
            && mechanism.parameters() instanceof MechanismParameters.Ecdh ecdh
            && looksLikeDer(ecdh.peer())
        ? Mechanism.ecdh(octetString(ecdh.peer()))
        : mechanism;
  }

  /**
   * Points have an odd length, Montgomery keys an even one. Longer points than a length of one byte
   * tells are on secp521r1, and begin with 04 00 or 04 01.
   */
  private static boolean looksLikeDer(byte[] peer) {
    int length = peer.length;
    return length > 2 && length % 2 == 1 && peer[0] == TAG && peer[1] == length - 2;
  }

  private static byte[] octetString(byte[] point) {
    try {
      return new DEROctetString(point).getEncoded();
    } catch (IOException e) {
      throw new TokenException(TokenException.Reason.FAILED, "a point cannot be encoded", e);
    }
  }
}
