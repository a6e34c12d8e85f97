// SPDX-License-Identifier: Apache-2.0
package org.turnlock.audit.trail;

import java.security.GeneralSecurityException;
import java.security.PublicKey;
import java.util.List;
import java.util.Optional;

/**
 * Who signs the heads of chains, and keeps the last one of each where no writer of files comes. Its
 * failures are unchecked too; the trail then goes on unsigned, and tries again. Thread-safe.
 */
public interface HeadSigner {
  /** Nobody signs. */
  HeadSigner NONE = new NoHeadSigner("nothing was configured to sign it");

  /** Why heads are never signed here; empty if they are. */
  Optional<String> neverSigns();

  /** Why heads are never kept here; empty if they are. */
  Optional<String> neverKeeps();

  /** Whether it can sign now, or will once somebody has logged in; costs nothing. */
  boolean ready();

  /**
   * The key that signs from now on: the one of this fingerprint if it is there, else any, and a new
   * one if there is none.
   *
   * @param fingerprint see {@link HeadKeys#fingerprint}; empty for any
   */
  PublicKey choose(String fingerprint) throws GeneralSecurityException;

  /** Signs with the chosen key, by the algorithm that {@link HeadKeys#algorithm} tells of it. */
  byte[] sign(byte[] message) throws GeneralSecurityException;

  /** Keeps a head in place of those before it of its chain. */
  void keep(SignedHead head);

  /** The last head of each chain. */
  List<SignedHead> kept();

  /** All keys that sign, or have signed, as far as they are still there. */
  List<PublicKey> keys();
}
