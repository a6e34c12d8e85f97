// SPDX-License-Identifier: Apache-2.0
package org.turnlock.pkcs11.binding;

/** Making, wrapping and deriving keys (5.18), of PKCS#11 3.1. Arguments as in {@link Cryptoki}. */
public interface KeyFunctions {
  long C_GenerateKey(long session, long mechanism, long template, long count, long key);

  long C_GenerateKeyPair(
      long session,
      long mechanism,
      long publicTemplate,
      long publicCount,
      long privateTemplate,
      long privateCount,
      long publicKey,
      long privateKey);

  long C_WrapKey(
      long session, long mechanism, long wrappingKey, long key, long wrapped, long wrappedLen);

  long C_UnwrapKey(
      long session,
      long mechanism,
      long unwrappingKey,
      long wrapped,
      long wrappedLen,
      long template,
      long count,
      long key);

  long C_DeriveKey(long session, long mechanism, long baseKey, long template, long count, long key);
}
