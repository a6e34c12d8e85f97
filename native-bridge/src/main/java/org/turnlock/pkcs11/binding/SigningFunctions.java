// SPDX-License-Identifier: Apache-2.0
package org.turnlock.pkcs11.binding;

/**
 * Signatures, MACs and their verification (5.13, 5.15), of PKCS#11 3.1. Arguments as in {@link
 * Cryptoki}.
 */
public interface SigningFunctions {
  long C_SignInit(long session, long mechanism, long key);

  long C_Sign(long session, long data, long dataLen, long signature, long signatureLen);

  long C_SignUpdate(long session, long part, long partLen);

  long C_SignFinal(long session, long signature, long signatureLen);

  long C_VerifyInit(long session, long mechanism, long key);

  long C_Verify(long session, long data, long dataLen, long signature, long signatureLen);

  long C_VerifyUpdate(long session, long part, long partLen);

  long C_VerifyFinal(long session, long signature, long signatureLen);
}
