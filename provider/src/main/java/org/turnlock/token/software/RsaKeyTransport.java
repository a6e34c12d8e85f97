// SPDX-License-Identifier: Apache-2.0
package org.turnlock.token.software;

import java.security.GeneralSecurityException;
import java.security.Provider;
import java.security.interfaces.RSAPublicKey;
import java.security.spec.MGF1ParameterSpec;
import java.util.Map;
import javax.crypto.Cipher;
import javax.crypto.spec.OAEPParameterSpec;
import javax.crypto.spec.PSource;
import org.turnlock.pkcs11.Mechanism;
import org.turnlock.pkcs11.MechanismParameters;
import org.turnlock.pkcs11.constant.Ckg;
import org.turnlock.pkcs11.constant.Ckm;
import org.turnlock.token.TokenException;
import org.turnlock.token.TokenException.Reason;

/** The public halves of RSA_PKCS and RSA_PKCS_OAEP, under which keys leave the token. */
final class RsaKeyTransport {
  private static final Map<Long, String> HASHES =
      Map.ofEntries(
          Map.entry(Ckm.SHA_1, "SHA-1"),
          Map.entry(Ckm.SHA224, "SHA-224"),
          Map.entry(Ckm.SHA256, "SHA-256"),
          Map.entry(Ckm.SHA384, "SHA-384"),
          Map.entry(Ckm.SHA512, "SHA-512"),
          Map.entry(Ckm.SHA512_224, "SHA-512/224"),
          Map.entry(Ckm.SHA512_256, "SHA-512/256"),
          Map.entry(Ckm.SHA3_224, "SHA3-224"),
          Map.entry(Ckm.SHA3_256, "SHA3-256"),
          Map.entry(Ckm.SHA3_384, "SHA3-384"),
          Map.entry(Ckm.SHA3_512, "SHA3-512"));
  private static final Map<Long, String> MASK_HASHES =
      Map.ofEntries(
          Map.entry(Ckg.MGF1_SHA1, "SHA-1"),
          Map.entry(Ckg.MGF1_SHA224, "SHA-224"),
          Map.entry(Ckg.MGF1_SHA256, "SHA-256"),
          Map.entry(Ckg.MGF1_SHA384, "SHA-384"),
          Map.entry(Ckg.MGF1_SHA512, "SHA-512"),
          Map.entry(Ckg.MGF1_SHA3_224, "SHA3-224"),
          Map.entry(Ckg.MGF1_SHA3_256, "SHA3-256"),
          Map.entry(Ckg.MGF1_SHA3_384, "SHA3-384"),
          Map.entry(Ckg.MGF1_SHA3_512, "SHA3-512"));

  private final Provider provider;

  RsaKeyTransport(Provider provider) {
    this.provider = provider;
  }

  /** Encrypts a key's bytes. */
  byte[] encrypt(RSAPublicKey key, Mechanism mechanism, byte[] value) {
    try {
      Cipher cipher;
      if (mechanism.parameters() instanceof MechanismParameters.Oaep oaep) {
        cipher = Cipher.getInstance("RSA/ECB/OAEPPadding", provider);
        cipher.init(Cipher.ENCRYPT_MODE, key, parameters(oaep), SoftwareRandom.source());
      } else {
        cipher = Cipher.getInstance("RSA/ECB/PKCS1Padding", provider);
        cipher.init(Cipher.ENCRYPT_MODE, key, SoftwareRandom.source());
      }
      return cipher.doFinal(value);
    } catch (GeneralSecurityException e) {
      throw new TokenException(Reason.UNSUPPORTED, mechanism + " does not wrap this key", e);
    }
  }

  private static OAEPParameterSpec parameters(MechanismParameters.Oaep oaep) {
    String hash = HASHES.get(oaep.hash());
    String maskHash = MASK_HASHES.get(oaep.mgf());
    if (hash == null || maskHash == null) {
      throw new TokenException(Reason.UNSUPPORTED, "no OAEP with these hashes");
    }
    return new OAEPParameterSpec(
        hash, "MGF1", new MGF1ParameterSpec(maskHash), new PSource.PSpecified(oaep.label()));
  }
}
