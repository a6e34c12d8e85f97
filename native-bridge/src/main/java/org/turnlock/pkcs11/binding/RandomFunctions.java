// SPDX-License-Identifier: Apache-2.0
package org.turnlock.pkcs11.binding;

/** Random numbers (5.19), of PKCS#11 3.1. Arguments as in {@link Cryptoki}. */
public interface RandomFunctions {
  long C_SeedRandom(long session, long seed, long seedLen);

  long C_GenerateRandom(long session, long random, long randomLen);
}
