// SPDX-License-Identifier: Apache-2.0
package org.turnlock.jca.cipher;

import java.io.IOException;
import java.security.AlgorithmParameters;
import java.security.GeneralSecurityException;
import java.security.InvalidAlgorithmParameterException;
import java.security.ProviderException;
import java.security.spec.AlgorithmParameterSpec;
import java.security.spec.InvalidParameterSpecException;
import javax.crypto.spec.OAEPParameterSpec;
import org.turnlock.jca.SoftwarePeers;

/**
 * OAEP's parameters as the JCA hands them around, by SunJCE; by Bouncy Castle where there is a
 * SHA-3 hash, which SunJCE cannot encode.
 */
final class OaepEncoding {
  private static final String OAEP = "OAEP";

  private OaepEncoding() {}

  static AlgorithmParameters of(OAEPParameterSpec spec) {
    try {
      AlgorithmParameters parameters = AlgorithmParameters.getInstance(OAEP, "SunJCE");
      parameters.init(spec);
      parameters.getEncoded();
      return parameters;
    } catch (GeneralSecurityException | IOException notEncodable) {
      try {
        AlgorithmParameters parameters =
            AlgorithmParameters.getInstance(OAEP, SoftwarePeers.bouncyCastle());
        parameters.init(spec);
        return parameters;
      } catch (GeneralSecurityException e) {
        throw new ProviderException("no AlgorithmParameters for OAEP", e);
      }
    }
  }

  /** What {@code parameters} hold; null for none. */
  static AlgorithmParameterSpec spec(AlgorithmParameters parameters)
      throws InvalidAlgorithmParameterException {
    try {
      return parameters == null ? null : parameters.getParameterSpec(OAEPParameterSpec.class);
    } catch (InvalidParameterSpecException e) {
      throw new InvalidAlgorithmParameterException("these are no parameters of OAEP", e);
    }
  }
}
