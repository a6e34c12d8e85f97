// SPDX-License-Identifier: Apache-2.0
package org.turnlock.pkcs11.binding;

/**
 * The functions that PKCS#11 3.0 added and that are used here: messages (5.9, 5.11), named users,
 * cancelling. Present only where the module has a 3.0 interface.
 */
public interface MessageFunctions {
  long C_LoginUser(
      long session, long userType, long pin, long pinLen, long username, long usernameLen);

  long C_SessionCancel(long session, long flags);

  long C_MessageEncryptInit(long session, long mechanism, long key);

  long C_EncryptMessage(
      long session,
      long parameter,
      long parameterLen,
      long aad,
      long aadLen,
      long plaintext,
      long plaintextLen,
      long ciphertext,
      long ciphertextLen);

  long C_MessageEncryptFinal(long session);

  long C_MessageDecryptInit(long session, long mechanism, long key);

  long C_DecryptMessage(
      long session,
      long parameter,
      long parameterLen,
      long aad,
      long aadLen,
      long ciphertext,
      long ciphertextLen,
      long plaintext,
      long plaintextLen);

  long C_MessageDecryptFinal(long session);
}
