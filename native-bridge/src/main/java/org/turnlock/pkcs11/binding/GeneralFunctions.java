// SPDX-License-Identifier: Apache-2.0
package org.turnlock.pkcs11.binding;

/**
 * The module itself, its slots and tokens (5.4, 5.5), of PKCS#11 3.1. Arguments as in {@link
 * Cryptoki}.
 */
public interface GeneralFunctions {
  long C_Initialize(long args);

  long C_Finalize(long reserved);

  long C_GetInfo(long info);

  long C_GetSlotList(byte tokenPresent, long list, long count);

  long C_GetSlotInfo(long slot, long info);

  long C_GetTokenInfo(long slot, long info);

  long C_GetMechanismList(long slot, long list, long count);

  long C_GetMechanismInfo(long slot, long type, long info);

  long C_InitToken(long slot, long pin, long pinLen, long label);

  long C_InitPIN(long session, long pin, long pinLen);

  long C_SetPIN(long session, long oldPin, long oldLen, long newPin, long newLen);
}
