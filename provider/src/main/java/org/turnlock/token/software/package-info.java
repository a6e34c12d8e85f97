// SPDX-License-Identifier: Apache-2.0
/**
 * The embedded software token: keys in this process's memory, kept in one encrypted file or not at
 * all, used through the JDK's own ciphers and Bouncy Castle.
 */
package org.turnlock.token.software;
