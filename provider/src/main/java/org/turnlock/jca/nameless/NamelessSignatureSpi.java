// SPDX-License-Identifier: Apache-2.0
package org.turnlock.jca.nameless;

import java.nio.ByteBuffer;
import java.security.AlgorithmParameters;
import java.security.GeneralSecurityException;
import java.security.InvalidAlgorithmParameterException;
import java.security.InvalidKeyException;
import java.security.Key;
import java.security.NoSuchAlgorithmException;
import java.security.PrivateKey;
import java.security.Provider;
import java.security.ProviderException;
import java.security.PublicKey;
import java.security.Signature;
import java.security.SignatureException;
import java.security.SignatureSpi;
import java.security.spec.AlgorithmParameterSpec;
import java.util.ArrayList;
import java.util.List;
import org.turnlock.keys.ManagedPublicKey;
import org.turnlock.keys.TokenBackedKey;

/**
 * A signature of the provider that the key chooses. Parameters that come before the key are kept
 * for it. Public keys go to Turnlock where nobody else takes them.
 */
public final class NamelessSignatureSpi extends SignatureSpi {
  private final Provider turnlock;
  private final String algorithm;
  private AlgorithmParameterSpec parameters;
  private Signature chosen;

  public NamelessSignatureSpi(Provider turnlock, String algorithm) {
    this.turnlock = turnlock;
    this.algorithm = algorithm;
  }

  /** What makes a signature object ready for its key. */
  @FunctionalInterface
  private interface Init {
    void of(Signature signature) throws InvalidKeyException;
  }

  @Override
  protected void engineInitSign(PrivateKey key) throws InvalidKeyException {
    choose(
        key instanceof TokenBackedKey ? List.of(turnlock) : OtherProviders.installed(),
        key,
        signature -> {
          if (appRandom == null) {
            signature.initSign(key);
          } else {
            signature.initSign(key, appRandom);
          }
        });
  }

  @Override
  protected void engineInitVerify(PublicKey key) throws InvalidKeyException {
    choose(
        key instanceof ManagedPublicKey ? List.of(turnlock) : everybody(),
        key,
        signature -> signature.initVerify(key));
  }

  private List<Provider> everybody() {
    List<Provider> providers = new ArrayList<>(OtherProviders.installed());
    providers.add(turnlock);
    return providers;
  }

  private void choose(List<Provider> providers, Key key, Init init) throws InvalidKeyException {
    try {
      chosen =
          OtherProviders.first(
              providers,
              "Signature",
              algorithm,
              key,
              provider -> {
                Signature signature = signature(provider);
                if (parameters != null) {
                  signature.setParameter(parameters);
                }
                init.of(signature);
                return signature;
              });
    } catch (InvalidAlgorithmParameterException e) {
      throw new InvalidKeyException("the parameters do not suit the key: " + e.getMessage(), e);
    }
  }

  /** The one in use, if it is this provider's: it may have state that outlives a key. */
  private Signature signature(Provider provider) throws NoSuchAlgorithmException {
    return chosen != null && OtherProviders.same(chosen.getProvider(), provider)
        ? chosen
        : Signature.getInstance(algorithm, provider);
  }

  @Override
  protected void engineUpdate(byte input) throws SignatureException {
    chosen.update(input);
  }

  @Override
  protected void engineUpdate(byte[] input, int offset, int length) throws SignatureException {
    chosen.update(input, offset, length);
  }

  @Override
  protected void engineUpdate(ByteBuffer input) {
    try {
      chosen.update(input);
    } catch (SignatureException e) {
      throw new ProviderException(e.getMessage(), e);
    }
  }

  @Override
  protected byte[] engineSign() throws SignatureException {
    return chosen.sign();
  }

  @Override
  protected boolean engineVerify(byte[] signature) throws SignatureException {
    return chosen.verify(signature);
  }

  @Override
  protected void engineSetParameter(AlgorithmParameterSpec params)
      throws InvalidAlgorithmParameterException {
    if (chosen != null) {
      chosen.setParameter(params);
    } else {
      unboundWith(params);
    }
    parameters = params;
  }

  /** A signature object without a key, of the first provider that takes the parameters. */
  private Signature unboundWith(AlgorithmParameterSpec params)
      throws InvalidAlgorithmParameterException {
    InvalidAlgorithmParameterException refused = null;
    for (Provider provider : everybody()) {
      try {
        Signature signature = Signature.getInstance(algorithm, provider);
        signature.setParameter(params);
        return signature;
      } catch (NoSuchAlgorithmException e) {
        continue;
      } catch (InvalidAlgorithmParameterException e) {
        refused = refused == null ? e : refused;
      }
    }
    throw refused != null ? refused : new InvalidAlgorithmParameterException("no " + algorithm);
  }

  @Override
  protected AlgorithmParameters engineGetParameters() {
    if (chosen != null) {
      return chosen.getParameters();
    }
    try {
      return parameters == null
          ? Signature.getInstance(algorithm, turnlock).getParameters()
          : unboundWith(parameters).getParameters();
    } catch (GeneralSecurityException e) {
      throw new ProviderException("no parameters for " + algorithm, e);
    }
  }

  @Override
  @Deprecated
  protected void engineSetParameter(String name, Object value) {
    throw new UnsupportedOperationException("parameters are set as AlgorithmParameterSpec");
  }

  @Override
  @Deprecated
  protected Object engineGetParameter(String name) {
    throw new UnsupportedOperationException("parameters are got as AlgorithmParameters");
  }
}
