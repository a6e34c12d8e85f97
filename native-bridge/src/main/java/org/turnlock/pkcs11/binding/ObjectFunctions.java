// SPDX-License-Identifier: Apache-2.0
package org.turnlock.pkcs11.binding;

/** Objects (5.7), of PKCS#11 3.1. Arguments as in {@link Cryptoki}. */
public interface ObjectFunctions {
  long C_CreateObject(long session, long template, long count, long object);

  long C_CopyObject(long session, long object, long template, long count, long newObject);

  long C_DestroyObject(long session, long object);

  long C_GetAttributeValue(long session, long object, long template, long count);

  long C_SetAttributeValue(long session, long object, long template, long count);

  long C_FindObjectsInit(long session, long template, long count);

  long C_FindObjects(long session, long objects, long max, long count);

  long C_FindObjectsFinal(long session);
}
