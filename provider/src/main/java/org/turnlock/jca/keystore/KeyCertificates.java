// SPDX-License-Identifier: Apache-2.0
package org.turnlock.jca.keystore;

import java.security.Key;
import java.security.PublicKey;
import java.security.interfaces.ECKey;
import java.security.interfaces.RSAKey;
import java.security.interfaces.RSAPublicKey;
import java.security.spec.ECParameterSpec;
import java.security.spec.InvalidKeySpecException;
import java.security.spec.X509EncodedKeySpec;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import javax.crypto.interfaces.DHKey;
import org.turnlock.jca.SoftwareKeyFactories;
import org.turnlock.token.KeyAttributes;
import org.turnlock.token.KeyId;
import org.turnlock.token.TokenCertificate;

/**
 * Which certificates belong to which private key: those with its CKA_ID (with its label, if it has
 * no CKA_ID) whose public key fits. Several certificates of one key are its history, and the newest
 * is in use.
 */
final class KeyCertificates {
  private final Map<KeyId, List<TokenCertificate>> byId = new HashMap<>();
  private final Map<String, List<TokenCertificate>> byLabel = new HashMap<>();

  KeyCertificates(List<KnownCertificate> all) {
    for (KnownCertificate known : all) {
      TokenCertificate certificate = known.object();
      if (!certificate.id().isNone()) {
        byId.computeIfAbsent(certificate.id(), id -> new ArrayList<>()).add(certificate);
      } else if (!certificate.label().isEmpty()) {
        byLabel.computeIfAbsent(certificate.label(), label -> new ArrayList<>()).add(certificate);
      }
    }
  }

  /** The certificates of a private key, the one in use first. */
  List<TokenCertificate> of(KeyAttributes attributes, Key key) {
    List<TokenCertificate> candidates =
        namedLike(attributes).stream()
            .filter(certificate -> fits(key, certificate.certificate().getPublicKey()))
            .sorted(
                Comparator.comparing(
                        (TokenCertificate certificate) ->
                            !certificate.label().equals(attributes.label()))
                    .thenComparing(
                        certificate -> certificate.certificate().getNotBefore(),
                        Comparator.reverseOrder()))
            .toList();
    if (candidates.isEmpty()) {
      return List.of();
    }
    PublicKey inUse = candidates.get(0).certificate().getPublicKey();
    return candidates.stream()
        .filter(certificate -> certificate.certificate().getPublicKey().equals(inUse))
        .toList();
  }

  /** The certificates that say they belong to a key with these attributes. */
  List<TokenCertificate> namedLike(KeyAttributes attributes) {
    return attributes.id().isNone()
        ? byLabel.getOrDefault(attributes.label(), List.of())
        : byId.getOrDefault(attributes.id(), List.of());
  }

  /**
   * Whether the public key can be the private key's other half: RSA by the modulus; others by the
   * curve, the group or the parameter set only, since a token does not tell a private key's point.
   */
  static boolean fits(Key privateKey, PublicKey certified) {
    PublicKey publicKey = readable(certified);
    if (privateKey instanceof RSAKey rsa) {
      return publicKey instanceof RSAPublicKey other && other.getModulus().equals(rsa.getModulus());
    }
    if (privateKey instanceof ECKey ec) {
      return publicKey instanceof ECKey other && sameCurve(ec.getParams(), other.getParams());
    }
    if (privateKey instanceof DHKey dh) {
      return publicKey instanceof DHKey other
          && other.getParams().getP().equals(dh.getParams().getP())
          && other.getParams().getG().equals(dh.getParams().getG());
    }
    String name = NamedKinds.of(privateKey);
    return name != null && name.equals(NamedKinds.of(certified));
  }

  /** The key in a form that tells its curve, also where the JDK does not know it. */
  static PublicKey readable(PublicKey key) {
    if (key instanceof ECKey || !key.getAlgorithm().equals("EC")) {
      return key;
    }
    try {
      return SoftwareKeyFactories.fallback("EC")
          .generatePublic(new X509EncodedKeySpec(key.getEncoded()));
    } catch (InvalidKeySpecException e) {
      return key;
    }
  }

  private static boolean sameCurve(ECParameterSpec one, ECParameterSpec other) {
    return one.getCurve().equals(other.getCurve())
        && one.getGenerator().equals(other.getGenerator())
        && one.getOrder().equals(other.getOrder());
  }
}
