// SPDX-License-Identifier: Apache-2.0
package org.turnlock.jca.nameless;

import java.nio.ByteBuffer;
import java.security.InvalidAlgorithmParameterException;
import java.security.InvalidKeyException;
import java.security.Key;
import java.security.NoSuchAlgorithmException;
import java.security.Provider;
import java.security.ProviderException;
import java.security.spec.AlgorithmParameterSpec;
import java.util.List;
import javax.crypto.Mac;
import javax.crypto.MacSpi;
import org.turnlock.keys.TokenBackedKey;

/** A MAC of the provider that the key chooses. */
public final class NamelessMacSpi extends MacSpi implements Cloneable {
  private final Provider turnlock;
  private final String algorithm;
  private Mac chosen;

  public NamelessMacSpi(Provider turnlock, String algorithm) {
    this.turnlock = turnlock;
    this.algorithm = algorithm;
  }

  /** The same for every provider. */
  @Override
  protected int engineGetMacLength() {
    if (chosen != null) {
      return chosen.getMacLength();
    }
    try {
      return Mac.getInstance(algorithm, turnlock).getMacLength();
    } catch (NoSuchAlgorithmException e) {
      throw new ProviderException(e);
    }
  }

  @Override
  protected void engineInit(Key key, AlgorithmParameterSpec params)
      throws InvalidKeyException, InvalidAlgorithmParameterException {
    boolean own = key instanceof TokenBackedKey;
    if (chosen != null && own == OtherProviders.same(chosen.getProvider(), turnlock)) {
      chosen.init(key, params);
      return;
    }
    chosen =
        OtherProviders.first(
            own ? List.of(turnlock) : OtherProviders.installed(),
            "Mac",
            algorithm,
            key,
            provider -> {
              Mac mac = Mac.getInstance(algorithm, provider);
              mac.init(key, params);
              return mac;
            });
  }

  @Override
  protected void engineUpdate(byte input) {
    chosen.update(input);
  }

  @Override
  protected void engineUpdate(byte[] input, int offset, int length) {
    chosen.update(input, offset, length);
  }

  @Override
  protected void engineUpdate(ByteBuffer input) {
    chosen.update(input);
  }

  @Override
  protected byte[] engineDoFinal() {
    return chosen.doFinal();
  }

  @Override
  protected void engineReset() {
    if (chosen != null) {
      chosen.reset();
    }
  }

  @Override
  public Object clone() throws CloneNotSupportedException {
    NamelessMacSpi copy = (NamelessMacSpi) super.clone();
    copy.chosen = chosen == null ? null : (Mac) chosen.clone();
    return copy;
  }
}
