// SPDX-License-Identifier: Apache-2.0
package org.turnlock.jca.keystore;

import java.security.InvalidKeyException;
import java.security.Key;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.spec.NamedParameterSpec;
import org.bouncycastle.asn1.x509.SubjectPublicKeyInfo;
import org.turnlock.jca.KeyImport;
import org.turnlock.keys.NamedKeyParameters;
import org.turnlock.keys.TokenBackedKey;
import org.turnlock.token.ParameterSet;
import org.turnlock.token.PublicPart;
import org.turnlock.token.Rfc8410Curve;

/** The name that says all of a key's kind: {@code Ed25519}, {@code X448}, {@code ML-DSA-65}. */
final class NamedKinds {
  private NamedKinds() {}

  /** The name of a private key's kind, in a token or in software; null if it has none. */
  static String of(Key key) {
    try {
      PublicPart part =
          key instanceof TokenBackedKey own
              ? own.tokenKey().attributes().publicPart()
              : KeyImport.publicPart((PrivateKey) key);
      NamedParameterSpec parameters = NamedKeyParameters.of(part);
      return parameters == null ? null : parameters.getName();
    } catch (InvalidKeyException e) {
      return null;
    }
  }

  /** The name of a public key's kind, which also JDKs tell that do not know it; null if none. */
  static String of(PublicKey key) {
    String oid;
    try {
      oid =
          SubjectPublicKeyInfo.getInstance(key.getEncoded()).getAlgorithm().getAlgorithm().getId();
    } catch (RuntimeException unreadable) {
      return null;
    }
    return Rfc8410Curve.ofOid(oid)
        .map(Rfc8410Curve::jcaName)
        .or(() -> ParameterSet.ofOid(oid).map(ParameterSet::jcaName))
        .orElse(null);
  }
}
