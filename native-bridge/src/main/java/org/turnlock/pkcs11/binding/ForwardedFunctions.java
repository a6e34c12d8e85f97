// SPDX-License-Identifier: Apache-2.0
package org.turnlock.pkcs11.binding;

/** Hands every call on. What a decorator does itself, or before each call, it overrides. */
abstract class ForwardedFunctions implements Cryptoki {
  /** Who makes the call that is being made. */
  abstract Cryptoki target();

  @Override
  public long C_Initialize(long args) {
    return target().C_Initialize(args);
  }

  @Override
  public long C_Finalize(long reserved) {
    return target().C_Finalize(reserved);
  }

  @Override
  public long C_GetInfo(long info) {
    return target().C_GetInfo(info);
  }

  @Override
  public long C_GetSlotList(byte tokenPresent, long list, long count) {
    return target().C_GetSlotList(tokenPresent, list, count);
  }

  @Override
  public long C_GetSlotInfo(long slot, long info) {
    return target().C_GetSlotInfo(slot, info);
  }

  @Override
  public long C_GetTokenInfo(long slot, long info) {
    return target().C_GetTokenInfo(slot, info);
  }

  @Override
  public long C_GetMechanismList(long slot, long list, long count) {
    return target().C_GetMechanismList(slot, list, count);
  }

  @Override
  public long C_GetMechanismInfo(long slot, long type, long info) {
    return target().C_GetMechanismInfo(slot, type, info);
  }

  @Override
  public long C_InitToken(long slot, long pin, long pinLen, long label) {
    return target().C_InitToken(slot, pin, pinLen, label);
  }

  @Override
  public long C_InitPIN(long session, long pin, long pinLen) {
    return target().C_InitPIN(session, pin, pinLen);
  }

  @Override
  public long C_SetPIN(long session, long oldPin, long oldLen, long newPin, long newLen) {
    return target().C_SetPIN(session, oldPin, oldLen, newPin, newLen);
  }

  @Override
  public long C_OpenSession(long slot, long flags, long application, long notify, long session) {
    return target().C_OpenSession(slot, flags, application, notify, session);
  }

  @Override
  public long C_CloseSession(long session) {
    return target().C_CloseSession(session);
  }

  @Override
  public long C_CloseAllSessions(long slot) {
    return target().C_CloseAllSessions(slot);
  }

  @Override
  public long C_GetSessionInfo(long session, long info) {
    return target().C_GetSessionInfo(session, info);
  }

  @Override
  public long C_Login(long session, long userType, long pin, long pinLen) {
    return target().C_Login(session, userType, pin, pinLen);
  }

  @Override
  public long C_Logout(long session) {
    return target().C_Logout(session);
  }

  @Override
  public long C_CreateObject(long session, long template, long count, long object) {
    return target().C_CreateObject(session, template, count, object);
  }

  @Override
  public long C_CopyObject(long session, long object, long template, long count, long newObject) {
    return target().C_CopyObject(session, object, template, count, newObject);
  }

  @Override
  public long C_DestroyObject(long session, long object) {
    return target().C_DestroyObject(session, object);
  }

  @Override
  public long C_GetAttributeValue(long session, long object, long template, long count) {
    return target().C_GetAttributeValue(session, object, template, count);
  }

  @Override
  public long C_SetAttributeValue(long session, long object, long template, long count) {
    return target().C_SetAttributeValue(session, object, template, count);
  }

  @Override
  public long C_FindObjectsInit(long session, long template, long count) {
    return target().C_FindObjectsInit(session, template, count);
  }

  @Override
  public long C_FindObjects(long session, long objects, long max, long count) {
    return target().C_FindObjects(session, objects, max, count);
  }

  @Override
  public long C_FindObjectsFinal(long session) {
    return target().C_FindObjectsFinal(session);
  }

  @Override
  public long C_EncryptInit(long session, long mechanism, long key) {
    return target().C_EncryptInit(session, mechanism, key);
  }

  @Override
  public long C_Encrypt(long session, long data, long dataLen, long encrypted, long encryptedLen) {
    return target().C_Encrypt(session, data, dataLen, encrypted, encryptedLen);
  }

  @Override
  public long C_EncryptUpdate(
      long session, long part, long partLen, long encrypted, long encryptedLen) {
    return target().C_EncryptUpdate(session, part, partLen, encrypted, encryptedLen);
  }

  @Override
  public long C_EncryptFinal(long session, long last, long lastLen) {
    return target().C_EncryptFinal(session, last, lastLen);
  }

  @Override
  public long C_DecryptInit(long session, long mechanism, long key) {
    return target().C_DecryptInit(session, mechanism, key);
  }

  @Override
  public long C_Decrypt(long session, long encrypted, long encryptedLen, long data, long dataLen) {
    return target().C_Decrypt(session, encrypted, encryptedLen, data, dataLen);
  }

  @Override
  public long C_DecryptUpdate(
      long session, long encrypted, long encryptedLen, long part, long partLen) {
    return target().C_DecryptUpdate(session, encrypted, encryptedLen, part, partLen);
  }

  @Override
  public long C_DecryptFinal(long session, long last, long lastLen) {
    return target().C_DecryptFinal(session, last, lastLen);
  }

  @Override
  public long C_SignInit(long session, long mechanism, long key) {
    return target().C_SignInit(session, mechanism, key);
  }

  @Override
  public long C_Sign(long session, long data, long dataLen, long signature, long signatureLen) {
    return target().C_Sign(session, data, dataLen, signature, signatureLen);
  }

  @Override
  public long C_SignUpdate(long session, long part, long partLen) {
    return target().C_SignUpdate(session, part, partLen);
  }

  @Override
  public long C_SignFinal(long session, long signature, long signatureLen) {
    return target().C_SignFinal(session, signature, signatureLen);
  }

  @Override
  public long C_VerifyInit(long session, long mechanism, long key) {
    return target().C_VerifyInit(session, mechanism, key);
  }

  @Override
  public long C_Verify(long session, long data, long dataLen, long signature, long signatureLen) {
    return target().C_Verify(session, data, dataLen, signature, signatureLen);
  }

  @Override
  public long C_VerifyUpdate(long session, long part, long partLen) {
    return target().C_VerifyUpdate(session, part, partLen);
  }

  @Override
  public long C_VerifyFinal(long session, long signature, long signatureLen) {
    return target().C_VerifyFinal(session, signature, signatureLen);
  }

  @Override
  public long C_GenerateKey(long session, long mechanism, long template, long count, long key) {
    return target().C_GenerateKey(session, mechanism, template, count, key);
  }

  @Override
  public long C_GenerateKeyPair(
      long session,
      long mechanism,
      long publicTemplate,
      long publicCount,
      long privateTemplate,
      long privateCount,
      long publicKey,
      long privateKey) {
    return target()
        .C_GenerateKeyPair(
            session,
            mechanism,
            publicTemplate,
            publicCount,
            privateTemplate,
            privateCount,
            publicKey,
            privateKey);
  }

  @Override
  public long C_WrapKey(
      long session, long mechanism, long wrappingKey, long key, long wrapped, long wrappedLen) {
    return target().C_WrapKey(session, mechanism, wrappingKey, key, wrapped, wrappedLen);
  }

  @Override
  public long C_UnwrapKey(
      long session,
      long mechanism,
      long unwrappingKey,
      long wrapped,
      long wrappedLen,
      long template,
      long count,
      long key) {
    return target()
        .C_UnwrapKey(session, mechanism, unwrappingKey, wrapped, wrappedLen, template, count, key);
  }

  @Override
  public long C_DeriveKey(
      long session, long mechanism, long baseKey, long template, long count, long key) {
    return target().C_DeriveKey(session, mechanism, baseKey, template, count, key);
  }

  @Override
  public long C_SeedRandom(long session, long seed, long seedLen) {
    return target().C_SeedRandom(session, seed, seedLen);
  }

  @Override
  public long C_GenerateRandom(long session, long random, long randomLen) {
    return target().C_GenerateRandom(session, random, randomLen);
  }
}
