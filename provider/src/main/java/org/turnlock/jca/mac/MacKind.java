// SPDX-License-Identifier: Apache-2.0
package org.turnlock.jca.mac;

import java.util.Set;
import org.turnlock.jca.Hash;
import org.turnlock.jca.HmacKeyLengths;
import org.turnlock.pkcs11.constant.Ckk;
import org.turnlock.pkcs11.constant.Ckm;
import org.turnlock.token.Token;

/**
 * One MAC algorithm.
 *
 * @param mechanism CKM_*
 * @param length of the result, in bytes
 * @param importAs CKK_* of a software key's copy in the token
 * @param keyTypes the CKK_* of the keys that it takes
 * @param hash of an HMAC; null for others
 */
public record MacKind(long mechanism, int length, long importAs, Set<Long> keyTypes, Hash hash) {
  private static final int AES_BLOCK = 16;

  /**
   * HMAC, with generic secrets and with keys that are for this HMAC only.
   *
   * @param keyType CKK_*_HMAC
   */
  public static MacKind hmac(Hash hash, long keyType) {
    return new MacKind(
        hash.hmac(), hash.length(), Ckk.GENERIC_SECRET, Set.of(Ckk.GENERIC_SECRET, keyType), hash);
  }

  /** CMAC with AES (RFC 4493), with the whole block as its tag. */
  public static MacKind aesCmac() {
    return new MacKind(Ckm.AES_CMAC, AES_BLOCK, Ckk.AES, Set.of(Ckk.AES), null);
  }

  /** The fewest bytes of key that {@code token} takes. */
  int leastKey(Token token) {
    return hash == null ? 1 : HmacKeyLengths.least(token, hash);
  }
}
