// SPDX-License-Identifier: Apache-2.0
package org.turnlock.operation;

import java.io.NotSerializableException;
import java.io.ObjectOutputStream;
import java.security.Key;
import java.security.PrivateKey;
import java.util.Arrays;
import javax.crypto.SecretKey;

/** A key as bytes on their way into a token; closing it wipes its copy of them. */
public abstract class EncodedKey implements Key, AutoCloseable {
  private static final long serialVersionUID = 1L;

  private final String algorithm;
  private final transient byte[] encoded;

  private EncodedKey(byte[] encoded, String algorithm) {
    this.encoded = encoded.clone();
    this.algorithm = algorithm;
  }

  /** A secret key. */
  public static final class Secret extends EncodedKey implements SecretKey {
    private static final long serialVersionUID = 1L;

    public Secret(byte[] encoded, String algorithm) {
      super(encoded, algorithm);
    }

    @Override
    public String getFormat() {
      return "RAW";
    }
  }

  /** A private key in PKCS#8. */
  public static final class Private extends EncodedKey implements PrivateKey {
    private static final long serialVersionUID = 1L;

    public Private(byte[] encoded, String algorithm) {
      super(encoded, algorithm);
    }

    @Override
    public String getFormat() {
      return "PKCS#8";
    }
  }

  @Override
  public final String getAlgorithm() {
    return algorithm;
  }

  /** A copy, which whoever asks wipes. */
  @Override
  public final byte[] getEncoded() {
    return encoded.clone();
  }

  @Override
  public final void close() {
    Arrays.fill(encoded, (byte) 0);
  }

  private void writeObject(ObjectOutputStream out) throws NotSerializableException {
    throw new NotSerializableException("a key on its way into a token");
  }
}
