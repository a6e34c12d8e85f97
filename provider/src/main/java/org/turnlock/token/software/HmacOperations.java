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

/** SHA_1_HMAC and SHA224_HMAC to SHA512_HMAC. */
final class HmacOperations {
  private static final Map<Long, String> NAMES =
      Map.of(
          Ckm.SHA_1_HMAC, "HmacSHA1",
          Ckm.SHA224_HMAC, "HmacSHA224",
          Ckm.SHA256_HMAC, "HmacSHA256",
          Ckm.SHA384_HMAC, "HmacSHA384",
          Ckm.SHA512_HMAC, "HmacSHA512");

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
