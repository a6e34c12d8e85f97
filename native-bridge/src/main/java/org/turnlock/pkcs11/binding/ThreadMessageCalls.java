// SPDX-License-Identifier: Apache-2.0
package org.turnlock.pkcs11.binding;

/** Counts, as {@link ThreadCalls} does and in the same sum, the calls of messages. */
public final class ThreadMessageCalls extends ForwardedMessages {
  private final MessageFunctions target;

  /** A decorator of {@code target}. */
  public ThreadMessageCalls(MessageFunctions target) {
    this.target = target;
  }

  @Override
  MessageFunctions target() {
    ThreadCalls.count();
    return target;
  }
}
