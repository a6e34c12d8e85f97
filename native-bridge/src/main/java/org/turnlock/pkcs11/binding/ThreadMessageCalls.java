// SPDX-License-Identifier: Apache-2.0
package org.turnlock.pkcs11.binding;

/** Counts, as {@link ThreadCalls} does and in the same sum, the calls of messages. */
public final class ThreadMessageCalls implements MessageFunctions {
  private final MessageFunctions target;

  /** A decorator of {@code target}. */
  public ThreadMessageCalls(MessageFunctions target) {
    this.target = target;
  }

  private MessageFunctions counted() {
    ThreadCalls.count();
    return target;
  }

  @Override
  public long C_LoginUser(
      long session, long userType, long pin, long pinLen, long username, long usernameLen) {
    return counted().C_LoginUser(session, userType, pin, pinLen, username, usernameLen);
  }

  @Override
  public long C_SessionCancel(long session, long flags) {
    return counted().C_SessionCancel(session, flags);
  }

  @Override
  public long C_MessageEncryptInit(long session, long mechanism, long key) {
    return counted().C_MessageEncryptInit(session, mechanism, key);
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
    return counted()
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
    return counted().C_MessageEncryptFinal(session);
  }

  @Override
  public long C_MessageDecryptInit(long session, long mechanism, long key) {
    return counted().C_MessageDecryptInit(session, mechanism, key);
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
    return counted()
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
    return counted().C_MessageDecryptFinal(session);
  }
}
