// SPDX-License-Identifier: Apache-2.0
package org.turnlock.pkcs11.binding;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;

/**
 * The calls of messages through the Foreign Function API. Never used itself: {@link BindingLoader}
 * defines a copy per module, since the compiler inlines handles that are constants of a class.
 */
final class ForeignMessages extends ForwardedMessages {
  private static final ForeignHandles HANDLES = ForeignHandles.of(MethodHandles.lookup());
  private static final MethodHandle ENCRYPT_MESSAGE = HANDLES.of("C_EncryptMessage", 9);
  private static final MethodHandle DECRYPT_MESSAGE = HANDLES.of("C_DecryptMessage", 9);

  private final MessageFunctions others;

  /**
   * @param others makes all other calls
   */
  ForeignMessages(MessageFunctions others) {
    this.others = others;
  }

  @Override
  MessageFunctions target() {
    return others;
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
    try {
      return (long)
          ENCRYPT_MESSAGE.invokeExact(
              session,
              parameter,
              parameterLen,
              aad,
              aadLen,
              plaintext,
              plaintextLen,
              ciphertext,
              ciphertextLen);
    } catch (Throwable e) {
      throw ForeignHandles.impossible(e);
    }
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
    try {
      return (long)
          DECRYPT_MESSAGE.invokeExact(
              session,
              parameter,
              parameterLen,
              aad,
              aadLen,
              ciphertext,
              ciphertextLen,
              plaintext,
              plaintextLen);
    } catch (Throwable e) {
      throw ForeignHandles.impossible(e);
    }
  }
}
