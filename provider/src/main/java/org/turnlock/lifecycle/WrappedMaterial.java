// SPDX-License-Identifier: Apache-2.0
package org.turnlock.lifecycle;

import java.security.InvalidAlgorithmParameterException;
import java.security.InvalidKeyException;
import java.security.Key;
import java.security.NoSuchAlgorithmException;
import java.security.Provider;
import java.security.interfaces.RSAKey;
import java.security.spec.MGF1ParameterSpec;
import java.util.Arrays;
import java.util.Optional;
import javax.crypto.BadPaddingException;
import javax.crypto.Cipher;
import javax.crypto.IllegalBlockSizeException;
import javax.crypto.NoSuchPaddingException;
import javax.crypto.spec.OAEPParameterSpec;
import javax.crypto.spec.PSource;
import org.turnlock.keys.ManagedKeyException;
import org.turnlock.keys.ManagedKeyException.Reason;
import org.turnlock.keys.ManagedKeyKind;
import org.turnlock.keys.TokenBackedKey;
import org.turnlock.keys.TokenKeySpec;
import org.turnlock.operation.EncodedKey;
import org.turnlock.token.KeyUsage;
import org.turnlock.token.NewKey;
import org.turnlock.token.TokenKey;
import org.turnlock.token.TokenObjects;

/**
 * A key that comes as CKM_RSA_AES_KEY_WRAP wraps it (PKCS#11 3.1, section 6.1.15): an AES key under
 * RSA-OAEP, then the key itself under AES-KWP with that. Both are unwrapped by the provider's own
 * ciphers, and so inside the token where it can.
 *
 * <p>Private keys but RSA's do not tell their public half once they are in a token: those, and
 * whatever the token does not unwrap, are decrypted by it and pass through this process.
 */
final class WrappedMaterial implements VersionMaterial<InvalidKeyException> {
  private static final String OAEP = "RSA/ECB/OAEPPadding";
  private static final String KWP = "AES/KWP/NoPadding";

  private final TokenObjects objects;
  private final Provider provider;
  private final byte[] wrapped;
  private final Key rsaKey;
  private final String hash;

  /**
   * @param rsaKey of the token, private
   * @param hash of OAEP and its mask function
   */
  WrappedMaterial(
      TokenObjects objects, Provider provider, byte[] wrapped, Key rsaKey, String hash) {
    this.objects = objects;
    this.provider = provider;
    this.wrapped = wrapped.clone();
    this.rsaKey = rsaKey;
    this.hash = hash;
  }

  @Override
  public Made make(ManagedKeyKind kind, NewKey description) throws InvalidKeyException {
    int keyBytes = (((RSAKey) rsaKey).getModulus().bitLength() + 7) / Byte.SIZE;
    if (wrapped.length <= keyBytes) {
      throw new InvalidKeyException(
          "the wrapped key is too short: it begins with " + keyBytes + " bytes under the RSA key");
    }
    byte[] first = Arrays.copyOf(wrapped, keyBytes);
    byte[] second = Arrays.copyOfRange(wrapped, keyBytes, wrapped.length);
    TokenBackedKey wrapping = (TokenBackedKey) wrappingKey(first);
    try {
      boolean hidesItsPublicHalf = kind.isPair() && !kind.algorithm().equals(ManagedKinds.RSA);
      return hidesItsPublicHalf
          ? throughThisProcess(kind, description, wrapping, second)
          : inToken(kind, description, wrapping, second);
    } finally {
      objects.destroy(wrapping.tokenKey());
    }
  }

  private Key wrappingKey(byte[] first) throws InvalidKeyException {
    try {
      Cipher cipher = Cipher.getInstance(OAEP, provider);
      cipher.init(
          Cipher.UNWRAP_MODE,
          rsaKey,
          TokenKeySpec.builder()
              .usages(KeyUsage.UNWRAP, KeyUsage.DECRYPT)
              .parameters(
                  new OAEPParameterSpec(
                      hash, "MGF1", new MGF1ParameterSpec(hash), PSource.PSpecified.DEFAULT))
              .build());
      return cipher.unwrap(first, ManagedKinds.AES, Cipher.SECRET_KEY);
    } catch (InvalidAlgorithmParameterException e) {
      throw new IllegalArgumentException("no OAEP with " + hash + ": " + e.getMessage(), e);
    } catch (NoSuchAlgorithmException | NoSuchPaddingException e) {
      throw unsupported(OAEP, e);
    }
  }

  private Made inToken(ManagedKeyKind kind, NewKey description, Key wrapping, byte[] second)
      throws InvalidKeyException {
    TokenKey passing = ((TokenBackedKey) unwrapped(kind, description, wrapping, second)).tokenKey();
    try {
      int bits = passing.attributes().bits();
      if (bits != 0 && bits != kind.bits()) {
        throw new InvalidKeyException(
            "the managed key's versions are " + kind + ", not " + kind.algorithm() + "-" + bits);
      }
      TokenKey key = objects.copy(passing, description);
      return new Made(key, kind.isPair() ? objects.publicKey(key) : Optional.empty());
    } finally {
      objects.destroy(passing);
    }
  }

  private Key unwrapped(ManagedKeyKind kind, NewKey description, Key wrapping, byte[] second)
      throws InvalidKeyException {
    try {
      Cipher cipher = Cipher.getInstance(KWP, provider);
      cipher.init(
          Cipher.UNWRAP_MODE,
          wrapping,
          TokenKeySpec.builder().usages(description.usages()).build());
      return cipher.unwrap(
          second, kind.algorithm(), kind.isPair() ? Cipher.PRIVATE_KEY : Cipher.SECRET_KEY);
    } catch (InvalidAlgorithmParameterException
        | NoSuchAlgorithmException
        | NoSuchPaddingException e) {
      throw unsupported(KWP, e);
    }
  }

  private Made throughThisProcess(
      ManagedKeyKind kind, NewKey description, Key wrapping, byte[] second)
      throws InvalidKeyException {
    byte[] encoded = decrypted(wrapping, second);
    try (EncodedKey.Private key = new EncodedKey.Private(encoded, kind.algorithm())) {
      return new ImportedMaterial(objects, key).make(kind, description);
    } finally {
      Arrays.fill(encoded, (byte) 0);
    }
  }

  private byte[] decrypted(Key wrapping, byte[] second) throws InvalidKeyException {
    try {
      Cipher cipher = Cipher.getInstance(KWP, provider);
      cipher.init(Cipher.DECRYPT_MODE, wrapping);
      return cipher.doFinal(second);
    } catch (IllegalBlockSizeException | BadPaddingException e) {
      throw new InvalidKeyException("unwrapping failed", e);
    } catch (NoSuchAlgorithmException | NoSuchPaddingException e) {
      throw unsupported(KWP, e);
    }
  }

  private static ManagedKeyException unsupported(String transformation, Exception cause) {
    return new ManagedKeyException(
        Reason.UNSUPPORTED,
        "wrapped keys cannot be imported: the token does not give " + transformation,
        cause);
  }
}
