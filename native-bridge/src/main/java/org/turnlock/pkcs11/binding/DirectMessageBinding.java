// SPDX-License-Identifier: Apache-2.0
package org.turnlock.pkcs11.binding;

/**
 * JNA direct mapping of {@link MessageFunctions}, defined once per module like {@link
 * DirectBinding}.
 */
final class DirectMessageBinding implements MessageFunctions {
  @Override
  public native long C_LoginUser(
      long session, long userType, long pin, long pinLen, long username, long usernameLen);

  @Override
  public native long C_SessionCancel(long session, long flags);

  @Override
  public native long C_MessageEncryptInit(long session, long mechanism, long key);

  @Override
  public native long C_EncryptMessage(
      long session,
      long parameter,
      long parameterLen,
      long aad,
      long aadLen,
      long plaintext,
      long plaintextLen,
      long ciphertext,
      long ciphertextLen);

  @Override
  public native long C_MessageEncryptFinal(long session);

  @Override
  public native long C_MessageDecryptInit(long session, long mechanism, long key);

  @Override
  public native long C_DecryptMessage(
      long session,
      long parameter,
      long parameterLen,
      long aad,
      long aadLen,
      long ciphertext,
      long ciphertextLen,
      long plaintext,
      long plaintextLen);

  @Override
  public native long C_MessageDecryptFinal(long session);
}
