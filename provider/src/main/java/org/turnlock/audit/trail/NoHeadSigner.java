// SPDX-License-Identifier: Apache-2.0
package org.turnlock.audit.trail;

import java.security.GeneralSecurityException;
import java.security.InvalidKeyException;
import java.security.PublicKey;
import java.util.List;
import java.util.Optional;

/** Signs nothing, and says why. */
record NoHeadSigner(String why) implements HeadSigner {
  @Override
  public Optional<String> neverSigns() {
    return Optional.of(why);
  }

  @Override
  public Optional<String> neverKeeps() {
    return Optional.of(why);
  }

  @Override
  public boolean ready() {
    return false;
  }

  @Override
  public PublicKey choose(String fingerprint) throws GeneralSecurityException {
    throw new InvalidKeyException(why);
  }

  @Override
  public byte[] sign(byte[] message) throws GeneralSecurityException {
    throw new InvalidKeyException(why);
  }

  @Override
  public void keep(SignedHead head) {}

  @Override
  public List<SignedHead> kept() {
    return List.of();
  }

  @Override
  public List<PublicKey> keys() {
    return List.of();
  }
}
