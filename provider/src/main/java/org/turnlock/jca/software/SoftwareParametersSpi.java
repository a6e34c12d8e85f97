// SPDX-License-Identifier: Apache-2.0
package org.turnlock.jca.software;

import java.io.IOException;
import java.security.AlgorithmParameters;
import java.security.AlgorithmParametersSpi;
import java.security.NoSuchAlgorithmException;
import java.security.spec.AlgorithmParameterSpec;
import java.security.spec.InvalidParameterSpecException;
import org.turnlock.jca.SoftwarePeers;

/** Algorithm parameters of the JDK, for libraries that ask the provider of a key for them too. */
public final class SoftwareParametersSpi extends AlgorithmParametersSpi {
  private final AlgorithmParameters parameters;

  /** Parameters that are yet to be initialised. */
  public SoftwareParametersSpi(String algorithm) throws NoSuchAlgorithmException {
    this.parameters = SoftwarePeers.parameters(algorithm);
  }

  @Override
  protected void engineInit(AlgorithmParameterSpec spec) throws InvalidParameterSpecException {
    parameters.init(spec);
  }

  @Override
  protected void engineInit(byte[] encoded) throws IOException {
    parameters.init(encoded);
  }

  @Override
  protected void engineInit(byte[] encoded, String format) throws IOException {
    parameters.init(encoded, format);
  }

  @Override
  protected <T extends AlgorithmParameterSpec> T engineGetParameterSpec(Class<T> type)
      throws InvalidParameterSpecException {
    return parameters.getParameterSpec(type);
  }

  @Override
  protected byte[] engineGetEncoded() throws IOException {
    return parameters.getEncoded();
  }

  @Override
  protected byte[] engineGetEncoded(String format) throws IOException {
    return parameters.getEncoded(format);
  }

  @Override
  protected String engineToString() {
    return parameters.toString();
  }
}
