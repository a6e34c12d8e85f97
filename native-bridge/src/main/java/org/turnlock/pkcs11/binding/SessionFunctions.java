// SPDX-License-Identifier: Apache-2.0
package org.turnlock.pkcs11.binding;

/** Sessions and login (5.6), of PKCS#11 3.1. Arguments as in {@link Cryptoki}. */
public interface SessionFunctions {
  long C_OpenSession(long slot, long flags, long application, long notify, long session);

  long C_CloseSession(long session);

  long C_CloseAllSessions(long slot);

  long C_GetSessionInfo(long session, long info);

  long C_Login(long session, long userType, long pin, long pinLen);

  long C_Logout(long session);
}
