// SPDX-License-Identifier: Apache-2.0
package org.turnlock.jca.cipher;

import java.security.InvalidAlgorithmParameterException;
import java.security.InvalidKeyException;
import java.security.NoSuchAlgorithmException;
import java.security.ProviderException;
import java.security.PublicKey;
import java.security.SecureRandom;
import java.security.interfaces.RSAPublicKey;
import javax.crypto.BadPaddingException;
import javax.crypto.Cipher;
import javax.crypto.IllegalBlockSizeException;
import javax.crypto.NoSuchPaddingException;
import org.turnlock.jca.SoftwarePeers;

/** RSA with a public key: in software, no token has a part in it. */
final class PublicKeyRsa implements RsaPrimitive {
  private final Cipher peer;
  private final PublicKey key;
  private final int maxInput;

  PublicKeyRsa(RsaScheme scheme, boolean encrypting, PublicKey key, SecureRandom random)
      throws InvalidKeyException {
    try {
      peer = SoftwarePeers.cipher(scheme.transformation());
      int opmode = encrypting ? Cipher.ENCRYPT_MODE : Cipher.DECRYPT_MODE;
      if (random == null) {
        peer.init(opmode, key, scheme.parameters());
      } else {
        peer.init(opmode, key, scheme.parameters(), random);
      }
    } catch (NoSuchAlgorithmException | NoSuchPaddingException e) {
      throw new ProviderException("no software RSA", e);
    } catch (InvalidAlgorithmParameterException e) {
      throw new ProviderException("the software RSA does not take these parameters", e);
    } catch (NullPointerException e) {
      throw new InvalidKeyException("the RSA public key is without its numbers", e);
    }
    this.key = key;
    scheme.check(modulusBytes(), !encrypting);
    maxInput = encrypting ? modulusBytes() - scheme.overhead() : modulusBytes();
  }

  @Override
  public int modulusBytes() {
    return peer.getOutputSize(0);
  }

  @Override
  public int maxInput() {
    return maxInput;
  }

  @Override
  public RSAPublicKey publicKey() throws InvalidKeyException {
    try {
      return (RSAPublicKey) SoftwarePeers.keyFactory("RSA").translateKey(key);
    } catch (NoSuchAlgorithmException e) {
      throw new ProviderException("no software RSA", e);
    }
  }

  @Override
  public byte[] apply(byte[] data) throws BadPaddingException, IllegalBlockSizeException {
    return peer.doFinal(data);
  }
}
