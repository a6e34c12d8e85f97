// SPDX-License-Identifier: Apache-2.0
package org.turnlock.jca.software;

import java.nio.ByteBuffer;
import java.security.DigestException;
import java.security.MessageDigest;
import java.security.MessageDigestSpi;
import org.turnlock.jca.Hash;
import org.turnlock.jca.SoftwarePeers;

/**
 * A message digest of the JDK, for libraries that ask the provider of a key for the digest too. A
 * digest is no secret: no call to the token is worth it.
 */
public final class SoftwareDigestSpi extends MessageDigestSpi implements Cloneable {
  private MessageDigest digest;

  /** A digest of nothing yet. */
  public SoftwareDigestSpi(Hash hash) {
    this.digest = SoftwarePeers.digest(hash.digestName());
  }

  @Override
  protected int engineGetDigestLength() {
    return digest.getDigestLength();
  }

  @Override
  protected void engineUpdate(byte input) {
    digest.update(input);
  }

  @Override
  protected void engineUpdate(byte[] input, int offset, int length) {
    digest.update(input, offset, length);
  }

  @Override
  protected void engineUpdate(ByteBuffer input) {
    digest.update(input);
  }

  @Override
  protected byte[] engineDigest() {
    return digest.digest();
  }

  @Override
  protected int engineDigest(byte[] output, int offset, int length) throws DigestException {
    return digest.digest(output, offset, length);
  }

  @Override
  protected void engineReset() {
    digest.reset();
  }

  @Override
  public Object clone() throws CloneNotSupportedException {
    SoftwareDigestSpi copy = (SoftwareDigestSpi) super.clone();
    copy.digest = (MessageDigest) digest.clone();
    return copy;
  }
}
