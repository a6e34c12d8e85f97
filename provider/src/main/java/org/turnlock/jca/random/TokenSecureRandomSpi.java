// SPDX-License-Identifier: Apache-2.0
package org.turnlock.jca.random;

import java.io.NotSerializableException;
import java.io.ObjectOutputStream;
import java.nio.ByteBuffer;
import java.security.SecureRandomSpi;
import java.util.Objects;
import org.turnlock.jca.JcaContext;
import org.turnlock.token.TokenCryptography;

/** Random bytes from the token's generator; a seed only adds to what the token has. Thread-safe. */
public final class TokenSecureRandomSpi extends SecureRandomSpi {
  private static final long serialVersionUID = 1L;

  /** Tokens limit one request, at different lengths. */
  private static final int PIECE = 4096;

  private final transient TokenCryptography token;

  public TokenSecureRandomSpi(JcaContext context) {
    this.token = context.token().cryptography();
  }

  @Override
  protected void engineSetSeed(byte[] seed) {
    token.seedRandom(Objects.requireNonNull(seed, "seed"));
  }

  @Override
  protected void engineNextBytes(byte[] bytes) {
    for (int start = 0; start < bytes.length; start += PIECE) {
      token.random(ByteBuffer.wrap(bytes, start, Math.min(PIECE, bytes.length - start)));
    }
  }

  @Override
  protected byte[] engineGenerateSeed(int numBytes) {
    byte[] seed = new byte[numBytes];
    engineNextBytes(seed);
    return seed;
  }

  private void writeObject(ObjectOutputStream ignored) throws NotSerializableException {
    throw new NotSerializableException("a token's generator cannot be serialised");
  }
}
