// SPDX-License-Identifier: Apache-2.0
package org.turnlock.pkcs11.binding;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;

/**
 * The calls of ciphers and signatures through the Foreign Function API. Never used itself: {@link
 * BindingLoader} defines a copy per module, since the compiler inlines handles that are constants
 * of a class.
 */
final class ForeignFunctions extends ForwardedFunctions {
  private static final ForeignHandles HANDLES = ForeignHandles.of(MethodHandles.lookup());
  private static final MethodHandle ENCRYPT_INIT = HANDLES.of("C_EncryptInit", 3);
  private static final MethodHandle ENCRYPT = HANDLES.of("C_Encrypt", 5);
  private static final MethodHandle DECRYPT_INIT = HANDLES.of("C_DecryptInit", 3);
  private static final MethodHandle DECRYPT = HANDLES.of("C_Decrypt", 5);
  private static final MethodHandle SIGN_INIT = HANDLES.of("C_SignInit", 3);
  private static final MethodHandle SIGN = HANDLES.of("C_Sign", 5);

  private final Cryptoki others;

  /**
   * @param others makes all other calls
   */
  ForeignFunctions(Cryptoki others) {
    this.others = others;
  }

  @Override
  Cryptoki target() {
    return others;
  }

  @Override
  public long C_EncryptInit(long session, long mechanism, long key) {
    try {
      return (long) ENCRYPT_INIT.invokeExact(session, mechanism, key);
    } catch (Throwable e) {
      throw ForeignHandles.impossible(e);
    }
  }

  @Override
  public long C_Encrypt(long session, long data, long dataLen, long encrypted, long encryptedLen) {
    try {
      return (long) ENCRYPT.invokeExact(session, data, dataLen, encrypted, encryptedLen);
    } catch (Throwable e) {
      throw ForeignHandles.impossible(e);
    }
  }

  @Override
  public long C_DecryptInit(long session, long mechanism, long key) {
    try {
      return (long) DECRYPT_INIT.invokeExact(session, mechanism, key);
    } catch (Throwable e) {
      throw ForeignHandles.impossible(e);
    }
  }

  @Override
  public long C_Decrypt(long session, long encrypted, long encryptedLen, long data, long dataLen) {
    try {
      return (long) DECRYPT.invokeExact(session, encrypted, encryptedLen, data, dataLen);
    } catch (Throwable e) {
      throw ForeignHandles.impossible(e);
    }
  }

  @Override
  public long C_SignInit(long session, long mechanism, long key) {
    try {
      return (long) SIGN_INIT.invokeExact(session, mechanism, key);
    } catch (Throwable e) {
      throw ForeignHandles.impossible(e);
    }
  }

  @Override
  public long C_Sign(long session, long data, long dataLen, long signature, long signatureLen) {
    try {
      return (long) SIGN.invokeExact(session, data, dataLen, signature, signatureLen);
    } catch (Throwable e) {
      throw ForeignHandles.impossible(e);
    }
  }
}
