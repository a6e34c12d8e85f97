// SPDX-License-Identifier: Apache-2.0
package org.turnlock.pkcs11.binding;

/** The same as {@link ForwardedFunctions}, for the functions that PKCS#11 3.0 added. */
abstract class ForwardedMessages implements MessageFunctions {
  /** Who makes the call that is being made. */
  abstract MessageFunctions target();

  @Override
  public long C_LoginUser(
      long session, long userType, long pin, long pinLen, long username, long usernameLen) {
    return target().C_LoginUser(session, userType, pin, pinLen, username, usernameLen);
  }

  @Override
  public long C_SessionCancel(long session, long flags) {
    return target().C_SessionCancel(session, flags);
  }

  @Override
  public long C_MessageEncryptInit(long session, long mechanism, long key) {
    return target().C_MessageEncryptInit(session, mechanism, key);
  }

  @Override
  public long C_EncryptMessage(
      long session,
      long parameter,
      long parameterLen,
      long aad,
      long aadLen,
      long plaintext,
      long plaintextLen,
      long ciphertext,
      long ciphertextLen) {
    return target()
        .C_EncryptMessage(
            session,
            parameter,
            parameterLen,
            aad,
            aadLen,
            plaintext,
            plaintextLen,
            ciphertext,
            ciphertextLen);
  }

  @Override
  public long C_MessageEncryptFinal(long session) {
    return target().C_MessageEncryptFinal(session);
  }

  @Override
  public long C_MessageDecryptInit(long session, long mechanism, long key) {
    return target().C_MessageDecryptInit(session, mechanism, key);
  }

  @Override
  public long C_DecryptMessage(
      long session,
      long parameter,
      long parameterLen,
      long aad,
      long aadLen,
      long ciphertext,
      long ciphertextLen,
      long plaintext,
      long plaintextLen) {
    return target()
        .C_DecryptMessage(
            session,
            parameter,
            parameterLen,
            aad,
            aadLen,
            ciphertext,
            ciphertextLen,
            plaintext,
            plaintextLen);
  }

  @Override
  public long C_MessageDecryptFinal(long session) {
    return target().C_MessageDecryptFinal(session);
  }
}
