// SPDX-License-Identifier: Apache-2.0
package org.turnlock.pkcs11.binding;

/** Encryption and decryption (5.8, 5.10), of PKCS#11 3.1. Arguments as in {@link Cryptoki}. */
public interface CipherFunctions {
  long C_EncryptInit(long session, long mechanism, long key);

  long C_Encrypt(long session, long data, long dataLen, long encrypted, long encryptedLen);

  long C_EncryptUpdate(long session, long part, long partLen, long encrypted, long encryptedLen);

  long C_EncryptFinal(long session, long last, long lastLen);

  long C_DecryptInit(long session, long mechanism, long key);

  long C_Decrypt(long session, long encrypted, long encryptedLen, long data, long dataLen);

  long C_DecryptUpdate(long session, long encrypted, long encryptedLen, long part, long partLen);

  long C_DecryptFinal(long session, long last, long lastLen);
}
