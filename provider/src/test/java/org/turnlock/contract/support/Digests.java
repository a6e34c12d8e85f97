// SPDX-License-Identifier: Apache-2.0
package org.turnlock.contract.support;

import java.util.List;

/** The hashes of the contract, by their JCA names. */
public final class Digests {
  public static final List<String> ALL =
      List.of(
          "SHA-1",
          "SHA-224",
          "SHA-256",
          "SHA-384",
          "SHA-512",
          "SHA-512/224",
          "SHA-512/256",
          "SHA3-224",
          "SHA3-256",
          "SHA3-384",
          "SHA3-512");

  private Digests() {}
}
