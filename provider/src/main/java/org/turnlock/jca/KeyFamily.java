// SPDX-License-Identifier: Apache-2.0
package org.turnlock.jca;

import java.util.Set;
import org.turnlock.token.KeyUsage;
import org.turnlock.token.PublicPart;

/** The families of key pairs, each with a KeyFactory and a KeyPairGenerator of its own. */
public enum KeyFamily {
  RSA("RSA", PublicPart.Rsa.class, DefaultUsages.RSA),
  /** RSA under the name that is for signatures only; a token's key does not tell it. */
  RSA_PSS("RSASSA-PSS", PublicPart.Rsa.class, DefaultUsages.SIGNATURE),
  EC("EC", PublicPart.Ec.class, DefaultUsages.EC),
  EDDSA("EdDSA", PublicPart.Edwards.class, DefaultUsages.SIGNATURE),
  XDH("XDH", PublicPart.Montgomery.class, DefaultUsages.AGREEMENT),
  DH("DH", PublicPart.Dh.class, DefaultUsages.AGREEMENT),
  ML_DSA("ML-DSA", PublicPart.MlDsa.class, DefaultUsages.SIGNATURE),
  ML_KEM("ML-KEM", PublicPart.MlKem.class, DefaultUsages.ENCAPSULATION);

  private final String algorithm;
  private final Class<? extends PublicPart> part;
  private final Set<KeyUsage> usages;

  KeyFamily(String algorithm, Class<? extends PublicPart> part, Set<KeyUsage> usages) {
    this.algorithm = algorithm;
    this.part = part;
    this.usages = usages;
  }

  /** The family of a key that tells this of itself. */
  public static KeyFamily of(PublicPart part) {
    for (KeyFamily family : values()) {
      if (family.part.isInstance(part)) {
        return family;
      }
    }
    throw new IllegalArgumentException("not a key pair's: " + part);
  }

  /** The JCA's name of the family. */
  public String algorithm() {
    return algorithm;
  }

  /** All that such a pair can do, and does unless less is asked for. */
  public Set<KeyUsage> usages() {
    return usages;
  }

  boolean isRsaOrEc() {
    return this == RSA || this == EC;
  }
}
