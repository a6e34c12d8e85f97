// SPDX-License-Identifier: Apache-2.0
package org.turnlock.token.software;

import java.lang.invoke.VarHandle;
import java.util.Arrays;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import org.bouncycastle.crypto.params.AsymmetricKeyParameter;
import org.turnlock.token.TokenException;

/**
 * The secret attributes of one key (CKA_VALUE, CKA_PRIVATE_EXPONENT, ...), until they are wiped.
 *
 * <p>A use takes a copy and works on that, so that wiping waits for nobody and nobody ever works
 * with a half-wiped key: wiping raises the flag before it touches the bytes, a reader looks at the
 * flag after it has copied them, and the fences keep both orders.
 */
final class KeyMaterial {
  private final Map<Long, byte[]> secrets;
  private volatile boolean wiped;
  private volatile AsymmetricKeyParameter parsed;

  /**
   * @param secrets the arrays are kept, and wiped in the end
   */
  KeyMaterial(Map<Long, byte[]> secrets) {
    this.secrets = Map.copyOf(secrets);
  }

  /** A copy of one secret attribute, for the caller to wipe. */
  byte[] copyOf(long attribute) {
    byte[] copy = secrets.get(attribute).clone();
    VarHandle.acquireFence();
    if (wiped) {
      Arrays.fill(copy, (byte) 0);
      throw gone();
    }
    return copy;
  }

  /** The length of one secret attribute. */
  int lengthOf(long attribute) {
    return secrets.get(attribute).length;
  }

  /** The types of the secret attributes. */
  Set<Long> types() {
    return secrets.keySet();
  }

  /**
   * The private key ready for use, parsed once. Its numbers are {@code BigInteger}s, which cannot
   * be wiped; wiping drops the reference.
   */
  AsymmetricKeyParameter parsed(Function<KeyMaterial, AsymmetricKeyParameter> parser) {
    AsymmetricKeyParameter key = parsed;
    if (key == null) {
      key = parser.apply(this);
      parsed = key;
    }
    if (wiped) {
      parsed = null;
      throw gone();
    }
    return key;
  }

  /** Whether the key is gone. */
  boolean wiped() {
    return wiped;
  }

  /** Overwrites the secrets; every later use fails. Idempotent. */
  void wipe() {
    wiped = true;
    VarHandle.fullFence();
    parsed = null;
    secrets.values().forEach(secret -> Arrays.fill(secret, (byte) 0));
  }

  private static TokenException gone() {
    return new TokenException(
        TokenException.Reason.KEY_REFUSED, "the key is gone: destroyed, or its session has ended");
  }
}
