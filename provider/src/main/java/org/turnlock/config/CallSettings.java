// SPDX-License-Identifier: Apache-2.0
package org.turnlock.config;

/**
 * How the functions of a PKCS#11 module are called.
 *
 * @param foreign {@code binding = foreign}: through the Foreign Function API of Java 22 where it
 *     counts, instead of JNA
 * @param passDirectBuffersUnsafely whether the module gets the memory of direct ByteBuffers itself
 * @param hashingOnToken {@code hashing = token}: the token hashes what it signs, where it can
 */
public record CallSettings(
    boolean foreign, boolean passDirectBuffersUnsafely, boolean hashingOnToken) {
  /** JNA, copies of all data, hashing in Java. */
  public static final CallSettings DEFAULT = new CallSettings(false, false, false);
}
