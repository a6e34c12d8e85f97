// SPDX-License-Identifier: Apache-2.0
package org.turnlock.pkcs11.binding;

/**
 * JNA direct mapping of {@link Cryptoki}. Never used itself: {@link BindingLoader} defines a copy
 * per module.
 */
final class DirectBinding implements Cryptoki {
  @Override
  public native long C_Initialize(long args);

  @Override
  public native long C_Finalize(long reserved);

  @Override
  public native long C_GetInfo(long info);

  @Override
  public native long C_GetSlotList(byte tokenPresent, long list, long count);

  @Override
  public native long C_GetSlotInfo(long slot, long info);

  @Override
  public native long C_GetTokenInfo(long slot, long info);

  @Override
  public native long C_GetMechanismList(long slot, long list, long count);

  @Override
  public native long C_GetMechanismInfo(long slot, long type, long info);

  @Override
  public native long C_InitToken(long slot, long pin, long pinLen, long label);

  @Override
  public native long C_InitPIN(long session, long pin, long pinLen);

  @Override
  public native long C_SetPIN(long session, long oldPin, long oldLen, long newPin, long newLen);

  @Override
  public native long C_OpenSession(
      long slot, long flags, long application, long notify, long session);

  @Override
  public native long C_CloseSession(long session);

  @Override
  public native long C_CloseAllSessions(long slot);

  @Override
  public native long C_GetSessionInfo(long session, long info);

  @Override
  public native long C_Login(long session, long userType, long pin, long pinLen);

  @Override
  public native long C_Logout(long session);

  @Override
  public native long C_CreateObject(long session, long template, long count, long object);

  @Override
  public native long C_CopyObject(
      long session, long object, long template, long count, long newObject);

  @Override
  public native long C_DestroyObject(long session, long object);

  @Override
  public native long C_GetAttributeValue(long session, long object, long template, long count);

  @Override
  public native long C_SetAttributeValue(long session, long object, long template, long count);

  @Override
  public native long C_FindObjectsInit(long session, long template, long count);

  @Override
  public native long C_FindObjects(long session, long objects, long max, long count);

  @Override
  public native long C_FindObjectsFinal(long session);

  @Override
  public native long C_EncryptInit(long session, long mechanism, long key);

  @Override
  public native long C_Encrypt(
      long session, long data, long dataLen, long encrypted, long encryptedLen);

  @Override
  public native long C_EncryptUpdate(
      long session, long part, long partLen, long encrypted, long encryptedLen);

  @Override
  public native long C_EncryptFinal(long session, long last, long lastLen);

  @Override
  public native long C_DecryptInit(long session, long mechanism, long key);

  @Override
  public native long C_Decrypt(
      long session, long encrypted, long encryptedLen, long data, long dataLen);

  @Override
  public native long C_DecryptUpdate(
      long session, long encrypted, long encryptedLen, long part, long partLen);

  @Override
  public native long C_DecryptFinal(long session, long last, long lastLen);

  @Override
  public native long C_SignInit(long session, long mechanism, long key);

  @Override
  public native long C_Sign(
      long session, long data, long dataLen, long signature, long signatureLen);

  @Override
  public native long C_SignUpdate(long session, long part, long partLen);

  @Override
  public native long C_SignFinal(long session, long signature, long signatureLen);

  @Override
  public native long C_VerifyInit(long session, long mechanism, long key);

  @Override
  public native long C_Verify(
      long session, long data, long dataLen, long signature, long signatureLen);

  @Override
  public native long C_VerifyUpdate(long session, long part, long partLen);

  @Override
  public native long C_VerifyFinal(long session, long signature, long signatureLen);

  @Override
  public native long C_GenerateKey(
      long session, long mechanism, long template, long count, long key);

  @Override
  public native long C_GenerateKeyPair(
      long session,
      long mechanism,
      long publicTemplate,
      long publicCount,
      long privateTemplate,
      long privateCount,
      long publicKey,
      long privateKey);

  @Override
  public native long C_WrapKey(
      long session, long mechanism, long wrappingKey, long key, long wrapped, long wrappedLen);

  @Override
  public native long C_UnwrapKey(
      long session,
      long mechanism,
      long unwrappingKey,
      long wrapped,
      long wrappedLen,
      long template,
      long count,
      long key);

  @Override
  public native long C_DeriveKey(
      long session, long mechanism, long baseKey, long template, long count, long key);

  @Override
  public native long C_SeedRandom(long session, long seed, long seedLen);

  @Override
  public native long C_GenerateRandom(long session, long random, long randomLen);
}
