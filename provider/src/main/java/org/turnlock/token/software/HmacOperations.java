// SPDX-License-Identifier: Apache-2.0
package org.turnlock.token.software;

import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.security.Provider;
import java.util.Map;
import java.util.Set;
import javax.crypto.Mac;
import org.turnlock.pkcs11.constant.Cka;
import org.turnlock.pkcs11.constant.Ckm;
import org.turnlock.token.TokenException;

/** The HMACs: SHA-1, SHA-2 with its cut forms, SHA-3. */
final class HmacOperations {
  private static final Map<Long, String> NAMES =
      Map.ofEntries(
          Map.entry(Ckm.SHA_1_HMAC, "HmacSHA1"),
          Map.entry(Ckm.SHA224_HMAC, "HmacSHA224"),
          Map.entry(Ckm.SHA256_HMAC, "HmacSHA256"),
          Map.entry(Ckm.SHA384_HMAC, "HmacSHA384"),
          Map.entry(Ckm.SHA512_HMAC, "HmacSHA512"),
          Map.entry(Ckm.SHA512_224_HMAC, "HmacSHA512/224"),
          Map.entry(Ckm.SHA512_256_HMAC, "HmacSHA512/256"),
          Map.entry(Ckm.SHA3_224_HMAC, "HmacSHA3-224"),
          Map.entry(Ckm.SHA3_256_HMAC, "HmacSHA3-256"),
          Map.entry(Ckm.SHA3_384_HMAC, "HmacSHA3-384"),
          Map.entry(Ckm.SHA3_512_HMAC, "HmacSHA3-512"));

  private final Provider provider;

  HmacOperations(Provider provider) {
    this.provider = provider;
  }

  /** The CKM_* numbers. */
  static Set<Long> mechanisms() {
    return NAMES.keySet();
  }

  /** A MAC that is ready for data. */
  Mac begin(KeyMaterial material, long mechanism) {
    String name = NAMES.get(mechanism);
    try (BorrowedKey key = new BorrowedKey(name, material.copyOf(Cka.VALUE))) {
      Mac mac = Mac.getInstance(name, provider);
      mac.init(key);
      return mac;
    } catch (GeneralSecurityException e) {
      throw new TokenException(TokenException.Reason.FAILED, name + " failed", e);
    }
  }

  int sign(KeyMaterial material, long mechanism, ByteBuffer input, ByteBuffer output) {
    Mac mac = begin(material, mechanism);
    try (OperationBuffers buffers = new OperationBuffers(input, output, mac.getMacLength())) {
      mac.update(buffers.in, buffers.inOffset, buffers.inLength);
      byte[] result = mac.doFinal();
      return buffers.finish(result, result.length);
    }
  }
}
