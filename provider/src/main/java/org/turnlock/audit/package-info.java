// SPDX-License-Identifier: Apache-2.0

/**
 * What is told of each use of a key and of each change: the events, and the sinks that take them.
 * Never plaintext, ciphertext, key bytes or a PIN.
 */
package org.turnlock.audit;
